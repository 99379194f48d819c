// "Shown": one tap notes the card's topic, in the contact that the guide was opened from, else in the next one.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { W } from "../ui/words.js";

/** `quiet`: where another key is the page's own. */
export function Shown({ card, quiet }) {
  const { kept, nav } = useOutreach();
  const [, drawAgain] = useState(0);
  const note = () => {
    kept.shown(card.topic, nav);
    drawAgain((n) => n + 1);
  };
  const noted = kept.wasShown(card.topic, nav);
  return html`<div class="o-shown" role="status">${
    noted
      ? html`<${Noted} here=${nav.under("contact")} />`
      : html`<${Btn} kind=${quiet ? "" : "lamp"} icon="check" onClick=${note}>${W.guides.shown}
      <span class="o-btn__more">${W.guides.shownSub}</span><//>`
  }</div>`;
}

function Noted({ here }) {
  const { nav } = useOutreach();
  return html`<${Note} kind="sage" icon="check" action=${html`
    <${Btn} onClick=${() => (here ? nav.back() : nav.go("contact"))}>${here ? W.goBack : W.newContact}<//>`}>
    ${here ? W.guides.notedHere : W.guides.notedNext}<//>`;
}
