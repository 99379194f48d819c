// What both copies say at a start, and what to do where they differ. Pure.

import { b64, hex, unhex, uuidBytes, xor, join, same } from "../privacy/bytes.js";
import { digest } from "../privacy/sha256.js";
import { KIND, unpacked } from "./frames.js";

export const NOTHING = "0".repeat(64);

/** @typedef {{state: "unsent"|"sent"|"help"|"dropping", seq: number, epoch: string, at: number, counted: boolean, code: string}} Mark */
/** @typedef {{next: number, made: number, gone: number, xor: string, since: string}} Ledger next n; items ever made and
 *   forgotten; XOR of those kept; the day since when something waits to be sent */
/** @typedef {{rev: number, me: any, sync: any, ledger: Ledger}} State */
/** @typedef {{items: Map<string, any>, marks: Map<string, Mark>, state: State|null, ledger: Ledger|null}} Copy */

export const keyOf = (item) => `${item.device}.${item.n}.${item.id}`;

/** An item as it leaves the phone, for the server or in a rescue file. */
export const onWire = ({ device, id, n, key_id, v, env }) => ({ device, id, n, key_id, v, env: b64(env) });

/** @returns {Mark} of an item that the server has not proven yet */
export const unsent = () => ({ state: "unsent", seq: 0, epoch: "", at: 0, counted: false, code: "" });

/** @returns {Ledger} */
export const emptyLedger = () => ({ next: 1, made: 0, gone: 0, xor: NOTHING, since: "" });

/** XOR of SHA-256(id ‖ digest) over items: in and out are the same step. @param {string} sum hex */
export function toggle(sum, item) {
  return hex(xor(unhex(sum), digest(join(uuidBytes(item.id), unhex(item.digest)))));
}

const newer = (a, b) => (!b || (a && (a.made > b.made || (a.made === b.made && a.gone >= b.gone))) ? a : b);

/** @param {{kind: number, payload: Uint8Array}[]} frames @returns {Copy} */
export function readJournal(frames) {
  const copy = { items: new Map(), marks: new Map(), state: null, ledger: null };
  for (const { kind, payload } of frames) {
    if (kind !== KIND.item && kind !== KIND.state) continue;
    const { head, body } = unpacked(payload);
    copy.ledger = newer(head.ledger, copy.ledger);
    if (kind === KIND.item) {
      const { ledger: _, ...fields } = head;
      copy.items.set(keyOf(fields), { ...fields, env: body });
      continue;
    }
    if (head.all) copy.marks = new Map();
    for (const [key, mark] of head.marks) copy.marks.set(key, mark);
    copy.state = { rev: head.rev, me: head.me, sync: head.sync, ledger: head.ledger };
  }
  return copy;
}

// The same key with other bytes: one copy was altered on disk. The one whose digest fits is right.
async function sound(a, b, org, digestOf) {
  if (!a || !b || (a.digest === b.digest && same(a.env, b.env))) return a ?? b;
  return (await digestOf(org, a)) === a.digest ? a : b;
}

/**
 * One truth from two copies. A record found in only one of them counts as saved.
 * @param {Copy} journal @param {Copy} index @param {boolean} damaged the journal has a hole in the middle
 * @param {(org: string, item: any) => Promise<string>} digestOf
 */
export async function reconcile(journal, index, damaged, digestOf) {
  const revs = { journal: journal.state?.rev ?? -1, index: index.state?.rev ?? -1 };
  const lead = revs.journal > revs.index || (!index.state && journal.state) ? journal : index;
  const found = { items: new Map(), marks: new Map(), toJournal: [], toIndex: [], dropping: [], recovered: 0 };
  for (const key of new Set([...journal.items.keys(), ...index.items.keys()])) {
    const mark = lead.marks.get(key) ?? unsent();
    if (mark.state === "dropping") {
      found.dropping.push(key);
      continue;
    }
    const [inJournal, inIndex] = [journal.items.get(key), index.items.get(key)];
    const item = await sound(inJournal, inIndex, lead.state?.me?.org ?? "", digestOf);
    if (!inJournal || !same(inJournal.env, item.env)) found.toJournal.push(item);
    if (!inIndex || !same(inIndex.env, item.env)) found.toIndex.push(item);
    found.items.set(key, item);
    found.marks.set(key, mark);
  }
  found.recovered = new Set([...found.toJournal, ...found.toIndex]).size;
  return { ...found, ...(await settle(found, lead, [journal, index], damaged)), uneven: revs.journal !== revs.index };
}

// The ledger tells what must be there. `missing`: records that were saved and are in neither copy.
async function settle(found, lead, copies, damaged) {
  const ledger = { ...(newer(copies[0].ledger, copies[1].ledger) ?? emptyLedger()) };
  for (const copy of copies) ledger.next = Math.max(ledger.next, copy.ledger?.next ?? 1);
  const me = lead.state?.me ?? null;
  let sum = NOTHING;
  for (const item of found.items.values()) {
    sum = toggle(sum, item);
    if (me && item.device === me.device) ledger.next = Math.max(ledger.next, item.n + 1);
  }
  const missing = Math.max(0, ledger.made - ledger.gone - found.items.size);
  const altered = missing === 0 && ledger.xor !== sum && found.recovered === 0 ? 1 : 0;
  const unsure = Boolean(damaged && lead === copies[0] && !copies[1].state);
  const state = { rev: lead.state?.rev ?? 0, me, sync: lead.state?.sync ?? null };
  return {
    state: { ...state, ledger: { ...ledger, made: ledger.gone + found.items.size, xor: sum } },
    missing,
    altered,
    unsure,
  };
}
