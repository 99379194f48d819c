// The sheets that lie over the contact form; which one is open stands in the stack of pages.
import { html, useOutreach } from "../ui/kit.js";
import { packSizes, usualAmounts } from "../supplies/amounts.js";
import { AmountSheet, NumberSheet } from "../supplies/amount-sheet.js";
import { ItemsSheet } from "../supplies/items-sheet.js";
import { ReferralSheet, ReferralsSheet, SlipSheet } from "../referrals/sheets.js";
import { W } from "../ui/words.js";
import { BackSheet } from "./back-sheet.js";
import { CodeSheet } from "./code-sheet.js";
import { withLine } from "./draft.js";
import { withCount } from "./other-drafts.js";
import { PickSheet } from "./pick-sheet.js";
import { PlaceSheet } from "./place-sheet.js";
import { dosesOf, ReversalSheet, withDoses } from "./reversal.js";

const FEW = [1, 2, 3, 5, 10];
const PEOPLE = [7, 8, 10, 15, 20];
const DOSES = [5, 6, 8, 10, 12];

/**
 * `saving` and `says` are of the form that can be saved from a sheet: the one with a reversal. `line` draws an item
 * where it is not simply given.
 */
export function FormSheets({ draft, put, saving, says, line }) {
  const { nav, ref } = useOutreach();
  const { sheet, item } = nav.top;
  const close = (change) => {
    put(change);
    nav.back();
  };
  const field = (name) => (value) => close((form) => ({ ...form, [name]: value }));
  const count = (
    name,
    title,
    amounts,
    most,
  ) => html`<${NumberSheet} title=${title} had=${draft[name]} amounts=${amounts}
    done=${(n) => field(name)(Math.min(most, n))} />`;
  const sheets = {
    amount: () => html`<${AmountSheet} item=${ref.item(item)} had=${draft.lines[item]} given=${draft.reasons}
      done=${(n, reason) => close((form) => withReason(withLine(form, item, n), item, n && reason))} />`,
    shelf: () => html`<${NumberSheet} title=${ref.item(item).short} had=${draft.lines[item]} digits=${6}
      amounts=${usualAmounts(ref.item(item).step)} packs=${packSizes(ref.item(item).pack)} none=${W.others.count.none}
      done=${(n) => close((form) => withCount(form, item, n))} />`,
    items: () => html`<${ItemsSheet} draft=${draft} put=${put} line=${line} />`,
    people: () => count("people", W.groupNumber, PEOPLE, 999),
    asked: () => html`<${NumberSheet} title=${W.others.unmet.people} had=${draft.people} amounts=${FEW}
      done=${(n) => field("people")(Math.min(99, Math.max(1, n)))} />`,
    others: () => count("others", W.forOthers, FEW, 999),
    back: () => html`<${BackSheet} back=${draft.back} done=${field("back")} />`,
    referrals: () => html`<${ReferralsSheet} draft=${draft} put=${put} />`,
    referral: () => html`<${ReferralSheet} draft=${draft} put=${put} />`,
    slips: () => html`<${SlipSheet} referrals=${nav.top.referrals} done=${() => nav.back()} />`,
    code: () => html`<${CodeSheet} code=${draft.code} done=${field("code")} />`,
    reversal: () => html`<${ReversalSheet} draft=${draft} put=${put} saving=${saving} says=${says} />`,
    doses: () => html`<${NumberSheet} title=${W.others.reversal.doses} had=${dosesOf(draft)} amounts=${DOSES}
      done=${(n) => close((form) => withDoses(form, Math.min(20, n) || null))} />`,
    pick: () => html`<${PickSheet} what=${draft.what} code=${draft.code} done=${field("code")} />`,
    place: () =>
      html`<${PlaceSheet} dated place=${draft} done=${({ zone, site, setting, when }) =>
        close((form) => ({ ...form, zone, site, setting, when }))} />`,
  };
  return sheets[sheet]?.() ?? null;
}

function withReason(form, item, reason) {
  if (!form.reasons) return form;
  const { [item]: _, ...others } = form.reasons;
  return { ...form, reasons: reason ? { ...others, [item]: reason } : others };
}
