// This shift's records, readable to their worker so that a mistake can be corrected. One OPFS file of encrypted frames
// for each worker of the phone; unlinked at the end of the shift, after 12 hours, or by panic. Where there is no OPFS
// there is no notebook.

import { asJson, join, ofJson } from "../privacy/bytes.js";
import { openFile, sealFile } from "../privacy/vault.js";
import { fileOf, slotOf } from "./access.js";
import { within } from "./errors.js";
import { KIND, frame, packed, readFrames, unpacked } from "./frames.js";
import { makeLine } from "./line.js";

const FILE = "notebook";
const HOUR = 3_600_000;
const LIFE = 12 * HOUR;

/** @typedef {{id: string, n: number, device: string, kind: string, record: unknown[], state: "kept"|"voided",
 *   practice: boolean}} Entry `kind`: contact, tally, reversal … */

export class Notebook {
  #entries = new Map();
  shift = null; // where it is
  #file = { slot: 1, size: 0, ended: false }; // a write that has begun goes on in its own file after a lock
  #until = new Map(); // slot → end of life
  #inLine = makeLine();

  /** @param {import("./journal.js").Files|null} files @param {import("./clock.js").Clock} clock */
  constructor(files, clock) {
    Object.assign(this, { files, clock });
  }

  /** @returns {Entry[]} in the order they were made */
  get entries() {
    return [...this.#entries.values()];
  }

  // The head is not encrypted, so that an old notebook is unlinked at a start nobody has unlocked yet.
  async #look(slot) {
    const { frames, good } = readFrames(await this.files.read(fileOf(FILE, slot)));
    const head = frames[0]?.kind === KIND.begin ? unpacked(frames[0].payload).head : null;
    this.#until.set(slot, head?.expires ?? 0);
    return head && !this.#past(head.expires) ? { frames, good } : null;
  }

  // Twelve hours are over, or the clock was set back to before it began.
  #past(until) {
    const now = this.clock.now();
    return now >= until || now <= until - LIFE - HOUR;
  }

  /** @returns {number[]} slots whose notebook has come to its end */
  get old() {
    return [...this.#until].filter(([, until]) => this.#past(until)).map(([slot]) => slot);
  }

  /** @param {number} slot @returns {boolean} this worker has a shift that was not ended */
  has(slot) {
    return this.#until.has(slot);
  }

  async #slots() {
    const names = this.files ? await this.files.list() : [];
    return names.map((name) => slotOf(FILE, name)).filter(Boolean);
  }

  /** At each start, before any unlocking: unlink what is too old. */
  async sweep() {
    for (const slot of await this.#slots()) if (!(await this.#look(slot))) await this.end(slot);
  }

  /**
   * Read it after unlocking.
   * @param {CryptoKey} key @param {(entry: Entry) => boolean} known its record is on disk @param {number} slot
   */
  async open(key, known, slot) {
    this.close(slot);
    await this.idle();
    if (!(await this.#slots()).includes(slot)) return;
    const found = await this.#look(slot);
    if (!found) return this.end(slot);
    this.#file.size = found.good;
    const sealed = found.frames.filter(({ kind }) => kind === KIND.entry);
    for (const plain of await Promise.all(sealed.map(({ payload }) => openFile(key, FILE, payload))))
      if (plain) this.#take(ofJson(plain), known);
  }

  #take({ shift, entry }, known) {
    if (shift) this.shift = shift;
    if (entry && (entry.practice || known(entry))) this.#entries.set(entry.id, { kind: entry.record[0], ...entry });
  }

  /**
   * A shift that begins or moves; or an entry, written behind the record itself: `keep` shows it once that is on disk.
   * @param {CryptoKey} key @param {{shift?: any, entry?: Entry}} what
   */
  async write(key, what) {
    if (what.shift) this.shift = what.shift;
    const file = this.#file;
    if (this.files) await this.#inLine(() => this.#write(key, what, file));
  }

  /** @param {Entry} entry */
  keep(entry) {
    this.#entries.set(entry.id, entry);
  }

  /** Waits for what is being written. */
  idle = () => this.#inLine(() => {});

  async #write(key, value, file) {
    const sealed = await sealFile(key, FILE, asJson(value));
    if (file.ended) return;
    const parts = [frame(KIND.entry, sealed)];
    if (!file.size) parts.unshift(frame(KIND.begin, packed({ v: 1, expires: this.#expires(file.slot) })));
    const bytes = join(...parts);
    await within(this.files.append(fileOf(FILE, file.slot), bytes, file.size), this.clock);
    file.size += bytes.length;
  }

  // Rounded to the hour: the file shall not tell more about a shift than that.
  #expires(slot) {
    const until = Math.ceil((this.clock.now() + LIFE) / HOUR) * HOUR;
    this.#until.set(slot, until);
    return until;
  }

  /** Forget what was read; the file stays. */
  close(slot = this.#file.slot) {
    this.#file = { slot, size: 0, ended: false };
    this.#entries = new Map();
    this.shift = null;
  }

  /** End of the shift: unlink. @param {number} slot */
  async end(slot) {
    this.#until.delete(slot);
    if (slot === this.#file.slot) {
      this.#file.ended = true;
      this.close();
    }
    await this.idle();
    if (this.files) await this.files.remove(fileOf(FILE, slot));
  }

  /** Those of all workers. */
  async endAll() {
    for (const slot of new Set([this.#file.slot, ...(await this.#slots())])) await this.end(slot);
  }
}
