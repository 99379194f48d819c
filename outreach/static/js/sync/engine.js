// The sync engine: sends, judges, marks, forgets. It decides; clock, network and storage are given to it.

import { b64 } from "../privacy/bytes.js";
import { keyOf } from "../store/reconcile.js";
import { HOUR, MAX_ITEMS, backOff, forgettable, heldOf, judge, lostOf, makeBatch } from "./rules.js";
import { match, newSync, quiet, requeue, settleResults, tick } from "./rules.js";

export class Engine {
  #running = null;
  #fails = 0;
  #notBefore = 0;
  #max = MAX_ITEMS;
  #helpless = new Set();

  /**
   * @param {{outbox: import("../store/outbox.js").Outbox, clock: {now: () => number}, network: any,
   *   random: (length: number) => Uint8Array, app?: string, onCommand?: (cmd: string) => Promise<void>}} parts
   */
  constructor({ outbox, clock, network, random, app = "", onCommand = async () => {} }) {
    Object.assign(this, { outbox, clock, network, random, app, onCommand, problem: "", lost: 0 });
  }

  get sync() {
    return { ...newSync(), ...this.outbox.state.sync };
  }

  // What needs help is tried once more each time the app is opened: the server may have learned to read it.
  #unsent() {
    const { items, marks } = this.outbox;
    const waits = (key) =>
      marks.get(key).state === "unsent" || (marks.get(key).state === "help" && !this.#helpless.has(key));
    return [...items].filter(([key]) => waits(key)).map(([, item]) => item);
  }

  /** @returns {boolean} back-off and Retry-After are over */
  get due() {
    return this.clock.now() >= this.#notBefore || this.#notBefore - this.clock.now() > HOUR; // a clock set back
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
    const { state } = this.outbox;
    const batch = makeBatch({
      me: state.me,
      sync: this.sync,
      unsent: this.#unsent(),
      nonce: b64(this.random(16)),
      next: this.outbox.next,
      max: this.#max,
      app: this.app,
    });
    let verdict;
    try {
      verdict = judge(
        batch,
        await this.network.send({ device: state.me.device, token: state.me.token, body: batch.body }),
      );
    } catch (error) {
      verdict = { ok: false, why: error?.code === "timeout" ? "timeout" : "offline" };
    }
    return verdict.ok ? this.#apply(state.me, batch, verdict.reply) : this.#refused(batch, verdict);
  }

  // Too large or too slow: half as much at a time; a single item that is too large needs help and blocks nothing.
  async #refused(batch, verdict) {
    const halves = verdict.why === "too_large" || verdict.why === "timeout";
    if (halves && batch.items.length > 1) {
      this.#max = Math.ceil(batch.items.length / 2);
      return verdict.why === "too_large" ? "again" : verdict;
    }
    if (verdict.why !== "too_large" || !batch.items.length) return verdict;
    const key = keyOf(batch.items[0]);
    this.#helpless.add(key);
    return this.#write({}, [[key, { ...this.outbox.marks.get(key), state: "help", code: "too_large" }]]);
  }

  async #write(change, marks, after = "again") {
    try {
      await this.outbox.change(change, marks);
      return after;
    } catch (error) {
      return { ok: false, why: error.code ?? "damaged" };
    }
  }

  async #apply(me, batch, reply) {
    if (this.outbox.state.me.device !== me.device) return { ok: false, why: "changed" }; // enrolled again meanwhile
    this.lost = lostOf(me, reply.gaps, this.outbox);
    const before = this.sync;
    const clock = tick(before.clock, this.clock.now());
    const found = match(me, batch, reply);
    for (const { item } of found.rejected) this.#helpless.add(keyOf(item));
    const settled = await settleResults(found, {
      keyOf,
      marks: this.outbox.marks,
      sync: before,
      epoch: reply.epoch,
      age: clock.age,
    });
    const sync = { ...before, epoch: reply.epoch, durable: reply.durable_seq, held: settled.held, clock };
    const fresh = reply.epoch !== before.epoch;
    sync.acked = Math.max(fresh ? 0 : before.acked, ...found.proven.map(({ seq }) => seq));
    const marks = new Map([...this.outbox.marks, ...settled.marks]);
    const changed = new Map(settled.marks);
    if (fresh && before.epoch) this.#again(marks, changed, found.proven);
    this.#compare(sync, me, reply, marks, changed);
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

  // The server is not the one that gave the earlier proofs: they count no more; those of this reply do.
  #again(marks, changed, proven) {
    const now = new Set(proven.map(({ item }) => keyOf(item)));
    for (const [key, mark] of requeue(marks)) if (!now.has(key)) marks.set(key, mark) && changed.set(key, mark);
  }

  // With nothing left to send, the server must hold exactly what it proved to us; if not, send again all we keep.
  #compare(sync, me, reply, marks, changed) {
    if ([...marks.values()].some((mark) => mark.state === "unsent")) return;
    const ours = heldOf(sync, me.device);
    const equal = ours.count === reply.held.count && ours.digest === reply.held.digest;
    const now = this.clock.now();
    sync.proof = { held: reply.held.count, total: ours.count, at: now, equal };
    if (equal || (sync.unsure && sync.differs)) {
      if (!equal) sync.held = { ...sync.held, [me.device]: reply.held };
      Object.assign(sync, { differs: false, unsure: false, tried: 0 });
      return;
    }
    const again = !sync.differs || Math.abs(now - sync.tried) >= HOUR;
    sync.differs = true;
    if (!again) return;
    sync.tried = now;
    for (const [key, mark] of requeue(marks)) marks.set(key, mark) && changed.set(key, mark);
  }

  async #next(marks, reply, moved) {
    if (reply.cmd) await this.onCommand(reply.cmd);
    if (!moved) return { ok: false, why: "portal" };
    this.#max = Math.min(MAX_ITEMS, this.#max * 2);
    if ([...marks.values()].some((mark) => mark.state === "unsent")) return "again";
    return this.#forget();
  }

  async #forget() {
    const { marks } = this.outbox;
    const old = [...marks].filter(([, mark]) => forgettable(mark, this.sync)).map(([key]) => key);
    try {
      if (old.length) await this.outbox.forget(old);
      return { ok: true };
    } catch (error) {
      return { ok: false, why: error.code ?? "damaged" };
    }
  }
}
