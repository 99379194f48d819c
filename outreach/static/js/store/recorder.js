// Makes records out of what the form says. A form is sealed once: a retry of a failed save writes the same bytes, and
// a form that was edited after a failed save is an amendment of it.

/** @typedef {{id: string, n: number, device: string}} Receipt */

export class Recorder {
  #queue = Promise.resolve();
  #failed = null;
  #latest = { said: "", promise: null };

  /** @param {import("./outbox.js").Outbox} outbox @param {any} sealer @param {() => object} me @param {() => string} uuid */
  constructor(outbox, sealer, me, uuid) {
    Object.assign(this, { outbox, sealer, me, uuid });
  }

  #serial(work) {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => {});
    return run;
  }

  async #seal(record, id = this.uuid()) {
    return this.sealer.seal(this.me(), record, id, this.outbox.next);
  }

  /**
   * A new record; resolved when it is in both copies on disk. Fifty taps on one form make one record.
   * @param {unknown[]} record @param {string} form id of the form, made when it opened
   * @param {(receipt: Receipt) => void} sealed called as soon as the record has its number
   * @returns {Promise<Receipt>}
   */
  save(record, form, sealed = () => {}) {
    const said = JSON.stringify([form, record]);
    if (this.#latest.promise && this.#latest.said === said) return this.#latest.promise;
    const promise = this.#serial(() => this.#save(record, form, said, sealed));
    this.#latest = { said, promise };
    promise.catch(() => (this.#latest = { said: "", promise: null }));
    return promise;
  }

  async #save(record, form, said, sealed) {
    if (this.#failed && this.#failed.form !== form) await this.#void();
    const known = this.#failed;
    if (!known) {
      const item = await this.#seal(record, form);
      this.#failed = { form, said, item };
      sealed(receipt(item));
      await this.outbox.add([item]);
    } else if (known.said !== said) {
      const item = await this.#seal(["amend", 1, known.item.device, known.item.id, known.item.n, record]);
      known.said = said;
      await this.outbox.add([item]);
    } else {
      await this.outbox.add([]);
    }
    const { item } = this.#failed;
    this.#failed = null;
    return receipt(item);
  }

  /** A form left after a failed save: some of its bytes may be on disk, so a void follows it with the next write. */
  drop() {
    return this.#serial(() => this.#failed && this.#void());
  }

  async #void() {
    const { item } = this.#failed;
    this.#failed = null;
    const blank = await this.#seal(["void", 1, item.device, item.id, item.n]);
    await this.outbox.add([blank]).catch(() => {}); // stays pending
  }

  /** @param {Receipt} first the record to correct @param {unknown[]} record the whole contact again */
  amend(first, record) {
    return this.#serial(() => this.#about(["amend", 1, first.device, first.id, first.n, record]));
  }

  /** @param {Receipt} first */
  void(first) {
    return this.#serial(() => this.#about(["void", 1, first.device, first.id, first.n]));
  }

  // The same correction tried again writes the bytes that are still pending, not new ones.
  async #about(record) {
    const said = JSON.stringify(record);
    if (this.about === said) await this.outbox.add([]);
    else {
      const item = await this.#seal(record);
      this.about = said;
      await this.outbox.add([item]);
    }
    this.about = "";
  }
}

const receipt = ({ id, n, device }) => ({ id, n, device });
