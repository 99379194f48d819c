// The outbox: every sealed record that the server has not yet proven, kept twice (journal and index) with a ledger.
// All writes go one after another; what a write could not finish stays pending and is written again with the next one.

import { Coded } from "../privacy/coded.js";
import { within } from "./errors.js";
import { KIND, frame, packed } from "./frames.js";
import { makeLine } from "./line.js";
import { emptyLedger, keyOf, readJournal, reconcile, toggle, unsent } from "./reconcile.js";

const OPENING = 20_000; // ms in which each copy must answer at a start

const itemFrame = ({ env, ...head }, ledger) => frame(KIND.item, packed({ ...head, ledger }, env));

export class Outbox {
  #inLine = makeLine();
  #pending = [];
  #full = false;
  items = new Map();
  marks = new Map();
  state = { rev: 0, me: null, sync: null, ledger: emptyLedger() };
  spare = 256 * 1024; // bytes of outdated state in the journal before it is rewritten

  /** @param {import("./journal.js").Journal} journal @param {any} index @param {() => string} today date */
  constructor(journal, index, today) {
    Object.assign(this, { journal, index, today });
  }

  /** Read both copies, mend what one of them lacks, finish what a kill interrupted. Raises "slow", "full", "damaged". */
  async open() {
    const { clock } = this.journal;
    const { frames, torn, skipped } = await within(this.journal.open(), clock, OPENING);
    const index = await within(this.index.open(), clock, OPENING);
    const { items, marks, state, ...report } = reconcile(readJournal(frames), index, skipped > 0);
    Object.assign(this, { items, marks, state, report: { ...report, torn, skipped } });
    await this.#mend(this.report);
  }

  async #mend({ dropping, toJournal, toIndex, uneven, missing, skipped }) {
    if (dropping.length || skipped) await this.#compact();
    else if (toJournal.length || uneven) await this.journal.append([...this.#frames(toJournal), this.#stateFrame(true)]);
    if (toIndex.length || dropping.length || uneven || missing)
      await this.#commit({ items: toIndex, marks: [...this.marks], drop: dropping, state: this.state });
  }

  /** Another tab writes from now on: after the write that runs, this one never does again. */
  close() {
    this.closed = true;
    return this.idle();
  }

  #serial(work) {
    return this.#inLine(() => {
      if (this.closed) throw new Coded("elsewhere");
      return work();
    });
  }

  /** @returns {number} records that the server has not proven, those that need help included */
  get waiting() {
    return [...this.marks.values()].filter((mark) => mark.state === "unsent" || mark.state === "help").length;
  }

  /** Waits for every write that has begun. */
  idle = () => this.#inLine(() => {});

  /** @returns {number} number that the next record gets; records sealed but not on disk yet count */
  get next() {
    const own = this.#pending.filter((item) => item.device === this.state.me?.device);
    return Math.max(this.state.ledger.next, ...own.map((item) => item.n + 1));
  }

  /** A sealed record, written with the next `write`; its number counts at once. */
  hold(item) {
    this.#pending.push(item);
  }

  /**
   * Resolved when every record that is held is in both copies. Rejects; then nothing is forgotten: the next
   * `write` writes the same bytes again.
   */
  write() {
    return this.#serial(() => this.#write());
  }

  async #write() {
    const batch = [...this.#pending];
    if (!batch.length) return;
    // One date for all that waits: a phone that is seized shall not tell how much was done on which day.
    let ledger = this.waiting ? this.state.ledger : { ...this.state.ledger, since: this.today() };
    const frames = [];
    for (const item of batch) {
      const next = item.device === this.state.me.device ? Math.max(ledger.next, item.n + 1) : ledger.next;
      ledger = { ...ledger, next, made: ledger.made + 1, xor: toggle(ledger.xor, item) };
      frames.push(itemFrame(item, ledger));
    }
    // Without a mark on disk an item is unsent: one write less in each save.
    await both(this.journal.append(frames), this.#commit({ items: batch, marks: [], ledger }));
    this.#pending = this.#pending.filter((item) => !batch.includes(item));
    this.state = { ...this.state, ledger };
    for (const item of batch) this.items.set(keyOf(item), item) && this.marks.set(keyOf(item), unsent());
  }

  /**
   * Change marks and the phone's state together, in both copies. Rejects; then memory stays as it was.
   * @param {{me?: any, sync?: any, ledger?: any}} change @param {[string, any][]} marks
   */
  change(change, marks = []) {
    return this.#serial(() => this.#change(change, marks));
  }

  /** Change the state in memory only; the next write takes it along. */
  remember(change) {
    this.state = { ...this.state, ...change };
  }

  async #change(change, marks) {
    const state = { ...this.state, ...change, rev: this.state.rev + 1 };
    const all = new Map([...this.marks, ...marks]);
    const said = this.#full ? [...all] : marks;
    this.state = { ...this.state, rev: state.rev }; // a revision is used once, also when its write fails
    try {
      await both(
        this.journal.append([this.#stateFrame(this.#full, state, said)]),
        this.#commit({ items: [], marks: said, state }),
      );
    } catch (error) {
      this.#full = true; // one copy may hold marks that memory does not: the next change says all of them
      throw error;
    }
    this.#full = false;
    Object.assign(this, { state, marks: all });
    if (this.journal.size > this.spare + 4 * this.#bytes()) await this.#compact();
  }

  #bytes() {
    return [...this.items.values()].reduce((sum, item) => sum + item.env.length + 400, 0);
  }

  #commit(change) {
    return within(this.index.commit(change), this.journal.clock);
  }

  #frames(items) {
    return items.map((item) => itemFrame(item, this.state.ledger));
  }

  #stateFrame(all, state = this.state, marks = [...this.marks]) {
    return frame(KIND.state, packed({ ...state, all, marks }));
  }

  /** Unlink records for good. A kill at any step leaves a start that finishes it. @param {string[]} keys */
  forget(keys) {
    return this.#serial(async () => {
      let { ledger } = this.state;
      for (const key of keys)
        ledger = { ...ledger, gone: ledger.gone + 1, xor: toggle(ledger.xor, this.items.get(key)) };
      await this.#change(
        { ledger },
        keys.map((key) => [key, { ...this.marks.get(key), state: "dropping" }]),
      );
      for (const key of keys) this.items.delete(key) && this.marks.delete(key);
      await this.#compact();
      await this.#commit({ items: [], marks: [], drop: keys, state: this.state });
    });
  }

  #compact() {
    return this.journal.rewrite([...this.#frames([...this.items.values()]), this.#stateFrame(true)]);
  }
}

async function both(...writes) {
  const bad = (await Promise.allSettled(writes)).find((result) => result.status === "rejected");
  if (bad) throw bad.reason;
}
