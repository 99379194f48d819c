// Words for what is in a form or a record: on Save, in the last row, in the notebook.
import { W } from "../ui/words.js";
import { people } from "./fields.js";

/** "5 people · 2 items · 1 slip", or "talk only". */
export function saveSays(draft) {
  const items = itemsOf(draft);
  const { group, back, referrals, reversal } = draft;
  return dotted([
    group && W.people(people(draft)),
    items ? W.items(items) : W.talkOnly,
    back.amount && W.back,
    referrals.length && W.slips(referrals.length),
    reversal && W.others.reversal.says,
  ]);
}

/** The first line of a row: "Group of 5, 50 condoms", "10 needles 1 ml, 20 back". */
export function given({ people, lines, back }, ref) {
  const words = listed([people > 1 && W.groupOf(people), ...quantities(lines, ref), back && W.cameBackShort(back[2])]);
  return words ? words[0].toUpperCase() + words.slice(1) : W.talkRow;
}

/** "10 needles 1 ml", for each of the lines of a record. */
export const quantities = (lines, ref) => lines.map(([item, qty]) => W.qtyOf(qty, inline(ref.item(item).short)));

/** The second line of a row: "woman, 25–29", "1 slip, counselling", "no details". */
export function details({ seen, age, gender, populations, referrals }, ref) {
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

/** How many items stand in a form. */
export const itemsOf = ({ lines }) => Object.keys(lines).length;

export const dotted = (parts) => parts.filter(Boolean).join(" · ");

/** What is there of `parts`, as a list in words; "" for none. */
export const listed = (parts) => parts.filter(Boolean).join(W.comma);

/** "Condoms" → "condoms"; "HIV test" stays. */
export function inline(name) {
  const second = name[1] || "";
  return second === second.toLowerCase() ? name[0].toLowerCase() + name.slice(1) : name;
}
