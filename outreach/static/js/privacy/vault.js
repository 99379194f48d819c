// The passphrase's vault: a random data key, wrapped under PBKDF2 of the passphrase. Everything a worker may read on
// the phone (notebook, drafts, reference data, reference token) is encrypted under the data key. The PIN is only a
// latch on a page that is still alive; it opens nothing on disk.

import { b64, join, lp, random, same, sha256, unb64, utf8 } from "./bytes.js";

export const MIN_ROUNDS = 600_000;
export const MAX_ROUNDS = 20_000_000;
export const MIN_SIGNS = 10;
const WAITS = [0, 0, 5, 30, 120, 600]; // seconds after the 1st, 2nd … wrong passphrase
const PIN_TRIES = 5;

export class VaultError extends Error {
  /** @param {"short"|"wrong"|"wait"|"pin_form"|"pin_gone"|"pin_wrong"} code @param {number} seconds to wait, if any */
  constructor(code, seconds = 0) {
    super(`vault: ${code}`);
    this.code = code;
    this.seconds = seconds;
  }
}

/** Phones write a capital first letter and double spaces by themselves. @param {string} passphrase */
export const normalise = (passphrase) => passphrase.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** AES-256-GCM key of a passphrase. @param {string} passphrase @param {Uint8Array} salt @param {number} rounds */
export async function deriveKey(passphrase, salt, rounds) {
  const raw = await crypto.subtle.importKey("raw", utf8(normalise(passphrase)), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Rounds that take about `target` ms on this phone, never fewer than 600,000. @param {() => number} timer */
export async function calibrate(timer = () => performance.now(), target = 500) {
  const probe = 100_000;
  const begun = timer();
  await deriveKey("how fast is this phone", new Uint8Array(16), probe);
  const took = Math.max(timer() - begun, 1);
  return Math.min(MAX_ROUNDS, Math.max(MIN_ROUNDS, Math.round((probe * target) / took)));
}

const importData = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

/** @typedef {{v: 1, salt: string, rounds: number, iv: string, wrapped: string, fails: number, until: number}} Lock */

/**
 * A new data key under a passphrase of at least 10 signs.
 * @param {string} passphrase @param {number} rounds
 * @returns {Promise<{lock: Lock, key: CryptoKey}>} `lock` is what is written to disk
 */
export async function makeLock(passphrase, rounds) {
  if (normalise(passphrase).length < MIN_SIGNS) throw new VaultError("short");
  const [salt, iv, raw] = [random(16), random(12), random(32)];
  const kek = await deriveKey(passphrase, salt, Math.max(rounds, MIN_ROUNDS));
  const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, kek, raw));
  const key = await importData(raw);
  raw.fill(0);
  const lock = { v: 1, salt: b64(salt), rounds: Math.max(rounds, MIN_ROUNDS), iv: b64(iv), wrapped: b64(wrapped) };
  return { lock: { ...lock, fails: 0, until: 0 }, key };
}

/** Seconds still to wait before the next try; a clock that was set back never makes it longer than ten minutes. */
export const waitFor = (lock, now) => Math.ceil(Math.min(Math.max(0, lock.until - now), 600_000) / 1000);

/** @param {Lock} lock @param {string} passphrase @returns {Promise<CryptoKey|null>} null when it is the wrong one */
export async function openLock(lock, passphrase) {
  const kek = await deriveKey(passphrase, unb64(lock.salt), lock.rounds);
  try {
    const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: unb64(lock.iv) }, kek, unb64(lock.wrapped));
    return await importData(new Uint8Array(raw));
  } catch {
    return null;
  }
}

/** The lock after one more wrong try. @param {Lock} lock @param {number} now */
export function failed(lock, now) {
  const fails = lock.fails + 1;
  return { ...lock, fails, until: now + 1000 * WAITS[Math.min(fails - 1, WAITS.length - 1)] };
}

const fileContext = (name) => join(lp("outreach/file/v1"), lp(name));

/** Encrypt a file of this phone under the data key, bound to its name. */
export async function sealFile(key, name, plain) {
  const iv = random(12);
  const how = { name: "AES-GCM", iv, additionalData: fileContext(name) };
  return join(iv, new Uint8Array(await crypto.subtle.encrypt(how, key, plain)));
}

/** @returns {Promise<Uint8Array|null>} null when it was damaged or written under another key */
export async function openFile(key, name, sealed) {
  const how = { name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: fileContext(name) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.subarray(12)));
  } catch {
    return null;
  }
}

/** The PIN of a living page: five tries, then only the passphrase helps. */
export class Latch {
  #kept = null;

  /** @returns {boolean} a PIN was set and can still be tried */
  get set() {
    return this.#kept !== null;
  }

  /** @param {string} pin 4–6 digits @param {CryptoKey} key the open data key */
  async shut(pin, key) {
    if (!/^\d{4,6}$/.test(pin)) throw new VaultError("pin_form");
    const salt = random(16);
    this.#kept = { key, salt, hash: await sha256(join(salt, utf8(pin))), tries: PIN_TRIES };
  }

  /** @param {string} pin @returns {Promise<CryptoKey>} raises VaultError `pin_gone` when no try is left */
  async open(pin) {
    const kept = this.#kept;
    if (!kept) throw new VaultError("pin_gone");
    kept.tries -= 1; // counted before the slow part: two taps at once are two tries
    if (kept.tries < 0) throw (this.forget(), new VaultError("pin_gone"));
    if (same(await sha256(join(kept.salt, utf8(pin))), kept.hash)) {
      kept.tries = PIN_TRIES;
      return kept.key;
    }
    if (kept.tries <= 0) throw (this.forget(), new VaultError("pin_gone"));
    throw new VaultError("pin_wrong");
  }

  forget() {
    this.#kept = null;
  }
}
