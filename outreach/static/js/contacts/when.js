// For which day an entry counts: this shift, or another day of the last sixty, with its part of the day.
import { html, Icon, useState } from "../ui/kit.js";
import { longDay, shiftDay, shortDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Ask, Other, worded } from "../ui/ask.js";

const FEW = 8;
const DAYS = 60;

/** `when` is null for this shift, or { day, part }, each null until chosen; `put(when)` takes the choice. */
export function When({ when, put, shift }) {
  const words = W.others.paper;
  const yesterday = shiftDay(shift, -1);
  const [way, setWay] = useState(!when ? "now" : when.day === yesterday ? "yesterday" : "another");
  const day = (value) => put({ day: value, part: when?.part ?? null });
  const choose = (next) => {
    setWay(next);
    if (next === "now") put(null);
    else day(next === "yesterday" ? yesterday : null);
  };
  return html`<${Ask} title=${words.day} hint=${when && words.dayHint} is=${way} tap=${choose}
      choices=${worded(["now", "yesterday", "another"], words)} />
    ${way === "another" && html`<${Days} chosen=${when.day} shift=${shift} put=${day} />`}
    ${when && html`<${Parts} part=${when.part} put=${(part) => put({ ...when, part })} />`}`;
}

/** Days before the shift, the nearest first; older ones after one tap. */
export function Days({ chosen, shift, put, from = 2 }) {
  const words = W.others.paper;
  const [days] = useState(() => Array.from({ length: DAYS - from + 1 }, (_, place) => shiftDay(shift, -place - from)));
  const [all, setAll] = useState(days.indexOf(chosen) >= FEW);
  return html`<${Ask} bare title=${words.another} is=${chosen} tap=${put}
    choices=${days.slice(0, all ? DAYS : FEW).map((day) => [day, shortDay(day), longDay(day)])}>
    ${!all && html`<${Other} kind="soft" onClick=${() => setAll(true)}>${words.older}<//>`}<//>`;
}

export const Parts = ({ part, put }) => html`<${Ask} title=${W.others.paper.part} cols=${2} is=${part} tap=${put}
  choices=${W.others.paper.parts.map((name, code) => [code, name])} />`;

/** What is still missing of a day, in words; "" when it is whole. */
export function missingOf(when) {
  if (!when) return "";
  if (!when.day) return W.others.paper.missingDay;
  return when.part === null ? W.others.paper.missingPart : "";
}

/** The line that says for which day a form counts; nothing for this shift. The zone in the bar changes both. */
export function DayNote({ when }) {
  if (!when) return null;
  const words = W.others.paper;
  return html`<p class="o-daynote" role="status"><${Icon} name="waiting" size="s" />
    ${words.countsFor(longDay(when.day), words.partsInline[when.part])}</p>`;
}
