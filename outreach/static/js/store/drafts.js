// The form being filled, encrypted on disk at most a second after the last change, so that a killed tab loses little.

import { text, utf8 } from "../privacy/bytes.js";

const FILE = "draft";
const WITHIN = 800;

export class Drafts {
  #next = undefined;
  #stop = null;

  /** @param {import("./readable.js").Readable|null} readable null: no unlinkable files, no drafts */
  constructor(readable, clock) {
    Object.assign(this, { readable, clock, kept: null });
  }

  /** @param {CryptoKey} key */
  async open(key) {
    const plain = this.readable ? await this.readable.get(key, FILE).catch(() => null) : null;
    this.kept = plain ? JSON.parse(text(plain)) : null;
  }

  /** @param {CryptoKey|null} key @param {any} draft null: the form was saved or left */
  keep(key, draft) {
    this.kept = draft;
    this.#next = draft;
    if (!this.readable) return;
    if (draft === null) void this.#write(key);
    else this.#stop ??= this.clock.after(WITHIN, () => void this.#write(key));
  }

  async #write(key) {
    this.#stop?.();
    this.#stop = null;
    const draft = this.#next;
    if (draft === null) await this.readable.drop(FILE).catch(() => {});
    else if (key) await this.readable.put(key, FILE, utf8(JSON.stringify(draft))).catch(() => {});
  }

  /** Forget what is in memory; the file stays for the next unlocking. */
  close() {
    this.#stop?.();
    this.#stop = this.kept = null;
  }

  async drop() {
    this.close();
    await this.readable?.drop(FILE);
  }
}
