// A card that no coordinator has approved. For an overdose there is still the number to call, the clock of the doses,
// and the order to do what was learned: no advice that nobody of the programme has read, and no empty page either.
import { html, useOutreach } from "../ui/kit.js";
import { Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { Call } from "./call.js";
import { Doses } from "./dose-foot.js";
import { Picture } from "./picture.js";

const LINES = [
  ["call", "call"],
  ["training", "s-naloxone"],
  ["stay", "people"],
];

export function NoCard({ urgent }) {
  const { nav } = useOutreach();
  const words = W.guides.noCard;
  if (!urgent) {
    return html`<${Page} title=${W.guides.title} back=${() => nav.back()}>
      <${Note} icon="info" title=${W.guides.none}>${W.guides.noneText}<//><//>`;
  }
  return html`<${Page} title=${W.shift.overdose} back=${() => nav.back()} extra=${html`<${Call} />`}
      foot=${html`<${Doses} />`}>
    <ul class="o-acts" role="list">${LINES.map(
      ([key, picture]) => html`<li class="o-act" key=${key}>
      <span class="o-act__pic"><${Picture} name=${picture} size="pic" /></span>
      <div><p class="o-act__text">${words[key]}</p></div></li>`,
    )}</ul>
    <${Note} kind="clay" icon="alert" title=${words.title}>${words.text}<//>
  <//>`;
}
