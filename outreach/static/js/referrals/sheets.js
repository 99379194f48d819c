// All referral types by category.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { grouped } from "../ui/reference.js";
import { Find, search } from "../supplies/items-sheet.js";
import { withReferral } from "../contacts/draft.js";
import { newSlip } from "./rules.js";

export { ChosenReferrals, ReferralSheet } from "./chosen.js";
export { SlipSheet } from "./slip-sheet.js";

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
