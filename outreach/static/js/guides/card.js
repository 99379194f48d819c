// One guide: one idea a line with its picture, in one list that scrolls, so that a reader goes from line to line.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { longDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Breath } from "./breath.js";
import { Call } from "./call.js";
import { cardOf, partsOf } from "./cards.js";
import { Doses } from "./dose-foot.js";
import { Marks } from "./marks.js";
import { NoCard } from "./no-card.js";
import { Picture } from "./picture.js";
import { PlanPage } from "./plan.js";
import { Shown } from "./shown.js";

export function GuidePage() {
  const { nav, ref } = useOutreach();
  const card = cardOf(ref, nav.top.code);
  if (!card) return html`<${NoCard} urgent=${nav.top.code === "overdose"} />`;
  if (card.kind === "plan") return html`<${PlanPage} />`;
  const acts = card.kind === "act";
  const foot = acts ? html`<${Doses} />` : html`<${Shown} card=${card} />`;
  return html`<${Page} title=${card.words.title} back=${() => nav.back()}
    extra=${card.group === "urgent" && html`<${Call} />`} foot=${foot}>
    <${Marks} card=${card} />
    ${card.kind === "breathe" && html`<${Breath} />`}
    <div class="o-guide__lines" lang=${card.other ? card.lang : undefined} dir=${card.other ? "auto" : undefined}>
      ${partsOf(card).map((part) => html`<${Part} key=${part.key} part=${part} counted=${acts} />`)}</div>
    ${acts && html`<${Shown} card=${card} quiet />`}
    <${Sources} card=${card} />
  <//>`;
}

function Part({ part, counted }) {
  const List = counted ? "ol" : "ul";
  return html`${part.head && html`<h2 class="o-guide__head">${part.head}</h2>`}
    <${List} role="list" class=${counted ? "o-acts o-acts--counted" : "o-acts"}>
      ${part.lines.map((line) => html`<${Act} key=${line.key} line=${line} />`)}<//>`;
}

function Act({ line }) {
  return html`<li class=${line.mark ? "o-act o-act--key" : "o-act"}>
    <span class="o-act__pic"><${Picture} name=${line.picture} size="pic" /></span>
    <div><p class="o-act__text">${line.text}</p>${line.more && html`<p>${line.more}</p>`}</div></li>`;
}

function Sources({ card }) {
  return html`<details class="o-sources"><summary>${W.guides.sources}</summary>
    <p>${card.by ? W.guides.checked(card.by) : W.guides.approved(longDay(card.on))}</p>
    <ul lang="en" dir="ltr">${card.sources.map((source) => html`<li key=${source}>${source}</li>`)}</ul>
    <p>${W.guides.doctorToo}</p></details>`;
}
