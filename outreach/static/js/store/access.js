// Who may read on this phone: passphrases, PINs, lock, forgetting. Several workers may share a phone, each with a slot;
// slot 1 keeps the names of files that a phone with one worker had. Holds the keys while the phone is open.

import { asJson, ofJson, random } from "../privacy/bytes.js";
import { Coded } from "../privacy/coded.js";
import { calibrate, failed, fileKey, makeLatch, makeLock, openLocks, waitFor } from "../privacy/vault.js";

const LOCK = "vault";
const SHARED = "shared";
const TRIES = "tries";
const NONE = { fails: 0, until: 0 };
const SLOTS = [1, 2, 3, 4, 5, 6]; // so many workers at most

/** A worker's own file. @param {string} name @param {number} slot */
export const fileOf = (name, slot) => (slot === 1 ? name : `${name}.${slot}`);

/** The slot that a file belongs to, or 0. @param {string} name as `fileOf` takes it @param {string} file */
export const slotOf = (name, file) => SLOTS.find((slot) => fileOf(name, slot) === file) ?? 0;

export const parsed = (good) => (bytes) => {
  try {
    const found = ofJson(bytes);
    return good(found) ? found : null;
  } catch {
    return null;
  }
};
const asLock = parsed((lock) => [1, 2].includes(lock.v) && lock.rounds >= 1);
const asTries = parsed((tries) => tries.fails >= 0 && tries.until >= 0);

export class Access {
  /** @type {CryptoKey|null} the data key of the worker who is in, while open */
  key = null;
  /** @type {CryptoKey|null} the key of what all workers of this phone read, while open */
  shared = null;
  slot = 0; // of whoever was in last
  #invited = null;
  #locks = new Map();
  #latches = new Map();
  #tries = NONE;
  #turn = 0; // a lock in the middle of an unlocking must win

  /** @param {import("./readable.js").Readable} readable @param {{now: () => number}} clock @param {number} rounds 0: calibrate */
  constructor(readable, clock, rounds) {
    Object.assign(this, { readable, clock, rounds });
  }

  async open() {
    for (const name of await this.readable.names()) {
      const slot = slotOf(LOCK, name);
      const lock = slot && (await this.readable.read(name, asLock));
      if (lock) this.#locks.set(slot, lock);
    }
    const { fails = 0, until = 0 } = this.#locks.get(1) ?? NONE; // a phone of before counted there
    this.#tries = (await this.readable.read(TRIES, asTries)) ?? { fails, until };
  }

  /** @returns {boolean} a passphrase was chosen on this phone */
  get chosen() {
    return this.#locks.size > 0;
  }

  /** @returns {number[]} slots in use */
  get slots() {
    return [...this.#locks.keys()].sort((a, b) => a - b);
  }

  /** @returns {boolean} a worker let a colleague choose a passphrase */
  get inviting() {
    return this.#invited !== null;
  }

  /** @param {number} [slot] of whoever was in last @returns {boolean} */
  pinSet(slot = this.slot) {
    return Boolean(this.#latches.get(slot)?.set);
  }

  /** Seconds until the next passphrase may be tried. */
  get wait() {
    return this.chosen ? waitFor(this.#tries, this.clock.now()) : 0;
  }

  /** @returns {number} the next slot. Raises "many" */
  #free() {
    const slot = SLOTS.find((one) => !this.#locks.has(one));
    if (!slot) throw new Coded("many");
    return slot;
  }

  /** The next slot, opened. @param {string} passphrase Raises "short", "taken" or "many". */
  async choose(passphrase) {
    this.#free();
    const [turn, locks] = [this.#turn, [...this.#locks.values()]];
    const { lock, key } = await makeLock(passphrase, locks, locks.length ? 0 : this.rounds || (await calibrate()));
    const slot = this.#free();
    const raw = this.#invited ?? random(32);
    await this.readable.put(key, fileOf(SHARED, slot), raw); // first: a slot without it would read nothing
    await this.readable.write(fileOf(LOCK, slot), asJson(lock));
    this.#locks.set(slot, lock);
    await this.#enter(turn, slot, key, raw);
  }

  async #enter(turn, slot, key, raw) {
    const shared = raw ? await fileKey(raw) : null;
    if (turn !== this.#turn) throw new Coded("stopped");
    Object.assign(this, { slot, key, shared });
    this.#invited = null;
  }

  // A phone of before had no shared key: what it read stood under the data key of its only worker.
  async #rawShared(slot, key) {
    const name = fileOf(SHARED, slot);
    const raw = await this.readable.get(key, name);
    if (raw || this.#locks.size > 1) return raw;
    const fresh = random(32);
    await this.readable.put(key, name, fresh);
    return fresh;
  }

  async #count(tries) {
    await this.readable.write(TRIES, asJson(tries));
    this.#tries = tries;
  }

  /** Opens the slot of this passphrase. Raises "wrong" or "wait". @param {string} passphrase */
  async unlock(passphrase) {
    if (!this.chosen) throw new Coded("wrong");
    if (this.wait > 0) throw new Coded("wait", this.wait);
    const turn = this.#turn;
    const found = await openLocks(this.#locks, passphrase);
    if (!found) {
      await this.#count(failed(this.#tries, this.clock.now()));
      throw new Coded("wrong", this.wait);
    }
    if (this.#tries.fails) await this.#count(NONE);
    await this.#enter(turn, found.slot, found.key, await this.#rawShared(found.slot, found.key));
  }

  setPin = async (pin) => this.#latches.set(this.slot, await makeLatch(pin, this.key));

  /** @param {string} pin @param {number} [slot] of whoever was in last */
  async unlockPin(pin, slot = this.slot) {
    const [latch, turn] = [this.#latches.get(slot), this.#turn];
    if (!latch) throw new Coded("pin_gone");
    const key = await latch.open(pin);
    await this.#enter(turn, slot, key, await this.#rawShared(slot, key));
  }

  /** Closed for the one who is in; a colleague may choose a passphrase until the next lock. */
  async invite() {
    this.#free();
    const raw = await this.#rawShared(this.slot, this.key);
    this.lock();
    this.#invited = raw;
  }

  /** The PIN can open again what `lock` closes, as long as this page lives. */
  lock() {
    this.#turn += 1;
    this.key = this.shared = this.#invited = null;
  }

  /** Nobody can read any more what was encrypted for this slot. @param {number} slot */
  async forget(slot) {
    if (slot === this.slot) this.lock();
    this.#latches.delete(slot);
    this.#locks.delete(slot);
    for (const name of [LOCK, SHARED]) await this.readable.drop(fileOf(name, slot));
  }

  async forgetAll() {
    this.lock();
    this.#latches.clear();
    for (const slot of new Set([1, ...this.#locks.keys()])) await this.forget(slot);
    await this.readable.drop(TRIES);
    this.#tries = NONE;
  }
}
