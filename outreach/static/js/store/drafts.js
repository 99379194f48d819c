// The form being filled, encrypted on disk at most a second after the last change, so that a killed tab loses little.
// Each worker of the phone has an own one.

import { asJson, ofJson } from "../privacy/bytes.js";
import { fileOf } from "./access.js";
import { makeLine } from "./line.js";

const FILE = "draft";
const WITHIN = 800;

export class Drafts {
  #waits = null; // {key, draft, stop}
  #slot = 1;
  #inLine = makeLine();
  #onDisk = true; // perhaps: a save need not look for a file that cannot be there

  /** @param {import("./readable.js").Readable|null} readable null: no unlinkable files, no drafts */
  constructor(readable, clock) {
    Object.assign(this, { readable, clock, kept: null });
  }

  /** @param {CryptoKey} key @param {number} slot */
  async open(key, slot) {
    this.close();
    this.#slot = slot;
    await this.#inLine(() => (this.#onDisk = true));
    const plain = await this.readable?.get(key, fileOf(FILE, slot)).catch(() => null);
    this.kept = plain ? ofJson(plain) : null;
  }

  /** @param {CryptoKey|null} key @param {any} draft null: the form was saved or left */
  keep(key, draft) {
    this.kept = draft;
    if (!this.readable || (draft && !key)) return;
    const stop = this.#waits?.stop ?? this.clock.after(WITHIN, () => this.#write());
    this.#waits = { key, draft, stop };
    if (draft === null) this.#write();
  }

  /** One form was saved or left: it goes at once; others that are unfinished stay. @param {string} form */
  done(key, form) {
    if (!key && !this.kept) return; // a check-in of a locked phone: its worker's forms are on disk and stay
    const rest = Array.isArray(this.kept) ? this.kept.filter(({ id }) => id !== form) : [];
    this.keep(key, rest.length ? rest : null);
    this.#write();
  }

  // One after another, under the name of whoever was in when it was said.
  #write() {
    const said = this.#waits;
    this.#waits = null;
    if (!said) return;
    said.stop();
    const name = fileOf(FILE, this.#slot);
    this.#inLine(() => this.#put(said, name)).catch(() => {});
  }

  async #put({ key, draft }, name) {
    if (draft === null && !this.#onDisk) return;
    this.#onDisk = true;
    if (draft !== null) return this.readable.put(key, name, asJson(draft));
    await this.readable.drop(name);
    this.#onDisk = false;
  }

  /** Forget what is in memory; what was not yet written is written now, and the file stays for the next unlocking. */
  close() {
    this.#write();
    this.kept = null;
  }

  /** Nothing more is written. @param {number} slot whose file goes */
  async drop(slot) {
    if (slot === this.#slot) {
      this.#waits?.stop();
      this.#waits = this.kept = null;
    }
    await this.#inLine(() => {});
    await this.readable?.drop(fileOf(FILE, slot));
  }
}
