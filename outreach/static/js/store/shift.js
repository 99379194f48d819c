// This shift: where it is, and its contacts. Joins recorder (sealed, for the server) and notebook (readable, for today).

import { newId } from "../privacy/bytes.js";

export class Shift {
  #form = newId();

  /** @param {import("../phone.js").Phone} phone */
  constructor(phone) {
    Object.assign(this, { phone, now: null });
  }

  get #noted() {
    return Boolean(this.phone.access.key) && this.phone.view.notebook;
  }

  async start(shift) {
    this.now = shift;
    if (this.#noted)
      await this.phone.notebook.begin(this.phone.access.key, shift).catch(() => this.phone.problem("notebook"));
    this.phone.changed();
  }

  move(part) {
    return this.start({ ...(this.phone.notebook.shift ?? this.now), ...part });
  }

  async end() {
    this.now = null;
    this.phone.drafts.keep(null, null);
    await this.phone.notebook.end().catch(() => this.phone.problem("notebook"));
    this.phone.changed();
  }

  /** @param {unknown[]} record @param {string} [form] @returns {Promise<{id: string, n: number}>} raises StoreError */
  async save(record, form = this.#form) {
    if (this.phone.practising) return this.#practise(record, form);
    const { recorder } = this.phone;
    let note = null;
    try {
      const receipt = await recorder.save(record, form, (made) => (note = this.#note(this.#entry(made, record))));
      this.#saved(this.#entry(receipt, record), form);
      await (note ?? this.#note(this.#entry(receipt, record)));
      return { id: receipt.id, n: receipt.n };
    } catch (error) {
      this.phone.problem(error.code ?? "damaged");
      throw error;
    } finally {
      this.phone.changed();
    }
  }

  #entry = ({ id, n, device }, record, state = "kept") => ({ id, n, device, record, state, practice: false });

  async #practise(record, form) {
    const entry = { id: form, n: 0, device: "", record, state: "kept", practice: true };
    await this.#note(entry);
    this.#saved(entry, form);
    this.phone.changed();
    return { id: form, n: 0 };
  }

  // The notebook is a convenience: that it cannot be written must not stop a save.
  #note(entry) {
    if (!this.#noted) return Promise.resolve();
    return this.phone.notebook.write(this.phone.access.key, entry).catch(() => this.phone.problem("notebook"));
  }

  #saved(entry, form) {
    if (this.#noted) this.phone.notebook.keep(entry);
    this.phone.drafts.keep(null, null);
    for (const code of ["full", "slow", "damaged"]) this.phone.problems.delete(code);
    if (form === this.#form) this.#form = newId();
  }

  /** The form was left after a failed save. */
  async drop() {
    this.#form = newId();
    this.phone.drafts.keep(null, null);
    await this.phone.recorder?.drop();
  }

  amend(entry, record) {
    return this.#change({ ...entry, record }, () => this.phone.recorder.amend(entry, record));
  }

  void(entry) {
    return this.#change({ ...entry, state: "voided" }, () => this.phone.recorder.void(entry));
  }

  async #change(entry, write) {
    if (!entry.practice) await write();
    await this.#note(entry);
    if (this.#noted) this.phone.notebook.keep(entry);
    this.phone.changed();
  }
}
