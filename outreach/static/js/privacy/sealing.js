// HPKE base mode (RFC 9180) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, by WebCrypto alone,
// and the envelope built on it: enc(65) ‖ wrapped(48) ‖ iv(12) ‖ ct. See outreach/sync/PROTOCOL.md.

import { asJson, join, lp, random, u16, utf8 } from "./bytes.js";

const P256 = { name: "ECDH", namedCurve: "P-256" };
const KEM = join(utf8("KEM"), [0x00, 0x10]);
const SUITE = join(utf8("HPKE"), [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]);
const NONE = new Uint8Array(0);

/** @typedef {{org: string, keyId: string, device: string}} Binding where a content key is good */

/** HPKE info: which organisation, key and phone. @param {Binding} b */
export const info = (b) => lp("outreach/v1", b.org, b.keyId, b.device);

/** Associated data of one record. @param {Binding & {v: number, id: string, n: number}} b */
export const context = (b) => lp(b.v, b.org, b.keyId, b.device, b.id, b.n);

async function hmac(key, data) {
  // An empty salt means 32 zero bytes (RFC 5869); WebCrypto refuses a key of length zero.
  const raw = key.length ? key : new Uint8Array(32);
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

const labeled = (suite, label, data) => join(utf8("HPKE-v1"), suite, utf8(label), data);
const labeledExtract = (suite, salt, label, ikm) => hmac(salt, labeled(suite, label, ikm));

// One block is enough: length ≤ 32.
const labeledExpand = async (suite, prk, label, data, length) =>
  (await hmac(prk, join(u16(length), labeled(suite, label, data), [1]))).slice(0, length);

/** DHKEM's ExtractAndExpand. @param {Uint8Array} dh @param {Uint8Array} enc @param {Uint8Array} receiver 65-byte point */
export async function sharedSecret(dh, enc, receiver) {
  const prk = await labeledExtract(KEM, NONE, "eae_prk", dh);
  return labeledExpand(KEM, prk, "shared_secret", join(enc, receiver), 32);
}

/** HPKE key schedule in base mode. @returns {Promise<{key: Uint8Array, nonce: Uint8Array}>} */
export async function keySchedule(secret, infoBytes) {
  const psk = await labeledExtract(SUITE, NONE, "psk_id_hash", NONE);
  const about = await labeledExtract(SUITE, NONE, "info_hash", infoBytes);
  const bound = join([0], psk, about);
  const prk = await labeledExtract(SUITE, secret, "secret", NONE);
  return {
    key: await labeledExpand(SUITE, prk, "key", bound, 32),
    nonce: await labeledExpand(SUITE, prk, "base_nonce", bound, 12),
  };
}

/** AES-256-GCM. @param {BufferSource} raw 32 bytes @param {KeyUsage[]} uses */
export const aesKey = (raw, uses = ["encrypt"]) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, uses);

const aes = (does) => async (key, iv, bytes, aad = NONE) =>
  new Uint8Array(await crypto.subtle[does]({ name: "AES-GCM", iv, additionalData: aad }, key, bytes));

/** @type {(key: CryptoKey, iv: Uint8Array, bytes: Uint8Array, aad?: Uint8Array) => Promise<Uint8Array>} */
export const aesSeal = aes("encrypt");
/** Rejects what was changed, or sealed under another key. @type {typeof aesSeal} */
export const aesOpen = aes("decrypt");

/**
 * Seal `plain` to a public key: fresh ephemeral key, empty associated data, sequence number 0.
 * `ephemeral` is given only by the test vectors.
 * @returns {Promise<{enc: Uint8Array, ct: Uint8Array}>}
 */
export async function hpkeSeal(receiver, infoBytes, plain, ephemeral = null) {
  const pair = ephemeral ?? (await crypto.subtle.generateKey(P256, false, ["deriveBits"]));
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const to = await crypto.subtle.importKey("raw", receiver, P256, false, []);
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: to }, pair.privateKey, 256);
  const secret = await sharedSecret(new Uint8Array(bits), enc, receiver);
  const { key, nonce } = await keySchedule(secret, infoBytes);
  return { enc, ct: await aesSeal(await aesKey(key), nonce, plain) };
}

/**
 * Kinds whose records may hold a text: all of them look alike in length.
 * @param {any[]} record @returns {boolean} it, or what it amends, is of a narrative kind
 */
export const narrative = (record) => (record[0] === "amend" ? record[5] : record)?.[0] === "incident";

/** JSON of the record and spaces, so that lengths say little. @param {unknown[]} record @param {boolean} [long] */
export function pad(record, long = narrative(record)) {
  const plain = asJson(record);
  const step = long || plain.length > 256 ? 1024 : 256;
  const whole = new Uint8Array(Math.ceil(plain.length / step) * step).fill(0x20);
  whole.set(plain);
  return whole;
}

/** A fresh content key sealed to the organisation. @param {Uint8Array} receiver @param {Binding} binding */
export async function makeContentKey(receiver, binding) {
  const raw = random(32);
  const { enc, ct } = await hpkeSeal(receiver, info(binding), raw);
  const key = await aesKey(raw);
  raw.fill(0);
  return { key, head: join(enc, ct) };
}

/**
 * One envelope under a content key.
 * @param {{key: CryptoKey, head: Uint8Array}} content
 * @param {unknown[]} record @param {Uint8Array} aad context of the record @param {Uint8Array} iv 12 random bytes
 */
export async function sealRecord(content, record, aad, iv = random(12)) {
  return join(content.head, iv, await aesSeal(content.key, iv, pad(record), aad));
}
