// The running total of this shift, from the notebook: contacts, people, supplies, slips. Practice never counts.
import { inline } from "../contacts/say.js";
import { W } from "../ui/words.js";

const SHOWN = 3; // items on the shift page

/** Numbers of this shift. Entries taken out do not count; practice counts only while one practises. */
export function count(entries, practice = false) {
  const sums = { contacts: 0, people: 0, slips: 0, back: 0, items: new Map() };
  for (const { record, state, practice: tried } of entries) {
    if (state === "voided" || Boolean(tried) !== practice) continue;
    sums.contacts += 1;
    sums.people += record[7];
    sums.slips += record[17].length;
    sums.back += record[15]?.[2] ?? 0;
    for (const [item, qty] of record[13]) sums.items.set(item, (sums.items.get(item) || 0) + qty);
  }
  return sums;
}

/** What the shift page shows: the most given items, needles back beside needles, slips. */
export function tally(entries, ref, practice) {
  const sums = count(entries, practice);
  const most = [...sums.items].sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
  const needles = most.find(([code]) => ref.item(code).icon === "s-needle")?.[0];
  const rows = most.map(([code, qty]) => ({
    icon: ref.item(code).icon,
    name: inline(ref.item(code).short),
    count: qty,
    sub: code === needles && sums.back ? W.cameBack(sums.back) : "",
  }));
  if (sums.back && !needles) rows.push({ icon: "returned", name: W.back, count: sums.back });
  if (sums.slips) rows.push({ icon: "slip", name: W.slipsWord(sums.slips), count: sums.slips });
  if (rows.length < 4 && sums.people > sums.contacts)
    rows.push({ icon: "people", name: W.peopleWord(sums.people), count: sums.people });
  return { ...sums, rows };
}
