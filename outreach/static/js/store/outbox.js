// The outbox: every sealed record that the server has not yet proven, kept twice (journal and index) with a ledger.
// All writes go one after another; what a write could not finish stays pending and is written again with the next one.

import { StoreError, within } from "./errors.js";
import { KIND, frame, packed } from "./frames.js";
import { emptyLedger, keyOf, readJournal, reconcile, toggle, unsent } from "./reconcile.js";

const OPENING = 20_000; // ms in which each copy must answer at a start

const itemFrame = (item, ledger) => {
  const { env, ...head } = item;
  return frame(KIND.item, packed({ ...head, ledger }, env));
};

export class Outbox {
  #queue = Promise.resolve();
  #pending = [];
  #full = false;

  /**
   * @param {import("./journal.js").Journal} journal @param {any} index
   * @param {(org: string, item: any) => Promise<string>} digestOf @param {() => string} today date
   */
  constructor(journal, index, digestOf, today = () => "") {
    Object.assign(this, { journal, index, digestOf, today });
    this.items = new Map();
    this.marks = new Map();
    this.spare = 256 * 1024; // bytes of outdated state in the journal before it is rewritten
    this.state = { rev: 0, me: null, sync: null, ledger: emptyLedger() };
    this.report = { recovered: 0, missing: 0, altered: 0, torn: 0, skipped: 0, unsure: false, reset: false };
  }

  /** Read both copies, mend what one of them lacks, finish what a kill interrupted. Raises StoreError. */
  async open() {
    const { clock } = this.journal;
    const fromFile = await within(this.journal.open(), "journal", clock, OPENING);
    const fromIndex = await within(this.index.open(), "index", clock, OPENING);
    const journal = readJournal(fromFile.frames);
    const found = await reconcile(journal, fromIndex, fromFile.skipped > 0, this.digestOf);
    Object.assign(this, { items: found.items, marks: found.marks, state: found.state });
    const { recovered, missing, altered, unsure } = found;
    const reset = Boolean(fromIndex.reset && journal.state);
    this.report = { recovered, missing, altered, unsure, torn: fromFile.torn, skipped: fromFile.skipped, reset };
    await this.#mend(found);
  }

  async #mend(found) {
    const { ledger } = this.state;
    if (found.dropping.length || this.report.skipped) await this.#compact();
    else if (found.toJournal.length || found.uneven)
      await this.journal.append([...found.toJournal.map((item) => itemFrame(item, ledger)), this.#stateFrame(true)]);
    if (found.toIndex.length || found.dropping.length || found.uneven || this.report.missing)
      await this.#commit({ items: found.toIndex, marks: [...this.marks], drop: found.dropping, state: this.state });
  }

  /** Another tab writes from now on: after the write that runs, this one never does again. */
  close() {
    this.closed = true;
    return this.#queue;
  }

  #serial(work) {
    const run = this.#queue.then(() => {
      if (this.closed) throw new StoreError("elsewhere");
      return work();
    });
    this.#queue = run.catch(() => {});
    return run;
  }

  /** @returns {number} records that the server has not proven, those that need help included */
  get waiting() {
    return [...this.marks.values()].filter((mark) => mark.state === "unsent" || mark.state === "help").length;
  }

  /** Waits for every write that has begun. */
  idle() {
    return this.#queue;
  }

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
   * Resolved when every record that is held is in both copies. Raises StoreError; then nothing is forgotten: the next
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
   * Change marks and the phone's state together, in both copies. Raises StoreError; then memory stays as it was.
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
    return within(this.index.commit(change), "index", this.journal.clock);
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

  async #compact() {
    const frames = [...this.items.values()].map((item) => itemFrame(item, this.state.ledger));
    await this.journal.rewrite([...frames, this.#stateFrame(true)]);
  }
}

async function both(...writes) {
  const bad = (await Promise.allSettled(writes)).find((result) => result.status === "rejected");
  if (bad) throw bad.reason;
}
