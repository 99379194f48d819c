// The filled plan, large and light, for the participant to photograph, to copy down, or to take along on paper.
import { html, useOutreach } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Picture } from "./picture.js";

export function PlanCard({ title, filled }) {
  const { nav } = useOutreach();
  const words = W.guides.plan;
  return html`<${Sheet} title=${words.photo} full foot=${html`<div class="o-pair">
      <${Btn} icon="print" onClick=${() => globalThis.print()}>${words.print}<//>
      <${Btn} icon="check" onClick=${nav.back}>${W.done}<//></div>`}>
    <article class="o-paper"><h3>${title}</h3>
      ${filled.map(
        (part) => html`<section key=${part.key}><h4><${Picture} name=${part.picture} />${part.text}</h4>
        <ul>${part.chosen.map((text) => html`<li key=${text} dir="auto">${text}</li>`)}</ul></section>`,
      )}</article><//>`;
}
