// Who may read on this phone: passphrases, PINs, lock, forgetting. Several workers may share a phone, each with a slot;
// slot 1 keeps the names of files that a phone with one worker had. Holds the keys while the phone is open.

import { random, text, utf8 } from "../privacy/bytes.js";
import { Latch, VaultError, calibrate, failed, fileKey, makeLock, openLocks, waitFor } from "../privacy/vault.js";

const LOCK = "vault";
const SHARED = "shared";
const TRIES = "tries";
export const MAX_WORKERS = 6;

/** A worker's own file. @param {string} name @param {number} slot */
export const fileOf = (name, slot) => (slot === 1 ? name : `${name}.${slot}`);

/** The slot that a file belongs to, or 0. @param {string} name as `fileOf` makes it @param {string} file */
export const slotOf = (name, file) => (file === name ? 1 : Number(file.match(/\.(\d+)$/)?.[1] ?? 0));

const parsed = (bytes, good) => {
  try {
    const found = JSON.parse(text(bytes));
    return good(found) ? found : null;
  } catch {
    return null;
  }
};
const asLock = (bytes) => parsed(bytes, (lock) => [1, 2].includes(lock.v) && lock.rounds >= 1);
const asTries = (bytes) => parsed(bytes, (tries) => tries.fails >= 0 && tries.until >= 0);

export class Access {
  #key = null;
  #shared = null;
  #invited = null;
  #locks = new Map();
  #latches = new Map();
  #tries = { fails: 0, until: 0 };
  #turn = 0; // a lock in the middle of an unlocking must win

  /** @param {import("./readable.js").Readable} readable @param {{now: () => number}} clock @param {number} rounds 0: calibrate */
  constructor(readable, clock, rounds = 0) {
    Object.assign(this, { readable, clock, rounds, slot: 0 });
  }

  async open() {
    const names = (await this.readable.names()).filter((name) => name === LOCK || name.startsWith(`${LOCK}.`));
    for (const name of names) {
      const lock = await this.readable.read(name, asLock);
      if (lock) this.#locks.set(slotOf(LOCK, name), lock);
    }
    const first = this.#locks.get(1); // a phone of before counted there
    const before = { fails: first?.fails ?? 0, until: first?.until ?? 0 };
    this.#tries = (await this.readable.read(TRIES, asTries)) ?? before;
  }

  /** @returns {CryptoKey|null} the data key of the worker who is in, while open */
  get key() {
    return this.#key;
  }

  /** @returns {CryptoKey|null} the key of what all workers of this phone read, while open */
  get shared() {
    return this.#shared;
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

  /** The next slot, opened. @param {string} passphrase Raises VaultError "short", "taken" or "many". */
  async choose(passphrase) {
    if (this.#locks.size >= MAX_WORKERS) throw new VaultError("many");
    const turn = this.#turn;
    const locks = [...this.#locks.values()];
    const { lock, key } = await makeLock(passphrase, locks, locks.length ? 0 : this.rounds || (await calibrate()));
    const slot = Array.from({ length: MAX_WORKERS }, (_, i) => i + 1).find((number) => !this.#locks.has(number));
    const raw = this.#invited ?? random(32);
    await this.readable.put(key, fileOf(SHARED, slot), raw); // first: a slot without it would read nothing
    await this.readable.write(fileOf(LOCK, slot), utf8(JSON.stringify(lock)));
    this.#locks.set(slot, lock);
    await this.#enter(turn, slot, key, raw);
  }

  async #enter(turn, slot, key, raw) {
    const shared = raw ? await fileKey(raw) : null;
    if (turn !== this.#turn) throw new VaultError("stopped");
    Object.assign(this, { slot });
    this.#key = key;
    this.#shared = shared;
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
    await this.readable.write(TRIES, utf8(JSON.stringify(tries)));
    this.#tries = tries;
  }

  /** Opens the slot of this passphrase. Raises VaultError "wrong" or "wait". @param {string} passphrase */
  async unlock(passphrase) {
    if (!this.chosen) throw new VaultError("wrong");
    if (this.wait > 0) throw new VaultError("wait", this.wait);
    const turn = this.#turn;
    const found = await openLocks(this.#locks, passphrase);
    if (!found) {
      await this.#count(failed(this.#tries, this.clock.now()));
      throw new VaultError("wrong", this.wait);
    }
    if (this.#tries.fails) await this.#count({ fails: 0, until: 0 });
    await this.#enter(turn, found.slot, found.key, await this.#rawShared(found.slot, found.key));
  }

  async setPin(pin) {
    const latch = new Latch();
    await latch.shut(pin, this.#key);
    this.#latches.set(this.slot, latch);
  }

  /** @param {string} pin @param {number} [slot] of whoever was in last */
  async unlockPin(pin, slot = this.slot) {
    const [latch, turn] = [this.#latches.get(slot), this.#turn];
    if (!latch) throw new VaultError("pin_gone");
    const key = await latch.open(pin);
    await this.#enter(turn, slot, key, await this.#rawShared(slot, key));
  }

  /** Closed for the one who is in; a colleague may choose a passphrase until the next lock. */
  async invite() {
    if (this.#locks.size >= MAX_WORKERS) throw new VaultError("many");
    const raw = await this.#rawShared(this.slot, this.#key);
    this.lock();
    this.#invited = raw;
  }

  /** The PIN can open again what `lock` closes, as long as this page lives. */
  lock() {
    this.#turn += 1;
    this.#key = this.#shared = this.#invited = null;
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
    this.#tries = { fails: 0, until: 0 };
  }
}
