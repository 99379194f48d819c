// The sheets that lie over the contact form; which one is open stands in the stack of pages.
import { html, useOutreach } from "../ui/kit.js";
import { AmountSheet, NumberSheet } from "../supplies/amount-sheet.js";
import { ItemsSheet } from "../supplies/items-sheet.js";
import { ReferralsSheet } from "../referrals/sheets.js";
import { W } from "../ui/words.js";
import { BackSheet } from "./back-sheet.js";
import { CodeSheet } from "./code-sheet.js";
import { withLine } from "./draft.js";
import { PlaceSheet } from "./place-sheet.js";

const FEW = [1, 2, 3, 5, 10];
const PEOPLE = [7, 8, 10, 15, 20];

export function FormSheets({ draft, put }) {
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
    amount: () => html`<${AmountSheet} item=${ref.item(item)} had=${draft.lines[item]} reason=${draft.reasons[item]}
      done=${(n, reason) => close((form) => withReason(withLine(form, item, n), item, n && reason))} />`,
    items: () => html`<${ItemsSheet} draft=${draft} put=${put} />`,
    people: () => count("people", W.groupNumber, PEOPLE, 999),
    others: () => count("others", W.forOthers, FEW, 999),
    back: () => html`<${BackSheet} back=${draft.back} done=${field("back")} />`,
    referrals: () => html`<${ReferralsSheet} draft=${draft} put=${put} />`,
    code: () => html`<${CodeSheet} code=${draft.code} done=${field("code")} />`,
    place: () =>
      html`<${PlaceSheet} place=${draft} done=${({ zone, site, setting }) =>
        close((form) => ({ ...form, zone, site, setting }))} />`,
  };
  return sheets[sheet]?.() ?? null;
}

function withReason(form, item, reason) {
  const { [item]: _, ...others } = form.reasons;
  return { ...form, reasons: reason ? { ...others, [item]: reason } : others };
}
