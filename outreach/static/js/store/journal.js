// The append-only journal: one file of frames at a time, `journal-1`, `journal-2` … A rewrite (to forget) makes a whole
// new file before the old one is unlinked, so that a kill in between leaves one that is complete.

import { joined } from "../privacy/bytes.js";
import { again, within } from "./errors.js";
import { KIND, frame, packed, readFrames } from "./frames.js";

const NAME = /^journal-(\d+)$/;

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
  size = 0; // bytes in use

  /** @param {Files} files @param {{after: Function}} clock */
  constructor(files, clock) {
    Object.assign(this, { files, clock });
  }

  /** @returns {Promise<{frames: {kind: number, payload: Uint8Array}[], torn: number, skipped: number}>} */
  async open() {
    const names = (await this.files.list()).filter((name) => NAME.test(name)).sort((a, b) => number(b) - number(a));
    const read = [];
    for (const name of names) read.push({ name, ...readFrames(await this.files.read(name)) });
    const chosen = read.find((file) => file.frames.some((f) => f.kind === KIND.whole)) ?? read[0];
    if (!chosen) {
      await this.rewrite([]);
      return { frames: [], torn: 0, skipped: 0 };
    }
    for (const { name } of read) if (name !== chosen.name) await this.files.remove(name);
    this.#name = chosen.name;
    this.size = chosen.good;
    return chosen;
  }

  /** Resolved when the frames are on disk. Rejects with "full", "slow" or "damaged". @param {Uint8Array[]} frames */
  async append(frames) {
    const bytes = joined(frames);
    await within(again(() => this.files.append(this.#name, bytes, this.size)), this.clock);
    this.size += bytes.length;
  }

  /** Keep these frames only. @param {Uint8Array[]} frames */
  async rewrite(frames) {
    const old = this.#name;
    const name = `journal-${old ? number(old) + 1 : 1}`;
    const bytes = joined([frame(KIND.begin, packed({ v: 1 })), ...frames, frame(KIND.whole, packed({ v: 1 }))]);
    await within(this.files.append(name, bytes, 0), this.clock, 20_000);
    this.#name = name;
    this.size = bytes.length;
    if (old) await this.files.remove(old).catch(() => {}); // the next start removes it
  }
}
