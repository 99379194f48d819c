// What is in the bag: loaded + received − handed out − lost − handed on. Pure: no screen, no storage, no clock.
import { adds } from "../contacts/kinds.js";
import { usualAmounts } from "../supplies/amounts.js";

/** The four ways in which supplies move without a contact. Each holds units by item code. */
export const MOVES = ["loaded", "received", "lost", "on"];
export const INTO = MOVES.slice(0, 2);
const MOST = 10_000;

/** The bag of a shift, with every way of moving there. */
export const bagOf = (shift) => ({ loaded: {}, received: {}, lost: {}, on: {}, ...shift?.bag });

/** True once something was put into the bag: without that there is nothing to reconcile. */
export const isLoaded = ({ loaded, received }) => Object.keys({ ...loaded, ...received }).length > 0;

/** The bag after `lines` { item: units } moved in this way, on top of what did before. */
export function moved(bag, way, lines) {
  const units = { ...bag[way] };
  for (const [item, n] of Object.entries(lines)) units[item] = Math.min(MOST, (units[item] || 0) + n);
  return { ...bag, [way]: units };
}

/** Numbers of a shift. Entries taken out do not count; practice counts only while one practises. */
export function count(entries, practice = false) {
  const sums = { contacts: 0, people: 0, slips: 0, back: 0, cleaned: 0, items: {} };
  for (const { record, state, practice: tried } of entries) {
    if (state === "voided" || Boolean(tried) !== practice) continue;
    if (record[0] === "cleanup") sums.cleaned += record[6][2];
    const { lines = [], ...more } = adds(record) ?? {};
    for (const field in more) sums[field] += more[field];
    for (const [item, n] of lines) sums.items[item] = (sums.items[item] || 0) + n;
  }
  return sums;
}

/** One row for each item that was in the bag or handed out: { item, loaded, received, given, lost, on, left }. */
export function bagRows(bag, given) {
  const codes = new Set([...MOVES.flatMap((way) => Object.keys(bag[way])), ...Object.keys(given)]);
  return [...codes].map((item) => {
    const [loaded, received, lost, on] = MOVES.map((way) => bag[way][item] || 0);
    const out = given[item] || 0;
    return { item, loaded, received, given: out, lost, on, left: loaded + received - out - lost - on };
  });
}

/** Few are left: a quarter of what was taken, or less than is given at once. */
export const isLow = ({ loaded, received, left }, step = 1) =>
  loaded + received > 0 && left <= Math.max(step, (loaded + received) / 4);

/** What should be counted: nobody can count fewer than none. */
export const expected = (row) => Math.max(0, row.left);

/** Usual amounts with the one among them that is likely here. */
export const amountsWith = (step, n) => [...new Set([...usualAmounts(step).slice(0, 4), n])].sort((a, b) => a - b);

/** What is more (+) or fewer (−) than the notes say, once counted. */
export const difference = (row, count) => count.n - row.left;

/** The record of a shift. Only what was counted stands in it; a difference that nobody explained is "unknown". */
export function shiftRecord(shift, rows, counts) {
  const lines = rows
    .filter(({ item }) => counts[item])
    .map((row) => {
      const { n, why } = counts[row.item];
      const said = difference(row, counts[row.item]) ? (why ?? "unknown") : null;
      return [row.item, row.loaded, row.received, row.given, row.lost, row.on, n, said];
    });
  return ["shift", 1, shift.day, shift.part, shift.zone, shift.site ?? null, shift.setting, shift.workers ?? 1, lines];
}
