// Who may read on this phone: passphrase, PIN, lock, forgetting. Holds the data key while the phone is open.

import { text, utf8 } from "../privacy/bytes.js";
import { Latch, VaultError, calibrate, failed, makeLock, openLock, waitFor } from "../privacy/vault.js";

const LOCK = "vault";

const asLock = (bytes) => {
  try {
    const lock = JSON.parse(text(bytes));
    return lock.v === 1 && lock.rounds >= 1 ? lock : null;
  } catch {
    return null;
  }
};

export class Access {
  #key = null;
  #lock = null;
  #latch = new Latch();

  /** @param {import("./readable.js").Readable} readable @param {{now: () => number}} clock @param {number} rounds 0: calibrate */
  constructor(readable, clock, rounds = 0) {
    Object.assign(this, { readable, clock, rounds });
  }

  async open() {
    this.#lock = await this.readable.read(LOCK, asLock);
  }

  /** @returns {CryptoKey|null} the data key, while open */
  get key() {
    return this.#key;
  }

  /** @returns {boolean} a passphrase was chosen on this phone */
  get chosen() {
    return this.#lock !== null;
  }

  get pinSet() {
    return this.#latch.set;
  }

  /** Seconds until the next passphrase may be tried. */
  get wait() {
    return this.#lock ? waitFor(this.#lock, this.clock.now()) : 0;
  }

  /** @param {string} passphrase four offered words, or at least 10 signs. Raises VaultError "short". */
  async choose(passphrase) {
    const { lock, key } = await makeLock(passphrase, this.rounds || (await calibrate()));
    await this.#write(lock);
    this.#key = key;
  }

  async #write(lock) {
    await this.readable.write(LOCK, utf8(JSON.stringify(lock)));
    this.#lock = lock;
  }

  /** Raises VaultError "wrong" or "wait". @param {string} passphrase */
  async unlock(passphrase) {
    if (!this.#lock) throw new VaultError("wrong");
    if (this.wait > 0) throw new VaultError("wait", this.wait);
    const key = await openLock(this.#lock, passphrase);
    if (!key) {
      await this.#write(failed(this.#lock, this.clock.now()));
      throw new VaultError("wrong", this.wait);
    }
    if (this.#lock.fails) await this.#write({ ...this.#lock, fails: 0, until: 0 });
    this.#key = key;
  }

  setPin(pin) {
    return this.#latch.shut(pin, this.#key);
  }

  async unlockPin(pin) {
    this.#key = await this.#latch.open(pin);
  }

  /** The PIN can open again what `lock` closes, as long as this page lives. */
  lock() {
    this.#key = null;
  }

  /** Nobody can read any more what was encrypted. */
  async forget() {
    this.#key = this.#lock = null;
    this.#latch.forget();
    await this.readable.drop(LOCK);
  }
}
