// The running total of this shift, from the notebook: contacts, people, supplies, slips. Practice never counts.
import { adds } from "../contacts/kinds.js";
import { inline } from "../contacts/say.js";
import { W } from "../ui/words.js";
import { bagOf, bagRows, handedOut, isLoaded, isLow } from "./bag-sums.js";

const SHOWN = 3; // items on a small phone; a tall one shows more
const TALL = 5;

/** Numbers of this shift. Entries taken out do not count; practice counts only while one practises. */
export function count(entries, practice = false) {
  const sums = { contacts: 0, people: 0, slips: 0, back: 0, cleaned: 0, items: new Map() };
  for (const { record, state, practice: tried } of entries) {
    if (state === "voided" || Boolean(tried) !== practice) continue;
    if (record[0] === "cleanup") sums.cleaned += record[6]?.[2] ?? 0;
    const more = adds(record);
    if (!more) continue;
    for (const field of ["contacts", "people", "slips", "back"]) sums[field] += more[field];
    for (const [item, qty] of more.lines) sums.items.set(item, (sums.items.get(item) || 0) + qty);
  }
  return sums;
}

/** What the shift page shows: the most given items, those that run low among them, what came back, slips. */
export function tally(entries, ref, { practice, shift, notebook }) {
  const sums = count(entries, practice);
  const left = leftOf(entries, ref, shift, notebook && !practice);
  const given = [...sums.items].sort((a, b) => Boolean(left(b[0])) - Boolean(left(a[0])) || b[1] - a[1]);
  const most = given.slice(0, TALL).sort((a, b) => b[1] - a[1]);
  const small = new Set(given.slice(0, SHOWN).map(([code]) => code));
  const needles = most.find(([code]) => ref.item(code).icon === "s-needle")?.[0];
  const rows = most.map(([code, qty]) => ({
    icon: ref.item(code).icon,
    name: inline(ref.item(code).short),
    count: qty,
    low: left(code),
    sub: left(code) || (code === needles && sums.back ? W.cameBack(sums.back) : ""),
    tall: !small.has(code),
  }));
  return { ...sums, rows: [...rows, ...others(sums, Boolean(needles && !left(needles)), rows.length)] };
}

function others(sums, backSaid, shown) {
  const rows = [];
  if (sums.back && !backSaid) rows.push({ icon: "returned", name: W.back, count: sums.back });
  if (sums.slips) rows.push({ icon: "slip", name: W.slipsWord(sums.slips), count: sums.slips });
  if (sums.people > sums.contacts)
    rows.push({ icon: "people", name: W.peopleWord(sums.people), count: sums.people, tall: shown + rows.length > 3 });
  if (sums.cleaned) rows.push({ icon: "s-sharps", name: W.shift.cleaned, count: sums.cleaned, tall: shown > 1 });
  return rows;
}

/** For an item of which few are left in the bag: what is said about it, else "". */
function leftOf(entries, ref, shift, known) {
  const bag = bagOf(shift);
  const rows = known && isLoaded(bag) ? bagRows(bag, handedOut(entries)) : [];
  const low = new Map(rows.filter((row) => isLow(row, ref.item(row.item).step)).map((row) => [row.item, row.left]));
  return (code) => {
    if (!low.has(code)) return "";
    return low.get(code) > 0 ? W.shift.leftInBag(low.get(code)) : W.shift.noneInBag;
  };
}
