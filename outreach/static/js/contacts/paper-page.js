// What was written on paper: the day and part of the day once, then one entry after the other.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Choices, Head, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { JustSaved } from "../shift/last.js";
import { Other } from "../ui/ask.js";
import { PlaceSheet } from "./place-sheet.js";
import { Days, missingOf, Parts } from "./when.js";
import { ZonePill } from "./zone-pill.js";

const ELSE = ["tally", "cleanup", "unmet"]; // each has its drawing by its name

export function PaperPage() {
  const { nav, kept, view } = useOutreach();
  const words = W.others.paper;
  const { zone, site, setting } = view.shift;
  const [paper, setPaper] = useState(kept.paper ?? { zone, site, setting, day: null, part: null, entered: 0 });
  const put = (change) => setPaper({ ...paper, ...change });
  const missing = missingOf(paper);
  const go = (screen, args = {}) => {
    kept.paper = paper;
    nav.go(screen, { ...args, paper: true });
  };
  const foot = html`<${Btn} kind="lamp" icon="paper" off=${missing} onClick=${() => go("contact")}>
    ${paper.entered ? words.next : words.first}
    ${missing && html`<span class="o-btn__more">${W.others.first(missing)}</span>`}<//>`;
  return html`<${Page} title=${W.others.kinds.paper} back=${nav.back} foot=${foot}
      extra=${html`<${ZonePill} zone=${paper.zone} />`}>
      <${JustSaved} />
      ${paper.entered > 0 && html`<p class="o-text o-text--quiet" role="status">${words.entered(paper.entered)}</p>`}
      <div class="o-low">
        <${Head} hint=${words.dayHint}>${words.day}<//>
        <${Days} from=${1} chosen=${paper.day} shift=${view.shift.day} put=${(day) => put({ day })} />
        <${Parts} part=${paper.part} put=${(part) => put({ part })} />
        ${!missing && html`<${Else} go=${go} />`}
      </div>
    <//>
    ${nav.top.sheet === "place" && html`<${PlaceSheet} place=${paper} put=${put} />`}`;
}

/** Paper holds more than contacts. */
const Else = ({ go }) => html`<${Head}>${W.others.paper.what}<//><${Choices} label=${W.others.paper.what}>
  ${ELSE.map(
    (kind) => html`<${Other} key=${kind} icon=${kind} onClick=${() => go("other", { kind })}>${W.others.kinds[kind]}<//>`,
  )}<//>`;
