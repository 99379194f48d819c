// Frames of the append-only journal: magic ‖ kind ‖ length ‖ CRC-32 ‖ payload. A torn last frame is cut off; after
// damage in the middle reading goes on at the next magic, so that one bad block costs one frame.

import { asJson, join, ofJson } from "../privacy/bytes.js";

const MAGIC = 0x4f524631; // "ORF1"
const HEAD = 13;
const MAX = 1 << 20;

export const KIND = { item: 1, state: 2, entry: 3, begin: 4, whole: 5 };

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

/** @param {...Uint8Array} parts @returns {number} CRC-32 over all of them */
export function crc32(...parts) {
  let crc = 0xffffffff;
  for (const part of parts) for (const byte of part) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** @param {number} kind @param {Uint8Array} payload @returns {Uint8Array} one frame */
export function frame(kind, payload) {
  const whole = new Uint8Array(HEAD + payload.length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, MAGIC);
  whole[4] = kind;
  view.setUint32(5, payload.length);
  whole.set(payload, HEAD);
  view.setUint32(9, crc32(whole.subarray(4, 9), payload));
  return whole;
}

function payloadAt(bytes, view, at) {
  if (view.getUint32(at) !== MAGIC) return null;
  const end = at + HEAD + view.getUint32(at + 5);
  if (end > bytes.length || end > at + HEAD + MAX) return null;
  const payload = bytes.subarray(at + HEAD, end);
  return crc32(bytes.subarray(at + 4, at + 9), payload) === view.getUint32(at + 9) ? payload : null;
}

/**
 * All good frames of a file.
 * @param {Uint8Array} bytes
 * @returns {{frames: {kind: number, payload: Uint8Array}[], good: number, torn: number, skipped: number}}
 *   `good`: length that stays; `torn`: bytes cut off behind it; `skipped`: bytes of damage in the middle
 */
export function readFrames(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = [];
  let [good, skipped] = [0, 0];
  for (let at = 0; at + HEAD <= bytes.length; ) {
    const payload = payloadAt(bytes, view, at);
    if (payload) {
      skipped += at - good;
      frames.push({ kind: bytes[at + 4], payload });
      good = at + HEAD + payload.length;
    }
    at = payload ? good : at + 1;
  }
  return { frames, good, torn: bytes.length - good, skipped };
}

/** A payload of a JSON head and raw bytes behind it. @param {unknown} head @param {ArrayLike<number>} body */
export function packed(head, body = []) {
  const json = asJson(head);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  return join(length, json, body);
}

/** @param {Uint8Array} payload @returns {{head: any, body: Uint8Array}} */
export function unpacked(payload) {
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  return { head: ofJson(payload.subarray(4, 4 + length)), body: payload.slice(4 + length) };
}
