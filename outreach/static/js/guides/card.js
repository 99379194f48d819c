// One guide: one idea a line with its picture, in one list that scrolls, so that a reader goes from line to line.
import { html, kinds, useOutreach } from "../ui/kit.js";
import { Note, Page } from "../ui/parts.js";
import { longDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Breath } from "./breath.js";
import { Call } from "./call.js";
import { cardOf, partsOf } from "./cards.js";
import { Doses } from "./dose-foot.js";
import { Marks } from "./marks.js";
import { Picture } from "./picture.js";
import { PlanPage } from "./plan.js";
import { Shown } from "./shown.js";

export function GuidePage() {
  const { nav, ref } = useOutreach();
  const { code } = nav.top;
  const card = cardOf(ref, code);
  if (!card) return code === "overdose" ? html`<${NoOverdose} />` : html`<${NoCard} />`;
  if (card.kind === "plan") return html`<${PlanPage} card=${card} />`;
  const acts = card.kind === "act";
  const own = card.other ? card.lang : undefined;
  return html`<${Page} title=${card.words.title} back=${nav.back} extra=${card.group === "urgent" && html`<${Call} />`}
    foot=${acts ? html`<${Doses} />` : html`<${Shown} card=${card} />`}>
    <${Marks} card=${card} />
    ${card.kind === "breathe" && html`<${Breath} />`}
    <div class="o-guide__lines" lang=${own} dir=${own && "auto"}>
      ${partsOf(card).map((part) => html`<${Part} ...${part} counted=${acts} />`)}</div>
    ${acts && html`<${Shown} card=${card} quiet />`}
    <${Sources} card=${card} />
  <//>`;
}

function Part({ head, lines, counted }) {
  const List = counted ? "ol" : "ul";
  return html`${head && html`<h2 class="o-guide__head">${head}</h2>`}
    <${List} role="list" class=${kinds("o-acts", counted && "counted")}>${lines.map(
      ({ key, mark, picture, text, more }) => html`<li key=${key} class=${kinds("o-act", mark && "key")}>
        <span class="o-act__pic"><${Picture} name=${picture} size="pic" /></span>
        <div><p class="o-act__text">${text}</p>${more && html`<p>${more}</p>`}</div></li>`,
    )}<//>`;
}

function Sources({ card }) {
  return html`<details class="o-sources"><summary>${W.guides.sources}</summary>
    <p>${card.by ? W.guides.checked(card.by) : W.guides.approved(longDay(card.on))}</p>
    <ul lang="en" dir="ltr">${card.sources.map((source) => html`<li key=${source}>${source}</li>`)}</ul>
    <p>${W.guides.doctorToo}</p></details>`;
}

/** A card that no coordinator has approved. */
function NoCard() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.guides.title} back=${nav.back}>
    <${Note} icon="info" title=${W.guides.none}>${W.guides.noneText}<//><//>`;
}

const LINES = [
  ["call", "call"],
  ["training", "s-naloxone"],
  ["stay", "people"],
];

/**
 * For an overdose there is still the number to call, the clock of the doses, and the order to do what was learned: no
 * advice that nobody of the programme has read, and no empty page either.
 */
function NoOverdose() {
  const { nav } = useOutreach();
  const words = W.guides.noCard;
  return html`<${Page} title=${W.shift.overdose} back=${nav.back} extra=${html`<${Call} />`} foot=${html`<${Doses} />`}>
    <${Part} lines=${LINES.map(([key, picture]) => ({ key, picture, text: words[key] }))} />
    <${Note} kind="clay" icon="alert" title=${words.title}>${words.text}<//>
  <//>`;
}
