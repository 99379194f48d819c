// The sheets that lie over a form; which one is open stands in the stack of pages.
import { html, useOutreach } from "../ui/kit.js";
import { AmountSheet, NumberSheet } from "../supplies/amount-sheet.js";
import { ItemsSheet } from "../supplies/items-sheet.js";
import { ReferralSheet, ReferralsSheet, SlipSheet } from "../referrals/sheets.js";
import { W } from "../ui/words.js";
import { BackSheet } from "./back-sheet.js";
import { CodeSheet } from "./code-sheet.js";
import { between, set, withCount, withLine, withReason } from "./draft.js";
import { PickSheet } from "./pick-sheet.js";
import { PlaceSheet } from "./place-sheet.js";
import { dosesOf, ReversalSheet, withDoses } from "./reversal.js";

const FEW = [1, 2, 3, 5, 10];
export const PEOPLE = [7, 8, 10, 15, 20];
const DOSES = [5, 6, 8, 10, 12];

/**
 * `saving` and `says` are of the form that can be saved from a sheet: the one with a reversal. `line` draws an item
 * where it is not simply given.
 */
export function FormSheets({ draft, put, saving, says, line }) {
  const { nav, ref } = useOutreach();
  const { sheet, referrals } = nav.top;
  const close = (change) => {
    put(change);
    nav.back();
  };
  const done = (field) => set(close, field);
  const item = ref.item(nav.top.item);
  const had = draft.lines?.[item.code];
  const number = (field, title, amounts, least, most) => html`<${NumberSheet} title=${title} had=${draft[field]}
    amounts=${amounts} done=${(n) => done(field)(between(least, n, most))} />`;
  const sheets = {
    amount: () => html`<${AmountSheet} item=${item} had=${had} given=${draft.reasons}
      done=${(n, reason) => close((form) => withReason(withLine(form, item.code, n), item.code, n && reason))} />`,
    shelf: () => html`<${NumberSheet} item=${item} had=${had} digits=${6} none=${W.others.count.none}
      done=${(n) => close((form) => withCount(form, item.code, n))} />`,
    items: () => html`<${ItemsSheet} draft=${draft} put=${put} line=${line} />`,
    people: () => number("people", W.groupNumber, PEOPLE, 0, 999),
    asked: () => number("people", W.others.unmet.people, FEW, 1, 99),
    others: () => number("others", W.forOthers, FEW, 0, 999),
    back: () => html`<${BackSheet} back=${draft.back} done=${done("back")} />`,
    referrals: () => html`<${ReferralsSheet} draft=${draft} put=${put} />`,
    referral: () => html`<${ReferralSheet} draft=${draft} put=${put} />`,
    slips: () => html`<${SlipSheet} referrals=${referrals} done=${nav.back} />`,
    code: () => html`<${CodeSheet} code=${draft.code} done=${done("code")} />`,
    reversal: () => html`<${ReversalSheet} draft=${draft} put=${put} saving=${saving} says=${says} />`,
    doses: () => html`<${NumberSheet} title=${W.others.reversal.doses} had=${dosesOf(draft)} amounts=${DOSES}
      done=${(n) => close((form) => withDoses(form, Math.min(20, n) || null))} />`,
    pick: () => html`<${PickSheet} what=${draft.what} code=${draft.code} done=${done("code")} />`,
    place: () => html`<${PlaceSheet} place=${draft} put=${(place) => put((form) => ({ ...form, ...place }))} />`,
  };
  return sheets[sheet]?.() ?? null;
}
