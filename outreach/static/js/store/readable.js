// The few files of this phone that its worker can read after unlocking: each is encrypted under the data key, written
// whole under a new name before the old one is unlinked, so that neither a kill nor a full phone loses the old one.

import { openFile, sealFile } from "../privacy/vault.js";
import { within } from "./errors.js";

const parse = (file) => /^(.+)-(\d+)$/.exec(file);

export class Readable {
  /** @param {import("./journal.js").Files} files @param {{after: Function}} clock */
  constructor(files, clock) {
    Object.assign(this, { files, clock });
  }

  /** @returns {Promise<string[]>} names of what is kept */
  async names() {
    const found = (await this.files.list()).map((file) => parse(file)?.[1]);
    return [...new Set(found.filter(Boolean))];
  }

  // Newest first: [file, name, version].
  async #versions(name) {
    const found = (await this.files.list()).map(parse).filter((file) => file?.[1] === name);
    return found.sort((a, b) => b[2] - a[2]);
  }

  /** @param {string} name @param {Uint8Array} bytes already encrypted, or not secret */
  async write(name, bytes) {
    const old = await this.#versions(name);
    const next = Number(old[0]?.[2] ?? 0) + 1;
    await within(this.files.append(`${name}-${next}`, bytes, 0), this.clock);
    for (const [file] of old) await this.files.remove(file);
  }

  /** The newest version that `accept` takes; a torn one is passed over. @returns {Promise<any|null>} */
  async read(name, accept) {
    for (const [file] of await this.#versions(name)) {
      const value = await accept(await this.files.read(file));
      if (value !== null) return value;
    }
    return null;
  }

  put = async (key, name, plain) => this.write(name, await sealFile(key, name, plain));
  get = (key, name) => this.read(name, (bytes) => openFile(key, name, bytes));

  /** @param {string} name */
  async drop(name) {
    for (const [file] of await this.#versions(name)) await this.files.remove(file);
  }
}
