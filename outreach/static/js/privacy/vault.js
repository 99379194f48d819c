// The vault: each worker of this phone has a slot with a random data key of its own, wrapped under PBKDF2 of the own
// passphrase. What a worker may read on the phone (notebook, draft) is encrypted under that data key; what all of them
// read (reference data, its token) under a shared key, which each slot keeps wrapped. The PIN is only a latch on a page
// that is still alive; it opens nothing on disk.
//
// All slots of a phone share one salt and one number of rounds: a typed passphrase is stretched once (0.5 s) and then
// tried against every slot by HKDF with the slot's own salt, which takes no time. So three workers wait no longer than
// one. The price: whoever has the phone's bytes tries one guess against all its slots at once, which is worth log2(slots)
// bits, under 3 of the 48 bits of four offered words; against one worker chosen beforehand it is worth nothing.

import { b64, join, lp, random, same, sha256, unb64, utf8 } from "./bytes.js";
import { Coded } from "./coded.js";
import { aesKey, aesOpen, aesSeal } from "./sealing.js";

export const MIN_ROUNDS = 600_000;
const MAX_ROUNDS = 20_000_000;
export const MIN_SIGNS = 10;
const WAITS = [0, 0, 5, 30, 120, 600]; // seconds after the 1st, 2nd … wrong passphrase
const PIN_TRIES = 5;

/** Phones write a capital first letter and double spaces by themselves. @param {string} passphrase */
export const normalise = (passphrase) => passphrase.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** PBKDF2-SHA-256 of a passphrase: the slow part. @param {string} passphrase @returns {Promise<ArrayBuffer>} 32 bytes */
async function stretch(passphrase, salt, rounds) {
  const raw = await crypto.subtle.importKey("raw", utf8(normalise(passphrase)), "PBKDF2", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, raw, 256);
}

const USES = ["encrypt", "decrypt"];

/** @param {BufferSource} raw 32 bytes @returns {Promise<CryptoKey>} to encrypt and decrypt files of this phone */
export const fileKey = (raw) => aesKey(raw, USES);

/** AES-256-GCM key of a passphrase. @param {string} passphrase @param {Uint8Array} salt @param {number} rounds */
export const deriveKey = async (passphrase, salt, rounds) =>
  fileKey(await stretch(passphrase, salt, rounds));

/** The key that wraps one slot. Slots of version 1 have none of their own: the stretched passphrase itself. */
async function slotKey(stretched, lock) {
  if (lock.v === 1) return fileKey(stretched);
  const from = await crypto.subtle.importKey("raw", stretched, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: unb64(lock.own), info: lp("outreach/slot/v2") };
  return crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, USES);
}

/** Rounds that take about `target` ms on this phone, never fewer than 600,000. @param {() => number} timer */
export async function calibrate(timer = () => performance.now(), target = 500) {
  const probe = 100_000;
  const begun = timer();
  await stretch("how fast is this phone", new Uint8Array(16), probe);
  const took = Math.max(timer() - begun, 1);
  return Math.min(MAX_ROUNDS, Math.max(MIN_ROUNDS, Math.round((probe * target) / took)));
}

/** @typedef {{v: 1|2, salt: string, rounds: number, own?: string, iv: string, wrapped: string, fails?: number,
 *   until?: number}} Lock what stands on disk of one slot; `fails` and `until` only in version 1 */

/**
 * A new slot under a passphrase of at least 10 signs. Raises "short", or "taken": it opens another slot.
 * @param {string} passphrase @param {Lock[]} others the phone's slots; the new one shares their salt
 * @param {number} rounds when it is the first
 * @returns {Promise<{lock: Lock, key: CryptoKey}>} `lock` is what is written to disk
 */
export async function makeLock(passphrase, others, rounds) {
  if (normalise(passphrase).length < MIN_SIGNS) throw new Coded("short");
  const first = { salt: b64(random(16)), rounds: Math.max(rounds, MIN_ROUNDS) };
  const { salt, rounds: count } = others[0] ?? first;
  const stretched = await stretch(passphrase, unb64(salt), count);
  for (const lock of others) if (await openWith(stretched, lock)) throw new Coded("taken");
  const [iv, raw] = [random(12), random(32)];
  const lock = { v: 2, salt, rounds: count, own: b64(random(16)), iv: b64(iv) };
  const wrapped = b64(await aesSeal(await slotKey(stretched, lock), iv, raw));
  const key = await fileKey(raw);
  raw.fill(0);
  return { lock: { ...lock, wrapped }, key };
}

async function openWith(stretched, lock) {
  try {
    return await fileKey(await aesOpen(await slotKey(stretched, lock), unb64(lock.iv), unb64(lock.wrapped)));
  } catch {
    return null;
  }
}

/** Seconds still to wait before the next try; a clock that was set back never makes it longer than ten minutes. */
export const waitFor = (tries, now) => Math.ceil(Math.min(Math.max(0, tries.until - now), 600_000) / 1000);

/**
 * The slot that this passphrase opens, or null. It is stretched once for all slots that share salt and rounds.
 * @param {Map<number, Lock>} locks by slot @param {string} passphrase
 * @returns {Promise<{slot: number, key: CryptoKey}|null>}
 */
export async function openLocks(locks, passphrase) {
  const ready = new Map();
  for (const [slot, lock] of locks) {
    const like = `${lock.salt}.${lock.rounds}`;
    if (!ready.has(like)) ready.set(like, await stretch(passphrase, unb64(lock.salt), lock.rounds));
    const key = await openWith(ready.get(like), lock);
    if (key) return { slot, key };
  }
  return null;
}

/** One more wrong try on this phone, whoever it was. @param {{fails: number}} tries @param {number} now */
export function failed(tries, now) {
  const fails = tries.fails + 1;
  return { fails, until: now + 1000 * WAITS[Math.min(fails - 1, WAITS.length - 1)] };
}

const fileContext = (name) => lp("outreach/file/v1", name);

/** Encrypt a file of this phone under the data key, bound to its name. */
export async function sealFile(key, name, plain) {
  const iv = random(12);
  return join(iv, await aesSeal(key, iv, plain, fileContext(name)));
}

/** @returns {Promise<Uint8Array|null>} null when it was damaged or written under another key */
export const openFile = (key, name, sealed) =>
  aesOpen(key, sealed.subarray(0, 12), sealed.subarray(12), fileContext(name)).catch(() => null);

/**
 * The PIN of a living page: five tries, then only the passphrase helps.
 * @param {string} pin 4–6 digits @param {CryptoKey|null} key the open data key
 */
export async function makeLatch(pin, key) {
  if (!/^\d{4,6}$/.test(pin)) throw new Coded("pin_form");
  const salt = random(16);
  const hashed = (said) => sha256(join(salt, utf8(said)));
  const hash = await hashed(pin);
  let tries = PIN_TRIES;
  return {
    /** @returns {boolean} it can still be tried */
    get set() {
      return key !== null;
    },

    /** @param {string} said @returns {Promise<CryptoKey>} raises "pin_wrong", "pin_gone" when no try is left */
    async open(said) {
      const opened = key;
      tries -= 1; // counted before the slow part: two taps at once are two tries
      if (opened && tries >= 0 && same(await hashed(said), hash)) {
        tries = PIN_TRIES;
        return opened;
      }
      if (opened && tries > 0) throw new Coded("pin_wrong");
      key = null;
      throw new Coded("pin_gone");
    },
  };
}
