// This shift's contacts, readable to their worker so that a mistake can be corrected. One OPFS file of encrypted
// frames; unlinked at the end of the shift, after 12 hours, or by panic. Where there is no OPFS there is no notebook.

import { join, text, utf8 } from "../privacy/bytes.js";
import { openFile, sealFile } from "../privacy/vault.js";
import { KIND, frame, packed, readFrames, unpacked } from "./frames.js";

const FILE = "notebook";
const HOUR = 3_600_000;
export const LIFE = 12 * HOUR;

/** @typedef {{id: string, n: number, device: string, record: unknown[], state: "kept"|"voided", practice: boolean}} Entry */

export class Notebook {
  #size = 0;
  #entries = new Map();
  #shift = null;
  #until = 0;
  #writing = Promise.resolve();

  /** @param {import("./journal.js").Files|null} files @param {{now: () => number}} clock */
  constructor(files, clock) {
    Object.assign(this, { files, clock });
  }

  get shift() {
    return this.#shift;
  }

  /** @returns {Entry[]} in the order they were made */
  get entries() {
    return [...this.#entries.values()];
  }

  // The head is not encrypted, so that an old notebook is unlinked at a start nobody has unlocked yet.
  #head(frames) {
    const head = frames[0]?.kind === KIND.begin ? unpacked(frames[0].payload).head : null;
    this.#until = head?.expires ?? 0;
    return head && !this.old;
  }

  /** Twelve hours are over, or the clock was set back to before it began. */
  get old() {
    const now = this.clock.now();
    return this.#until > 0 && (now >= this.#until || now <= this.#until - LIFE - HOUR);
  }

  /** At each start, before any unlocking: unlink what is too old. */
  async sweep() {
    if (!this.files || !(await this.files.list()).includes(FILE)) return;
    const { frames } = readFrames(await this.files.read(FILE));
    if (!this.#head(frames)) await this.end();
  }

  /** Read it after unlocking. @param {CryptoKey} key @param {(entry: Entry) => boolean} known its record is on disk */
  async open(key, known) {
    this.close();
    if (!this.files || !(await this.files.list()).includes(FILE)) return;
    const { frames, good } = readFrames(await this.files.read(FILE));
    if (!this.#head(frames)) return this.end();
    this.#size = good;
    for (const { kind, payload } of frames) if (kind === KIND.entry) await this.#take(key, payload, known);
  }

  async #take(key, payload, known) {
    const plain = await openFile(key, FILE, payload);
    if (!plain) return;
    const { shift, entry } = JSON.parse(text(plain));
    if (shift) this.#shift = shift;
    if (entry && (entry.practice || known(entry))) this.#entries.set(entry.id, entry);
  }

  /** Begin a shift, or note where it moved. @param {CryptoKey} key */
  begin(key, shift) {
    this.#shift = shift;
    return this.#append(key, { shift });
  }

  /** Written beside the record itself; `keep` shows it once the record is on disk. @param {CryptoKey} key @param {Entry} entry */
  write(key, entry) {
    return this.#append(key, { entry });
  }

  /** @param {Entry} entry */
  keep(entry) {
    this.#entries.set(entry.id, entry);
  }

  #append(key, value) {
    if (!this.files) return Promise.resolve();
    this.#writing = this.#writing
      .catch(() => {})
      .then(async () => {
        const sealed = await sealFile(key, FILE, utf8(JSON.stringify(value)));
        const parts = [frame(KIND.entry, sealed)];
        if (!this.#size) parts.unshift(frame(KIND.begin, packed({ v: 1, expires: this.#expires() })));
        const bytes = join(...parts);
        await this.files.append(FILE, bytes, this.#size);
        this.#size += bytes.length;
      });
    return this.#writing;
  }

  // Rounded to the hour: the file shall not tell more about a shift than that.
  #expires() {
    return (this.#until = Math.ceil((this.clock.now() + LIFE) / HOUR) * HOUR);
  }

  /** Forget what was read; the file stays. */
  close() {
    this.#size = 0;
    this.#entries = new Map();
    this.#shift = null;
  }

  /** End of the shift: unlink. */
  async end() {
    this.close();
    this.#until = 0;
    await this.#writing.catch(() => {});
    if (this.files) await this.files.remove(FILE);
  }
}
