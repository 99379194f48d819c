// All referral types by category.
import { html, useOutreach } from "../ui/kit.js";
import { Found } from "../ui/found.js";
import { Btn, Chip, Choices } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { withReferral } from "../contacts/draft.js";
import { newSlip } from "./rules.js";

export { ChosenReferrals, ReferralSheet } from "./chosen.js";
export { SlipSheet } from "./slip-sheet.js";

export function ReferralsSheet({ draft, put }) {
  const { ref, nav } = useOutreach();
  const on = (code) => draft.referrals.some(({ type }) => type === code);
  return html`<${Sheet} full title=${W.referralTitle}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${nav.back}>${W.done}
      <span class="o-btn__more" aria-live="polite">
        ${draft.referrals.length ? W.slips(draft.referrals.length) : ""}</span><//>`}>
    <${Found} list=${ref.types} label=${W.findReferral} title=${(name) => W.groups[name] || name}>${(types, heading) =>
      html`<${Choices} label=${heading} cols=${2}>${types.map(
        ({ code, name: full }) =>
          html`<${Chip} key=${code} on=${on(code)}
          onClick=${() => put((form) => withReferral(form, code, newSlip()))}>${full}<//>`,
      )}<//>`}<//><//>`;
}
