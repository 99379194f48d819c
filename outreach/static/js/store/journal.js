// The append-only journal: one file of frames at a time, `journal-1`, `journal-2` … A rewrite (to forget) makes a whole
// new file before the old one is unlinked, so that a kill in between leaves one that is complete.

import { join } from "../privacy/bytes.js";
import { named, within } from "./errors.js";
import { KIND, frame, packed, readFrames } from "./frames.js";

const NAME = /^journal-(\d+)$/;
const TRIES = 3;

/**
 * @typedef {object} Files where frames are kept: OPFS, or a second database where there is none
 * @property {() => Promise<string[]>} list
 * @property {(name: string) => Promise<Uint8Array>} read
 * @property {(name: string, bytes: Uint8Array, at: number) => Promise<void>} append cuts the file at `at`, writes, flushes
 * @property {(name: string) => Promise<void>} remove
 */

const number = (name) => Number(NAME.exec(name)[1]);

export class Journal {
  #name = "";
  #size = 0;

  /** @param {Files} files @param {{after: Function}} clock */
  constructor(files, clock) {
    this.files = files;
    this.clock = clock;
  }

  /** @returns {Promise<{frames: {kind: number, payload: Uint8Array}[], torn: number, skipped: number}>} */
  async open() {
    const names = (await this.files.list()).filter((name) => NAME.test(name)).sort((a, b) => number(b) - number(a));
    const read = [];
    for (const name of names) read.push({ name, ...readFrames(await this.files.read(name)) });
    const chosen = read.find((file) => file.frames.some((f) => f.kind === KIND.whole)) ?? read[0];
    if (!chosen) return this.#begin();
    for (const file of read) if (file !== chosen) await this.files.remove(file.name);
    this.#name = chosen.name;
    this.#size = chosen.good;
    const { frames, torn, skipped } = chosen;
    return { frames, torn, skipped };
  }

  async #begin() {
    await this.rewrite([]);
    return { frames: [], torn: 0, skipped: 0 };
  }

  /** Resolved when the frames are on disk. Raises StoreError. @param {Uint8Array[]} frames */
  async append(frames) {
    const bytes = join(...frames);
    await within(this.#retry(bytes), "journal", this.clock);
    this.#size += bytes.length;
  }

  // A handle that failed once may be dead: the files open a new one at the next call, at most three times.
  async #retry(bytes) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.files.append(this.#name, bytes, this.#size);
      } catch (error) {
        const known = named(error, "journal");
        if (tries >= TRIES || known.code !== "damaged") throw known;
      }
    }
  }

  /** Keep these frames only. @param {Uint8Array[]} frames */
  async rewrite(frames) {
    const old = this.#name;
    const name = `journal-${old ? number(old) + 1 : 1}`;
    const bytes = join(frame(KIND.begin, packed({ v: 1 })), ...frames, frame(KIND.whole, packed({ v: 1 })));
    await within(this.files.append(name, bytes, 0), "journal", this.clock, 20_000);
    this.#name = name;
    this.#size = bytes.length;
    if (old) await this.files.remove(old).catch(() => {}); // the next start removes it
  }

  /** @returns {number} bytes in use */
  get size() {
    return this.#size;
  }
}
