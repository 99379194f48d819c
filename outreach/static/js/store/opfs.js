// OPFS as the journal and the vault see it: named files behind one dedicated worker.

import { scriptUrl } from "../trusted.js";
import { named } from "./errors.js";

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("outreach", { create: true });

export class OpfsFiles {
  #worker = null;
  #waiting = new Map();
  #count = 0;
  refused = false;

  constructor() {
    for (const op of ["list", "read", "append", "remove"]) this[op] = (...args) => this.#ask(op, ...args);
  }

  #start() {
    this.#worker = new Worker(scriptUrl(new URL("./opfs-worker.js", import.meta.url)));
    this.#worker.onmessage = ({ data }) => {
      const { resolve, reject } = this.#waiting.get(data.id) ?? {};
      this.#waiting.delete(data.id);
      if (data.error) reject?.(new DOMException(...data.error));
      else resolve?.(data.value);
    };
    this.#worker.onerror = () => this.terminate();
  }

  #ask(op, ...args) {
    if (!this.#worker) this.#start();
    const id = (this.#count += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, op, args });
    });
  }

  /**
   * Whether the worker can hold a file open at all; where not, rows are used. Asked three times, and a full phone counts
   * as one that can: a phone that took a moment's trouble for a missing OPFS would not find its vault. `refused`: the
   * browser has OPFS and keeps it from this page, as Firefox does in a private window.
   * @returns {Promise<boolean>}
   */
  async works() {
    for (let tries = 1; tries <= 3; tries += 1) {
      try {
        await this.#ask("append", "probe", new Uint8Array([1]), 0);
        await this.#ask("remove", "probe");
        this.refused = false;
        return true;
      } catch (error) {
        this.refused = error.name === "SecurityError";
        if (named(error).code === "full") return true;
        this.terminate();
      }
    }
    return false;
  }

  /** Close all files after the writes that have begun. */
  close() {
    return this.#worker ? this.#ask("close") : Promise.resolve();
  }

  /** Stop the worker now, whatever it does. */
  terminate() {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new DOMException("stopped", "AbortError"));
    this.#waiting.clear();
  }

  /**
   * Panic: do not wait for the worker; unlink from here, trying again while the dying worker still holds a file.
   * @param {(name: string) => boolean} chosen @param {number} limit ms
   */
  async unlink(chosen, limit = 1500) {
    this.terminate();
    const ours = await folder();
    const names = [];
    for await (const name of ours.keys()) if (chosen(name)) names.push(name);
    const until = performance.now() + limit;
    await Promise.all(names.map((name) => removeSoon(ours, name, until)));
  }
}

async function removeSoon(folder, name, until) {
  for (;;) {
    try {
      return await folder.removeEntry(name);
    } catch (error) {
      if (error.name === "NotFoundError") return undefined;
      if (performance.now() > until) throw error;
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }
}
