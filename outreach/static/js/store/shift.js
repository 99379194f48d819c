// This shift: where it is, and its records. Joins recorder (sealed, for the server) and notebook (readable, for today).

import { newId } from "../privacy/bytes.js";

const TROUBLE = ["full", "slow", "damaged"];

export class Shift {
  #now = new Map(); // slot → shift, where the notebook cannot remember it

  /** @param {import("../phone.js").Phone} phone */
  constructor(phone) {
    this.phone = phone;
  }

  get #slot() {
    return this.phone.access.key ? this.phone.access.slot : 0;
  }

  /** @returns {any|null} of the worker who is in */
  get now() {
    return this.#now.get(this.#slot) ?? null;
  }

  /** Who shares this phone; nothing of it is a name. @returns {{slot: number, mine: boolean, shiftOpen: boolean, pinSet: boolean}[]} */
  workers() {
    const { access, notebook } = this.phone;
    return access.slots.map((slot) => ({
      slot,
      mine: slot === this.#slot,
      shiftOpen: notebook.has(slot) || this.#now.has(slot),
      pinSet: access.pinSet(slot),
    }));
  }

  async start(shift) {
    this.#now.set(this.#slot, shift);
    void this.phone.going.keep(shift);
    await this.#note({ shift });
    this.phone.changed();
  }

  move(part) {
    return this.start({ ...(this.phone.notebook.shift ?? this.now), ...part });
  }

  end() {
    return this.forget(this.phone.access.slot || 1);
  }

  /** What this worker could read goes. @param {number} slot */
  async forget(slot) {
    this.#now.delete(slot);
    this.#now.delete(0);
    await this.phone.drafts.drop(slot).catch(() => {});
    await this.phone.notebook.end(slot).catch(() => this.phone.problem("notebook"));
    this.phone.changed();
  }

  async forgetAll() {
    this.#now.clear();
    for (const slot of new Set([1, ...this.phone.access.slots])) await this.phone.drafts.drop(slot);
    await this.phone.notebook.endAll();
  }

  /** Notebooks whose twelve hours are over. */
  async expire() {
    for (const slot of this.phone.notebook.old) await this.forget(slot);
  }

  /**
   * @param {any[]} record one, or a list of records of different kinds that one form makes: then all or none
   * @param {string} form @returns {Promise<any>} {id, n}, or a list of them. Rejects with what a screen can say
   */
  async save(record, form) {
    const list = Array.isArray(record[0]) ? record : [record];
    const made = this.phone.practising ? await this.#practise(list, form) : await this.#record(list, form);
    const { drafts, access, problems } = this.phone;
    drafts.done(access.key, form);
    for (const code of TROUBLE) problems.delete(code);
    this.#show(made);
    const receipts = made.map(({ id, n }) => ({ id, n }));
    return list === record ? receipts : receipts[0];
  }

  async #record(list, form) {
    try {
      const notes = []; // behind the record itself, and waited for: the end of the shift reckons with them
      const writing = (receipt, record) => notes.push(this.#note({ entry: entryOf(receipt, record) }));
      const receipts = await this.phone.recorder.save(list, form, writing);
      await Promise.all(notes);
      return receipts.map((receipt, i) => entryOf(receipt, list[i]));
    } catch (error) {
      this.phone.problem(error.code ?? "damaged");
      void this.phone.measure();
      throw error;
    }
  }

  async #practise(list, form) {
    const entries = list.map((record, i) => entryOf({ id: i ? newId() : form, n: 0, device: "" }, record, true));
    for (const entry of entries) await this.#note({ entry });
    return entries;
  }

  get #noted() {
    return this.phone.view.notebook && this.phone.access.key;
  }

  // The notebook is a convenience: that it cannot be written must not stop a save.
  async #note(what) {
    const key = this.#noted;
    if (key) await this.phone.notebook.write(key, what).catch(() => this.phone.problem("notebook"));
  }

  #show(entries) {
    if (this.#noted) for (const entry of entries) this.phone.notebook.keep(entry);
    this.phone.changed();
  }

  /** The form was left after a failed save. */
  async drop() {
    this.phone.keepDraft(null);
    await this.phone.recorder?.drop();
    this.phone.changed();
  }

  amend(entry, record) {
    return this.#change({ ...entry, record }, () => this.phone.recorder.amend(entry, record));
  }

  void(entry) {
    return this.#change({ ...entry, state: "voided" }, () => this.phone.recorder.void(entry));
  }

  async #change(entry, write) {
    if (!entry.practice) await write();
    await this.#note({ entry });
    this.#show([entry]);
  }
}

const entryOf = (receipt, record, practice = false) => ({ ...receipt, kind: record[0], record, state: "kept", practice });
