// The only place with IndexedDB: the index of the outbox (second copy of every sealed record), and, where the browser
// has no OPFS, a second database that keeps files as rows.

import { joined } from "../privacy/bytes.js";
import { again } from "./errors.js";
import { keyOf } from "./reconcile.js";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** A database whose handle is dropped when the browser closes it or an operation fails, and opened again when needed. */
class Database {
  #handle = null;

  constructor(name, stores) {
    Object.assign(this, { name, stores });
  }

  async handle() {
    if (this.#handle) return this.#handle;
    const request = indexedDB.open(this.name, 1);
    request.onupgradeneeded = () => this.stores.forEach((store) => request.result.createObjectStore(store));
    const handle = await done(request);
    handle.onversionchange = handle.onclose = () => this.close();
    return (this.#handle = handle);
  }

  close() {
    this.#handle?.close();
    this.#handle = null;
  }

  /** `work(stores)` in one transaction that is on disk when this resolves. Tried again on a new handle, up to 3 times. */
  run(mode, work) {
    return again(() =>
      this.#once(mode, work).catch((error) => {
        this.close();
        throw error;
      }),
    );
  }

  async #once(mode, work) {
    const tx = (await this.handle()).transaction(this.stores, mode, { durability: "strict" });
    const over = new Promise((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = tx.onerror = () => reject(tx.error ?? new DOMException("aborted", "AbortError"));
    });
    const result = work(Object.fromEntries(this.stores.map((name) => [name, tx.objectStore(name)])));
    if (mode === "readwrite") tx.commit?.(); // no more requests: it need not ask this thread once more
    const [value] = await Promise.all([result, over]);
    return value;
  }

  async destroy() {
    this.close();
    await done(indexedDB.deleteDatabase(this.name));
  }
}

/** The index: items, their marks, and the phone's state, changed together. */
export class Index extends Database {
  constructor() {
    super("outreach", ["items", "marks", "state"]);
  }

  /** @returns {Promise<import("./reconcile.js").Copy>} */
  async open() {
    const [items, keys, marks, state = null, ledger = null] = await this.run("readonly", (s) =>
      Promise.all(
        [s.items.getAll(), s.marks.getAllKeys(), s.marks.getAll(), s.state.get("state"), s.state.get("ledger")].map(
          done,
        ),
      ),
    );
    return {
      items: new Map(items.map((item) => [keyOf(item), item])),
      marks: new Map(keys.map((key, i) => [key, marks[i]])),
      state,
      ledger,
    };
  }

  /**
   * A save changes the ledger only: the state, with its key ring, is many times larger.
   * @param {{items: any[], marks: [string, any][], drop?: string[], state?: any, ledger?: any}} change
   */
  commit({ items, marks, drop = [], state, ledger = state.ledger }) {
    return this.run("readwrite", (s) => {
      for (const item of items) s.items.put(item, keyOf(item));
      for (const [key, mark] of marks) s.marks.put(mark, key);
      for (const key of drop) s.items.delete(key) && s.marks.delete(key);
      if (state) s.state.put(state, "state");
      s.state.put(ledger, "ledger");
    });
  }
}

/** Files as rows, for browsers without OPFS. Deleting leaves bytes behind, so nothing readable may be kept here. */
export class RowFiles extends Database {
  constructor() {
    super("outreach-files", ["parts"]);
  }

  async list() {
    const keys = await this.run("readonly", (s) => done(s.parts.getAllKeys()));
    return [...new Set(keys.map(([name]) => name))];
  }

  async read(name) {
    return joined(await this.run("readonly", (s) => done(s.parts.getAll(range(name, 0)))));
  }

  append(name, bytes, at) {
    return this.run("readwrite", (s) => {
      s.parts.delete(range(name, at));
      s.parts.put(bytes, [name, at]);
    });
  }

  remove(name) {
    return this.run("readwrite", (s) => void s.parts.delete(range(name, 0)));
  }
}

const range = (name, from) => IDBKeyRange.bound([name, from], [name, Infinity]);
