// All referral types by category.
import { html, useOutreach } from "../ui/kit.js";
import { Found } from "../ui/found.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Ask, named } from "../ui/ask.js";
import { withReferral } from "../contacts/draft.js";
import { newSlip } from "./rules.js";

export { ChosenReferrals, ReferralSheet } from "./chosen.js";
export { SlipSheet } from "./slip-sheet.js";

export function ReferralsSheet({ draft, put }) {
  const { ref, nav } = useOutreach();
  const chosen = draft.referrals.map(({ type }) => type);
  return html`<${Sheet} full title=${W.referralTitle}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${nav.back}>${W.done}
      <span class="o-btn__more" aria-live="polite">${chosen.length ? W.slips(chosen.length) : ""}</span><//>`}>
    <${Found} list=${ref.types} label=${W.findReferral} title=${(name) => W.groups[name] || name}>${(types, heading) =>
      html`<${Ask} bare title=${heading} cols=${2} choices=${named(types)} is=${chosen}
        tap=${(type) => put((form) => withReferral(form, type, newSlip()))} />`}<//><//>`;
}
