// Words for what is in a form or a record: on Save, in the last row, in the notebook.
import { W } from "../ui/words.js";
import { people } from "./draft.js";

/** "5 people · 2 items · 1 slip", or "talk only". */
export function saveSays(draft) {
  const items = Object.keys(draft.lines).length;
  const parts = [items ? W.items(items) : W.talkOnly];
  if (draft.group) parts.unshift(W.people(people(draft)));
  if (draft.back.amount) parts.push(W.back);
  if (draft.referrals.length) parts.push(W.slips(draft.referrals.length));
  if (draft.reversal) parts.push(W.others.reversal.says);
  return parts.join(" · ");
}

/** The first line of a row: "Group of 5, 50 condoms", "10 needles 1 ml, 20 back". */
export function given(record, ref) {
  const [number, lines, back] = [record[7], record[13], record[15]];
  const parts = lines.map(([item, qty]) => W.qtyOf(qty, inline(ref.item(item).short)));
  if (number > 1) parts.unshift(W.groupOf(number));
  if (back) parts.push(W.cameBackShort(back[2]));
  return parts.length ? capital(listed(parts)) : W.talkRow;
}

/** The second line of a row: "woman, 25–29", "1 slip, counselling", "no details". */
export function details(record, ref) {
  const [seen, age, gender, populations, referrals] = [record[8], record[9], record[10], record[11], record[17]];
  const parts = [
    gender && inline(ref.gender(gender).name),
    age && ref.age(age).short,
    seen && inline(ref.seen(seen)),
    populations.length && inline(ref.population(populations[0]).short),
    referrals.length && W.slips(referrals.length),
    ...referrals.slice(0, 1).map(([type]) => inline(ref.referral(type).short)),
  ];
  return listed(parts) || W.noDetails;
}

/** What is there of `parts`, as a list in words; "" for none. */
export const listed = (parts) => parts.filter(Boolean).join(W.comma);

/** "Condoms" → "condoms"; "HIV test" stays. */
export function inline(name) {
  const second = name[1] || "";
  return second === second.toLowerCase() ? name[0].toLowerCase() + name.slice(1) : name;
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);
