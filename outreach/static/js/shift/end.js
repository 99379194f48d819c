// End of shift: what was done, what waits, and the notebook goes.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head, Page, Row, State } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { count } from "./tally.js";

export function EndPage() {
  const { phone, view, nav, kept, ref } = useOutreach();
  const [busy, setBusy] = useState(false);
  const sums = count(phone.entries());
  const close = async () => {
    setBusy(true);
    await phone.endShift();
    kept.forget();
    nav.home();
  };
  const foot = html`<${Btn} kind="lamp" icon="lock" busy=${busy} onClick=${close}>${W.closeShift}
    <span class="o-btn__more">${view.notebook ? W.wipes : ""}</span><//>`;
  return html`<${Page} title=${W.endShift} back=${() => nav.back()} foot=${foot}>
    <section class="o-lines" aria-label=${W.tonightTitle}>
      <${Sum} n=${sums.contacts} word=${W.contactsWord(sums.contacts)} /><${Sum} n=${sums.people}
        word=${W.peopleWord(sums.people)} />
      <${Sum} n=${sums.slips} word=${W.slipsWord(sums.slips)} /></section>
    <${Head}>${W.given}<//>
    <div class="o-card o-rows">${[...sums.items]
      .sort((a, b) => b[1] - a[1])
      .map(
        ([code, qty]) => html`<p class="o-given" key=${code}>
        <${Icon} name=${ref.item(code).icon} /><span>${ref.item(code).short}</span><b class="o-num">${qty}</b></p>`,
      )}
      ${sums.back > 0 && html`<p class="o-given"><${Icon} name="returned" /><span>${W.needlesBack}</span><b
        class="o-num">${sums.back}</b></p>`}
      ${!sums.items.size && !sums.back && html`<p class="o-given">${W.nothingGiven}</p>`}</div>
    <div class="o-card o-rows"><${Waiting} unsent=${view.unsent} proof=${view.proof} /></div>
  <//>`;
}

const Sum = ({ n, word }) => html`<div><b class="o-num">${n}</b>${word}</div>`;

const Waiting = ({ unsent, proof }) =>
  unsent
    ? html`<${Row} icon="phone" title=${W.waitSealed(unsent)} sub=${W.waitSealedSub} state=${html`<${State} is="ok">
      ${W.safeWord}<//>`} />`
    : html`<${Row} icon="proof" title=${proof ? W.allSent : W.nothingToSend} sub=${proof && W.allSentSub} state=${html`<${State} is="ok">
      ${W.safeWord}<//>`} />`;
