// The organisation's key ring: which public key a record is sealed to. Saving never stops for a key.

import { b64, sha256, text, unb64 } from "./bytes.js";

const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

/** @typedef {{id: string, pub: Uint8Array}} RingKey */
/** @typedef {{org: string, version: number, issued: string, keys: RingKey[]}} Ring */

export class RingError extends Error {
  /** @param {"fingerprint"|"signature"|"older"|"form"} code */
  constructor(code) {
    super(`key ring refused: ${code}`);
    this.code = code;
  }
}

/** @param {Uint8Array} point 65 bytes @returns {Promise<string>} what the enrolment link pins */
export const fingerprint = async (point) => b64(await sha256(point));

/**
 * The ring if it is signed by the pinned key and not older than the one we have; raises RingError otherwise.
 * @param {{ring: string, sig: string, signing_key: string}} sent
 * @param {string} pinned fingerprint of the organisation's signing key
 * @param {number} atLeast lowest version accepted
 * @returns {Promise<Ring>}
 */
export async function verifyRing(sent, pinned, atLeast = 0) {
  const { point, bytes, sig } = decode(sent);
  if ((await fingerprint(point)) !== pinned) throw new RingError("fingerprint");
  const key = await crypto.subtle.importKey("raw", point, ECDSA, false, ["verify"]).catch(() => null);
  const good = key && (await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, sig, bytes));
  if (!good) throw new RingError("signature");
  const ring = parseRing(bytes);
  if (ring.version < atLeast) throw new RingError("older");
  return ring;
}

function decode(sent) {
  try {
    return { point: unb64(sent.signing_key), bytes: unb64(sent.ring), sig: unb64(sent.sig) };
  } catch {
    throw new RingError("form");
  }
}

/** @param {Uint8Array} bytes of a ring that was verified before @returns {Ring} */
export function parseRing(bytes) {
  try {
    const { v, org, version, issued, keys } = JSON.parse(text(bytes));
    const parsed = keys.map((k) => ({ id: k.id, pub: unb64(k.pub) }));
    const whole = v === 1 && Number.isInteger(version) && /^\d{4}-\d\d-\d\d$/.test(issued) && parsed.length > 0;
    if (!whole || parsed.some((k) => !/^\d{4}-\d\d$/.test(k.id) || k.pub.length !== 65)) throw new Error();
    return { org, version, issued, keys: parsed.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  } catch {
    throw new RingError("form");
  }
}

/**
 * The newest key whose month has begun by the later of the phone's clock and the ring's date of issue
 * (a clock that is years behind must not pick a destroyed key); past the end of the ring its last key.
 * @param {Ring} ring @param {number} now milliseconds
 * @returns {RingKey}
 */
export function chooseKey(ring, now) {
  const clock = Number.isFinite(now) ? new Date(now).toISOString().slice(0, 7) : "";
  const issued = ring.issued.slice(0, 7);
  const month = clock > issued ? clock : issued;
  const begun = ring.keys.filter((key) => key.id <= month);
  return begun.at(-1) ?? ring.keys[0];
}
