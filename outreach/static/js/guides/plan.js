// A plan filled in together. It lives in this page's memory only: leaving, locking or going back forgets it. It is
// never a draft, never sent, and its words are in no address and no title.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Field, Note, Page } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { withSeveral } from "../contacts/draft.js";
import { partsOf } from "./cards.js";
import { Marks } from "./marks.js";
import { PlanCard } from "./plan-card.js";
import { Picture } from "./picture.js";
import { Shown } from "./shown.js";

export function PlanPage({ card }) {
  const { nav } = useOutreach();
  const [chosen, setChosen] = useState({}); // part → [words]
  const words = W.guides.plan;
  const parts = partsOf(card).flatMap(({ lines }) => lines.map((line) => ({ ...line, chosen: chosen[line.key] ?? [] })));
  const filled = parts.filter((part) => part.chosen.length);
  const toggle = (key) => (text) => setChosen((all) => withSeveral({ [key]: [], ...all }, key, text));
  const back = () => (filled.length ? nav.open("gone") : nav.back());
  return html`<${Page} title=${card.words.title} back=${back} foot=${html`<${Foot} filled=${filled} />`}>
      <${Marks} card=${card} />
      <${Note} kind="lilac" icon="g-calm" title=${words.alone}>${words.kept}<//>
      ${parts.map((part) => html`<${Part} key=${part.key} part=${part} toggle=${toggle(part.key)} />`)}
      <${Shown} card=${card} quiet />
    <//>
    ${nav.top.sheet === "card" && html`<${PlanCard} title=${card.words.title} filled=${filled} />`}
    ${nav.top.sheet === "gone" && html`<${Gone} />`}`;
}

function Foot({ filled }) {
  const { nav } = useOutreach();
  return html`<${Btn} kind="lamp" icon="picture" off=${!filled.length} onClick=${() => nav.open("card")}>
    ${W.guides.plan.show}${!filled.length && html`<span class="o-btn__more">${W.guides.plan.empty}</span>`}<//>`;
}

function Part({ part, toggle }) {
  const { chosen } = part;
  const own = chosen.filter((text) => !part.words.some((word) => word.text === text));
  return html`<section class="o-card o-plan"><h2><${Picture} name=${part.picture} />${part.text}</h2>
    ${part.more && html`<p>${part.more}</p>`}
    <div class="o-words" role="group" aria-label=${part.text}>
      ${[...part.words.map(({ text }) => text), ...own].map(
        (text) => html`<${Chip} key=${text} on=${chosen.includes(text)} onClick=${() => toggle(text)}>${text}<//>`,
      )}<${Own} part=${part} add=${(text) => !chosen.includes(text) && toggle(text)} /></div></section>`;
}

/** Words of their own. The field is no form's and has no name: no browser offers or keeps what was typed. */
function Own({ part, add }) {
  const [text, setText] = useState(null);
  const put = () => {
    if (text.trim()) add(text.trim().slice(0, 60));
    setText(null);
  };
  if (text === null) {
    return html`<button type="button" class="o-chip o-chip--soft" aria-label=${W.guides.plan.ownFor(part.text)}
      onClick=${() => setText("")}><${Icon} name="pencil" size="s" /><span>${W.guides.plan.own}</span></button>`;
  }
  return html`<div class="o-own"><${Field} label=${W.guides.plan.ownFor(part.text)} value=${text} onInput=${setText}
      onEnter=${put} maxlength="60" autofocus />
    <${Btn} icon="plus" onClick=${put}>${W.guides.plan.add}<//></div>`;
}

function Gone() {
  const { nav } = useOutreach();
  const words = W.guides.plan;
  const close = () => {
    nav.back();
    nav.back();
  };
  return html`<${Sheet} title=${words.goneTitle} foot=${html`<${Btn} kind="lamp" onClick=${nav.back}>
      ${words.stay}<//><${Btn} onClick=${close}>${words.gone}<//>`}>
    <p class="o-text">${words.goneText}</p><//>`;
}
