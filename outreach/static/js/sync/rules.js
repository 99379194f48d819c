// What to send, how to judge a reply, when to forget. Pure: no clock, no network, no storage.

import { NOTHING, keyOf, onWire, toggle } from "../store/reconcile.js";

export const MAX_ITEMS = 100;
const MAX_BYTES = 256 * 1024;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const KEEP = 7 * DAY; // after the proof, even when a backup covers it: the backup restored may not be the last one
const LONGEST = 30 * DAY; // a sealed copy is not kept longer than this after its proof
const ACK = "application/outreach-ack+json";
const KEPT_BY_SERVER = new Set(["stored", "duplicate", "conflict", "quarantined"]);

/** @typedef {{epoch: string|null, acked: number, durable: number, held: Record<string, {count: number, digest: string}>,
 *   differs: boolean, tried: number, proof: any, unsure: boolean, written: number, clock: {last: number, age: number}}} Sync */

/** @type {Sync} of a phone that has never synced */
export const NEW_SYNC = {
  ...{ epoch: null, acked: 0, durable: 0, held: {}, differs: false, tried: 0, proof: null, unsure: false },
  ...{ clock: { last: 0, age: 0 }, written: 0 },
};

export const heldOf = ({ held }, device) => held[device] ?? { count: 0, digest: NOTHING };

export const isUnsent = ({ state }) => state === "unsent";

/** What a text says in JSON, or null. */
export function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Age of this phone in ms, for counting days: a clock that jumps moves it by a day at most, and never back.
 * @param {{last: number, age: number}} clock @param {number} now
 */
export function tick(clock, now) {
  const step = clock.last ? Math.min(Math.max(0, now - clock.last), DAY) : 0;
  return { last: now, age: clock.age + step };
}

/**
 * The next batch: oldest numbers first, at most `max` items and 256 KB.
 * @param {{device: string, sync: Sync, unsent: any[], nonce: string, next: number, max: number, app: string}} at
 * @returns {{body: string, items: any[], nonce: string}}
 */
export function makeBatch({ device, sync, unsent, nonce, next, max, app }) {
  const items = [];
  let size = 1024;
  for (const item of [...unsent].sort((a, b) => a.n - b.n)) {
    const bytes = Math.ceil((item.env.length * 4) / 3) + 220;
    if (items.length >= max || (items.length && size + bytes > MAX_BYTES)) break;
    items.push(item);
    size += bytes;
  }
  const body = {
    ...{ v: 1, device, nonce, epoch: sync.epoch, acked_seq: sync.acked, held: heldOf(sync, device) },
    ...{ left: unsent.length - items.length, next_n: next },
    app: /^[A-Za-z0-9.+-]{1,16}$/.test(app) ? app : undefined, // left out
    items: items.map(onWire),
  };
  return { body: JSON.stringify(body), items, nonce };
}

const count = (value) => Number.isSafeInteger(value) && value >= 0;
const digest = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const whole = (reply, nonce) =>
  reply?.v === 1 &&
  reply.nonce === nonce &&
  reply.epoch &&
  typeof reply.epoch === "string" &&
  count(reply.durable_seq) &&
  Array.isArray(reply.results) &&
  count(reply.held?.count) &&
  digest(reply.held.digest);

/**
 * Is this an answer of our server to this very batch? HTTP 200 alone proves nothing: portals and caches say it too.
 * @param {{nonce: string}} batch @param {{status: number, type: string, text: string, retryAfter?: number}} response
 * @returns {{ok: true, reply: any} | {ok: false, why: "too_large"|"auth"|"busy"|"portal", retryAfter: number}}
 */
export function judge(batch, response) {
  const { status, type, text } = response;
  const no = (why) => ({ ok: false, why, retryAfter: response.retryAfter ?? 0 });
  if (status === 413) return no("too_large");
  if (status === 401 || status === 403) return no("auth");
  if (status !== 200) return no(status === 429 || status >= 500 ? "busy" : "portal");
  if (String(type).split(";")[0].trim().toLowerCase() !== ACK) return no("portal");
  const reply = json(text);
  return whole(reply, batch.nonce) ? { ok: true, reply } : no("portal");
}

