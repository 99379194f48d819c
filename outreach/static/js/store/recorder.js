// Makes records out of what a form says. A form makes one record of each kind (a contact, and perhaps a reversal);
// each is sealed once: a retry of a failed save writes the same bytes, and a form that was edited after its save is an
// amendment of what it had said.

import { makeLine } from "./line.js";

/** @typedef {{id: string, n: number, device: string}} Receipt */
/** @typedef {{item: any, said: string, done: boolean}} Made what a form has made of one kind */

const NONE = { said: "", promise: null };

export class Recorder {
  #serial = makeLine();
  #form = { id: "", made: new Map() };
  #latest = NONE;
  #about = "";

  /** @param {import("./outbox.js").Outbox} outbox @param {any} sealer @param {() => object} me @param {() => string} uuid */
  constructor(outbox, sealer, me, uuid) {
    Object.assign(this, { outbox, sealer, me, uuid });
  }

  // Sealed and held for the next write; its number is used from here on.
  async #seal(record, id = this.uuid()) {
    const item = await this.sealer.seal(this.me(), record, id, this.outbox.next);
    this.outbox.hold(item);
    return item;
  }

  /**
   * The records of one form, in one write; resolved when all are in both copies on disk. Fifty taps make them once.
   * @param {unknown[][]} records of different kinds @param {string} form its id, made when it opened
   * @param {(receipt: Receipt, record: unknown[]) => void} writing called when a record has its number and is being written
   * @returns {Promise<Receipt[]>} in the order of the records
   */
  save(records, form, writing = () => {}) {
    const said = JSON.stringify([form, records]);
    if (this.#latest.said === said) return this.#latest.promise;
    const promise = this.#serial(() => this.#save(records, form, writing));
    this.#latest = { said, promise };
    promise.catch(() => (this.#latest = NONE));
    return promise;
  }

  async #save(records, form, writing) {
    if (this.#form.id !== form) {
      await this.#void();
      this.#form = { id: form, made: new Map() };
    }
    const { made } = this.#form;
    for (const record of records) await this.#make(record, made);
    const written = this.outbox.write();
    for (const record of records) writing(receipt(made.get(record[0]).item), record);
    await written;
    for (const one of made.values()) one.done = true;
    return records.map(([kind]) => receipt(made.get(kind).item));
  }

  async #make(record, made) {
    const known = made.get(record[0]);
    const said = JSON.stringify(record);
    if (known?.said === said) return; // sealed before: a retry writes the same bytes
    if (known) {
      await this.#seal(amendment(known.item, record));
      known.said = said;
    } else {
      const item = await this.#seal(record, made.size ? undefined : this.#form.id);
      made.set(record[0], { item, said, done: false });
    }
  }

  /** A form left after a failed save: some of its bytes may be on disk, so a void follows it with the next write. */
  drop() {
    return this.#serial(() => this.#void());
  }

  async #void() {
    const open = [...this.#form.made.values()].filter(({ done }) => !done);
    this.#form = { id: "", made: new Map() };
    for (const { item } of open) await this.#seal(blank(item));
    if (open.length) await this.outbox.write().catch(() => {}); // stays pending
  }

  /** @param {Receipt} first the record to correct @param {unknown[]} record the whole record again */
  amend(first, record) {
    return this.#serial(() => this.#tell(amendment(first, record)));
  }

  /** @param {Receipt} first */
  void(first) {
    return this.#serial(() => this.#tell(blank(first)));
  }

  // The same correction tried again writes the bytes that are still pending, not new ones.
  async #tell(record) {
    const said = JSON.stringify(record);
    if (this.#about !== said) await this.#seal(record);
    this.#about = said;
    await this.outbox.write();
    this.#about = "";
  }
}

const receipt = ({ id, n, device }) => ({ id, n, device });
const amendment = ({ device, id, n }, record) => ["amend", 1, device, id, n, record];
const blank = ({ device, id, n }) => ["void", 1, device, id, n];
