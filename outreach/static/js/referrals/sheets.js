// All referral types by category, and the slip that opens after saving.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { grouped } from "../ui/reference.js";
import { Find, search } from "../supplies/items-sheet.js";
import { withReferral } from "../contacts/draft.js";
import { newSlip, showSlip } from "./rules.js";

export function ReferralsSheet({ draft, put }) {
  const { ref, nav } = useOutreach();
  const [asked, setAsked] = useState("");
  const on = (code) => draft.referrals.some(({ type }) => type === code);
  const found = search(ref.types, asked);
  return html`<${Sheet} full title=${W.referralTitle}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${() => nav.back()}>${W.done}
      <span class="o-btn__more" aria-live="polite">
        ${draft.referrals.length ? W.slips(draft.referrals.length) : ""}</span><//>`}>
    <${Find} label=${W.findReferral} value=${asked} onInput=${setAsked} />
    ${grouped(found).map(
      ([name, types]) => html`<section key=${name}>
      <${Head}>${W.groups[name] || name}<//><${Choices} label=${W.groups[name] || name} cols=${2}>${types.map(
        ({ code, name: full }) =>
          html`<${Chip} key=${code} on=${on(code)}
          onClick=${() => put((form) => withReferral(form, code, newSlip()))}>${full}<//>`,
      )}<//></section>`,
    )}
    ${!found.length && html`<p class="o-text o-text--quiet" role="status">${W.nothingFound}</p>`}
  <//>`;
}

/** The slips of a saved contact, one after the other on one sheet: a code and a type, no name. */
export function SlipSheet({ referrals }) {
  const { ref, nav } = useOutreach();
  return html`<${Sheet} title=${W.slips(referrals.length)}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${() => nav.home()}>${W.done}<//>`}>
    ${referrals.map(
      ([type, slip]) => html`<article class="o-slip" key=${slip}>
      <p class="o-slip__code o-num">${showSlip(slip)}</p><p>${W.slipShow}</p>
      <div class="o-slip__cut" aria-hidden="true"></div>
      <p class="o-slip__where">${ref.referral(type).name}</p></article>`,
    )}
    <p class="o-text o-text--quiet">${W.slipPaper}</p>
  <//>`;
}
