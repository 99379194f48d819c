// For which day an entry counts: this shift, or another day of the last sixty, with its part of the day.
import { html, Icon, useState } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { longDay, shiftDay, shortDay } from "../ui/moment.js";
import { W } from "../ui/words.js";

const FEW = 7;
const DAYS = 60;

/** `when` is null for this shift, or { day, part }, each null until chosen; `put(when)` takes the choice. */
export function When({ when, put, shift }) {
  const words = W.others.paper;
  const yesterday = shiftDay(shift, -1);
  const [other, setOther] = useState(Boolean(when && when.day !== yesterday));
  const day = (value) => put({ day: value, part: when?.part ?? null });
  const choose = (listed, value) => {
    setOther(listed);
    day(value);
  };
  return html`<${Head} hint=${when && words.dayHint}>${words.day}<//>
    <${Choices} label=${words.day}>
      <${Chip} on=${!when} onClick=${() => {
        setOther(false);
        put(null);
      }}>${words.now}<//>
      <${Chip} on=${when && !other} onClick=${() => choose(false, yesterday)}>${words.yesterday}<//>
      <${Chip} on=${when && other} onClick=${() => choose(true, null)}>${words.another}<//><//>
    ${when && other && html`<${Days} chosen=${when.day} shift=${shift} put=${day} />`}
    ${when && html`<${Parts} part=${when.part} put=${(part) => put({ ...when, part })} />`}`;
}

/** Days before the shift, the nearest first; older ones after one tap. */
export function Days({ chosen, shift, put, from = 2 }) {
  const words = W.others.paper;
  const [days] = useState(() => Array.from({ length: DAYS - from + 1 }, (_, place) => shiftDay(shift, -place - from)));
  const [all, setAll] = useState(days.indexOf(chosen) >= FEW + 1);
  return html`<${Choices} label=${words.another}>
    ${(all ? days : days.slice(0, FEW + 1)).map(
      (day) => html`<${Chip} key=${day} label=${longDay(day)} on=${chosen === day}
      onClick=${() => put(day)}>${shortDay(day)}<//>`,
    )}
    ${
      !all &&
      html`<button type="button" class="o-chip o-chip--soft" onClick=${() => setAll(true)}>
      <span>${words.older}</span></button>`
    }<//>`;
}

export function Parts({ part, put }) {
  const words = W.others.paper;
  return html`<${Head}>${words.part}<//><${Choices} label=${words.part} cols=${2}>
    ${words.parts.map(
      (name, code) => html`<${Chip} key=${code} on=${part === code} onClick=${() => put(code)}>${name}<//>`,
    )}<//>`;
}

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
