// The organisation's key ring: which public key a record is sealed to. Saving never stops for a key.

import { b64, ofJson, sha256, unb64 } from "./bytes.js";
import { Coded } from "./coded.js";

const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

/** @typedef {{id: string, pub: Uint8Array}} RingKey */
/** @typedef {{org: string, version: number, issued: string, keys: RingKey[]}} Ring */

// What was sent, read by `work`: it may be anything.
function read(work) {
  try {
    return work();
  } catch {
    throw new Coded("form");
  }
}

/** @param {Uint8Array} point 65 bytes @returns {Promise<string>} what the enrolment link pins */
export const fingerprint = async (point) => b64(await sha256(point));

/**
 * The ring if it is signed by the pinned key and not older than the one we have; raises "fingerprint", "signature", "older" or "form" otherwise.
 * @param {{ring: string, sig: string, signing_key: string}} sent
 * @param {string} pinned fingerprint of the organisation's signing key
 * @param {number} atLeast lowest version accepted
 * @returns {Promise<Ring>}
 */
export async function verifyRing(sent, pinned, atLeast = 0) {
  const [point, bytes, sig] = read(() => [sent.signing_key, sent.ring, sent.sig].map(unb64));
  if ((await fingerprint(point)) !== pinned) throw new Coded("fingerprint");
  const key = await crypto.subtle.importKey("raw", point, ECDSA, false, ["verify"]).catch(() => null);
  const good = key && (await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, sig, bytes));
  if (!good) throw new Coded("signature");
  const ring = parseRing(bytes);
  if (ring.version < atLeast) throw new Coded("older");
  return ring;
}

/** @param {Uint8Array} bytes of a ring that was verified before @returns {Ring} */
export const parseRing = (bytes) =>
  read(() => {
    const { v, org, version, issued, keys } = ofJson(bytes);
    const parsed = keys.map(({ id, pub }) => ({ id, pub: unb64(pub) }));
    const whole = v === 1 && Number.isInteger(version) && /^\d{4}-\d\d-\d\d$/.test(issued) && parsed.length > 0;
    if (!whole || parsed.some(({ id, pub }) => !/^\d{4}-\d\d$/.test(id) || pub.length !== 65)) throw new Error();
    return { org, version, issued, keys: parsed.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  });

/**
 * The newest key whose month has begun by the later of the phone's clock and the ring's date of issue
 * (a clock that is years behind must not pick a destroyed key); past the end of the ring its last key.
 * @param {Ring} ring @param {number} now milliseconds
 * @returns {RingKey}
 */
export function chooseKey(ring, now) {
  const clock = Number.isFinite(now) ? new Date(now).toISOString() : "";
  const month = (clock > ring.issued ? clock : ring.issued).slice(0, 7);
  return ring.keys.findLast((key) => key.id <= month) ?? ring.keys[0];
}