/**
 * Which items of the batch the server proved: same phone, same number, same digest of what it stored.
 * @returns {{proven: {item: any, seq: number, status: string}[], rejected: {item: any, code: string}[]}}
 */
export function match(me, batch, reply) {
  const [proven, rejected] = [[], []];
  const about = (item) => (r) => r?.n === item.n && (r.device ?? me.device) === item.device;
  for (const [place, item] of batch.items.entries()) {
    const good = reply.results
      .filter(about(item))
      .find((r) => r.sha256 === item.digest && KEPT_BY_SERVER.has(r.status) && count(r.seq));
    if (good) proven.push({ item, seq: good.seq, status: good.status });
    // What the server cannot read it cannot name either: its result stands at the item's place in the batch.
    else if (reply.results[place]?.status === "rejected")
      rejected.push({ item, code: String(reply.results[place].code ?? "") });
  }
  return { proven, rejected };
}

/** Marks of items that a reply proved or refused. @returns {{changed: Map<string, any>, held: Sync["held"]}} */
export function settle({ proven, rejected }, { marks, sync, epoch, age }) {
  const held = { ...sync.held };
  const changed = new Map();
  for (const { item, seq, status } of proven) {
    const before = marks.get(keyOf(item));
    if (!before.counted) {
      const { count: n, digest: sum } = heldOf({ held }, item.device);
      held[item.device] = { count: n + 1, digest: toggle(sum, item) };
    }
    // Proven again in the same epoch: its days count from the first proof.
    const at = status === "duplicate" && before.epoch === epoch && before.seq === seq ? before.at : age;
    const code = status === "stored" ? "" : status;
    changed.set(keyOf(item), { state: "sent", seq, epoch, at, counted: true, code });
  }
  for (const { item, code } of rejected) changed.set(keyOf(item), { ...marks.get(keyOf(item)), state: "help", code });
  return { changed, held };
}

/**
 * Numbers that the server never got and this phone no longer has, of those that were on disk once.
 * @param {any} me @param {unknown} gaps of the reply @param {{items: Map<string, any>, state: any}} outbox
 */
export function lostOf(me, gaps, { items, state }) {
  if (!Array.isArray(gaps) || !gaps.length) return 0;
  const here = new Set([...items.values()].filter(({ device }) => device === me.device).map(({ n }) => n));
  return gaps.filter((n) => Number.isInteger(n) && n < state.ledger.next && !here.has(n)).length;
}

/** Everything still kept goes into the queue again, `but` for some. @param {Map<string, any>} marks @returns {[string, any][]} */
export const requeue = (marks, but = new Set()) =>
  [...marks]
    .filter(([key, mark]) => !isUnsent(mark) && !but.has(key))
    .map(([key, mark]) => [key, { ...mark, state: "unsent" }]);

/** May this sealed copy be unlinked? @param {any} mark @param {Sync} sync */
export function forgettable(mark, sync) {
  if (mark.state !== "sent" || mark.epoch !== sync.epoch) return false;
  const kept = sync.clock.age - mark.at;
  return kept >= LONGEST || (kept >= KEEP && mark.seq <= sync.durable && !sync.differs);
}

/** Wait before try number `fails`: 2 s, 4 s … 15 min, with full jitter so that phones do not come in step. */
export const backOff = (fails, chance) => Math.round(chance * Math.min(15 * 60_000, 1000 * 2 ** Math.min(fails, 12)));

/** Only the time of the proof is new, and by less than ten minutes. @param {Sync} before @param {Sync} after */
export function quiet(before, after) {
  const same = ["epoch", "durable", "acked", "differs", "tried"].every((name) => before[name] === after[name]);
  return same && before.proof?.equal === after.proof?.equal && Math.abs(after.clock.last - before.written) < 600_000;
}
