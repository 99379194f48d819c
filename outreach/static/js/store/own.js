// What a worker wants to find again at the next shift (where, with what): only when asked for, encrypted under the
// worker's own key, gone with the passphrase.

import { asJson, ofJson } from "../privacy/bytes.js";
import { fileOf } from "./access.js";

const FILE = "usual";

export class Own {
  /** @param {import("./readable.js").Readable|null} readable null: no unlinkable files, nothing is kept */
  constructor(readable) {
    Object.assign(this, { readable, usual: null });
  }

  /** @param {CryptoKey} key @param {number} slot */
  async open(key, slot) {
    const plain = await this.readable?.get(key, fileOf(FILE, slot)).catch(() => null);
    this.usual = plain ? ofJson(plain) : null;
  }

  /** @param {CryptoKey} key @param {number} slot @param {any|null} usual null: no more */
  async keep(key, slot, usual) {
    this.usual = usual;
    if (usual === null) await this.drop(slot);
    else await this.readable?.put(key, fileOf(FILE, slot), asJson(usual));
  }

  close() {
    this.usual = null;
  }

  async drop(slot) {
    this.usual = null;
    await this.readable?.drop(fileOf(FILE, slot));
  }
}
