// What both copies say at a start, and what to do where they differ. Pure.

import { b64, hex, unhex, uuidBytes, xor, join, same } from "../privacy/bytes.js";
import { itemDigest } from "../privacy/sealer.js";
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
    const { ledger, all, marks, ...rest } = head;
    copy.ledger = newer(ledger, copy.ledger);
    if (kind === KIND.item) {
      copy.items.set(keyOf(rest), { ...rest, env: body });
      continue;
    }
    if (all) copy.marks = new Map();
    for (const [key, mark] of marks) copy.marks.set(key, mark);
    copy.state = { ...rest, ledger };
  }
  return copy;
}

// The same key with other bytes: one copy was altered on disk. The one whose digest fits is right.
function sound(a, b, org) {
  if (!a || !b || (a.digest === b.digest && same(a.env, b.env))) return a ?? b;
  return itemDigest(org, a) === a.digest ? a : b;
}

/**
 * One truth from two copies. A record found in only one of them counts as saved.
 * @param {Copy} journal @param {Copy} index @param {boolean} damaged the journal has a hole in the middle
 */
export function reconcile(journal, index, damaged) {
  const revs = [journal, index].map((copy) => copy.state?.rev ?? -1);
  const lead = revs[0] > revs[1] ? journal : index;
  const { rev = 0, me = null, sync = null } = lead.state ?? {};
  const [items, marks, toJournal, toIndex, dropping] = [new Map(), new Map(), [], [], []];
  for (const key of new Set([...journal.items.keys(), ...index.items.keys()])) {
    const mark = lead.marks.get(key) ?? unsent();
    if (mark.state === "dropping") {
      dropping.push(key);
      continue;
    }
    const [inJournal, inIndex] = [journal.items.get(key), index.items.get(key)];
    const item = sound(inJournal, inIndex, me?.org ?? "");
    if (!inJournal || !same(inJournal.env, item.env)) toJournal.push(item);
    if (!inIndex || !same(inIndex.env, item.env)) toIndex.push(item);
    items.set(key, item);
    marks.set(key, mark);
  }
  const recovered = new Set([...toJournal, ...toIndex]).size;
  const { ledger, missing, altered } = settle(items.values(), me?.device, [journal.ledger, index.ledger]);
  return {
    ...{ items, marks, toJournal, toIndex, dropping, state: { rev, me, sync, ledger }, uneven: revs[0] !== revs[1] },
    ...{ recovered, missing, altered: altered && !recovered ? 1 : 0 },
    unsure: damaged && lead === journal && !index.state,
  };
}

// The ledger tells what must be there. `missing`: records that were saved and are in neither copy.
function settle(items, device, ledgers) {
  const said = newer(...ledgers) ?? emptyLedger();
  let [next, made, xor] = [Math.max(...ledgers.map((ledger) => ledger?.next ?? 1)), said.gone, NOTHING];
  for (const item of items) {
    made += 1;
    xor = toggle(xor, item);
    if (item.device === device) next = Math.max(next, item.n + 1);
  }
  const missing = Math.max(0, said.made - made);
  return { ledger: { ...said, next, made, xor }, missing, altered: !missing && said.xor !== xor };
}
