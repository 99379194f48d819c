// The sync engine: sends, judges, marks, forgets. It decides; clock, network and storage are given to it.

import { b64 } from "../privacy/bytes.js";
import { keyOf } from "../store/reconcile.js";
import { HOUR, MAX_ITEMS, NEW_SYNC, backOff, forgettable, heldOf, isUnsent, judge, lostOf } from "./rules.js";
import { makeBatch, match, quiet, requeue, settle, tick } from "./rules.js";

const no = (why) => ({ ok: false, why });
const failed = (error) => no(error.code ?? "damaged");

export class Engine {
  #running = null;
  #fails = 0;
  #notBefore = 0;
  #max = MAX_ITEMS;
  #helpless = new Set();

  /**
   * @param {{outbox: import("../store/outbox.js").Outbox, clock: {now: () => number}, network: any,
   *   random: (length: number) => Uint8Array, app: string, onCommand: (cmd: string) => Promise<void>}} parts
   */
  constructor(parts) {
    Object.assign(this, parts, { problem: "", lost: 0 });
  }

  get sync() {
    return { ...NEW_SYNC, ...this.outbox.state.sync };
  }

  // What needs help is tried once more each time the app is opened: the server may have learned to read it.
  #unsent() {
    const { items, marks } = this.outbox;
    const waits = (key, mark) => isUnsent(mark) || (mark.state === "help" && !this.#helpless.has(key));
    return [...items].filter(([key]) => waits(key, marks.get(key))).map(([, item]) => item);
  }

  /** @returns {boolean} back-off and Retry-After are over */
  get due() {
    const left = this.#notBefore - this.clock.now();
    return left <= 0 || left > HOUR; // a clock set back
  }

  get running() {
    return this.#running !== null;
  }

  /** Send until nothing is left or something fails. One run at a time. @returns {Promise<boolean>} all went well */
  run() {
    this.#running ??= this.#rounds().finally(() => (this.#running = null));
    return this.#running;
  }

  async #rounds() {
    if (!this.outbox.state.me) return false;
    for (let rounds = 0; rounds < 500; rounds += 1) {
      const step = await this.#round();
      if (step === "again") continue;
      this.#pause(step);
      return step.ok;
    }
    return false;
  }

  #pause({ ok, why, retryAfter = 0 }) {
    this.#fails = ok ? 0 : this.#fails + 1;
    this.problem = ok ? "" : why;
    const wait = ok ? 0 : Math.max(retryAfter * 1000, backOff(this.#fails, this.random(1)[0] / 255));
    this.#notBefore = this.clock.now() + Math.min(wait, HOUR);
  }

  async #round() {
    const { outbox, sync, app } = this;
    const { me } = outbox.state;
    const { device, token } = me;
    const asked = { device, sync, unsent: this.#unsent(), next: outbox.next, max: this.#max, app };
    const batch = makeBatch({ ...asked, nonce: b64(this.random(16)) });
    let verdict;
    try {
      verdict = judge(batch, await this.network.send({ device, token, body: batch.body }));
    } catch (error) {
      verdict = no(error?.code === "timeout" ? "timeout" : "offline");
    }
    return verdict.ok ? this.#apply(me, batch, verdict.reply) : this.#refused(batch, verdict);
  }

  // Too large or too slow: half as much at a time; a single item that is too large needs help and blocks nothing.
  async #refused(batch, verdict) {
    const large = verdict.why === "too_large";
    if ((large || verdict.why === "timeout") && batch.items.length > 1) {
      this.#max = Math.ceil(batch.items.length / 2);
      return large ? "again" : verdict;
    }
    if (!large || !batch.items.length) return verdict;
    const key = keyOf(batch.items[0]);
    this.#helpless.add(key);
    return this.#write({}, [[key, { ...this.outbox.marks.get(key), state: "help", code: "too_large" }]]);
  }

  #write = (change, marks) => this.outbox.change(change, marks).then(() => "again", failed);

  async #apply(me, batch, reply) {
    if (this.outbox.state.me.device !== me.device) return no("changed"); // enrolled again meanwhile
    this.lost = lostOf(me, reply.gaps, this.outbox);
    const before = this.sync;
    const clock = tick(before.clock, this.clock.now());
    const found = match(me, batch, reply);
    for (const { item } of found.rejected) this.#helpless.add(keyOf(item));
    const { epoch, durable_seq: durable } = reply;
    const { changed, held } = settle(found, { marks: this.outbox.marks, sync: before, epoch, age: clock.age });
    const sync = { ...before, epoch, durable, held, clock };
    const fresh = epoch !== before.epoch;
    sync.acked = Math.max(fresh ? 0 : before.acked, ...found.proven.map(({ seq }) => seq));
    const marks = new Map([...this.outbox.marks, ...changed]);
    const again = (but) => {
      for (const [key, mark] of requeue(marks, but)) marks.set(key, mark) && changed.set(key, mark);
    };
    // The server is not the one that gave the earlier proofs: they count no more; those of this reply do.
    if (fresh && before.epoch) again(new Set(found.proven.map(({ item }) => keyOf(item))));
    if (![...marks.values()].some(isUnsent) && this.#differs(sync, me, reply)) again();
    const moved = found.proven.length + found.rejected.length > 0 || batch.items.length === 0;
    // A minute's look that brought nothing new is remembered, not written: the journal would grow all night.
    if (!changed.size && quiet(before, sync)) this.outbox.remember({ sync });
    else {
      sync.written = clock.last;
      const step = await this.#write({ sync }, [...changed]);
      if (step !== "again") return step;
    }
    return this.#next(marks, reply, moved);
  }

  // With nothing left to send, the server must hold exactly what it proved to us; if not, all we keep is sent again.
  #differs(sync, me, reply) {
    const ours = heldOf(sync, me.device);
    const equal = ours.count === reply.held.count && ours.digest === reply.held.digest;
    const now = this.clock.now();
    sync.proof = { held: reply.held.count, total: ours.count, at: now, equal };
    if (equal || (sync.unsure && sync.differs)) {
      if (!equal) sync.held = { ...sync.held, [me.device]: reply.held };
      Object.assign(sync, { differs: false, unsure: false, tried: 0 });
      return false;
    }
    const again = !sync.differs || Math.abs(now - sync.tried) >= HOUR;
    sync.differs = true;
    if (again) sync.tried = now;
    return again;
  }

  async #next(marks, reply, moved) {
    if (reply.cmd) await this.onCommand(reply.cmd);
    if (!moved) return no("portal");
    this.#max = Math.min(MAX_ITEMS, this.#max * 2);
    if ([...marks.values()].some(isUnsent)) return "again";
    const { outbox, sync } = this;
    const old = [...outbox.marks].filter(([, mark]) => forgettable(mark, sync)).map(([key]) => key);
    const done = { ok: true };
    return old.length ? outbox.forget(old).then(() => done, failed) : done;
  }
}
