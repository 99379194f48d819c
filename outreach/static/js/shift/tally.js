// The running total of this shift, from the notebook: contacts, people, supplies, slips. Practice never counts.
import { inline } from "../contacts/say.js";
import { W } from "../ui/words.js";
import { bagOf, bagRows, count, isLoaded, isLow } from "./bag-sums.js";

const SHOWN = 3; // items on a small phone; a tall one shows more
const TALL = 5;

/** What the shift page shows: the most given items, those that run low among them, what came back, slips. */
export function tally(entries, ref, { practice, shift, notebook }) {
  const sums = count(entries, practice);
  const low = notebook && !practice ? lowOf(bagOf(shift), sums.items, ref) : {};
  const given = Object.entries(sums.items).sort((a, b) => Boolean(low[b[0]]) - Boolean(low[a[0]]) || b[1] - a[1]);
  const most = given.slice(0, TALL).sort((a, b) => b[1] - a[1]);
  const small = given.slice(0, SHOWN);
  const needles = most.find(([code]) => ref.item(code).icon === "s-needle")?.[0];
  const rows = most.map((line) => {
    const [code, count] = line;
    const { icon, short } = ref.item(code);
    const sub = low[code] || (code === needles && sums.back ? W.cameBack(sums.back) : "");
    return { icon, name: inline(short), count, low: low[code], sub, tall: !small.includes(line) };
  });
  return { ...sums, rows: [...rows, ...others(sums, needles && !low[needles], rows.length)] };
}

function others({ back, slips, people, contacts, cleaned }, backSaid, shown) {
  const rows = [];
  const row = (icon, name, count, tall) => count && rows.push({ icon, name, count, tall });
  if (!backSaid) row("returned", W.back, back);
  row("slip", W.slipsWord(slips), slips);
  if (people > contacts) row("people", W.peopleWord(people), people, shown + rows.length > 3);
  row("s-sharps", W.shift.cleaned, cleaned, shown > 1);
  return rows;
}

/** What is said of the items of which few are left in the bag. */
function lowOf(bag, given, ref) {
  const rows = isLoaded(bag) ? bagRows(bag, given).filter((row) => isLow(row, ref.item(row.item).step)) : [];
  const says = (left) => (left > 0 ? W.shift.leftInBag(left) : W.shift.noneInBag);
  return Object.fromEntries(rows.map(({ item, left }) => [item, says(left)]));
}
