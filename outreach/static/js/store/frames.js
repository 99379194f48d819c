// Frames of the append-only journal: magic ‖ kind ‖ length ‖ CRC-32 ‖ payload. A torn last frame is cut off; after
// damage in the middle reading goes on at the next magic, so that one bad block costs one frame.

import { join, text, utf8 } from "../privacy/bytes.js";

const MAGIC = [0x4f, 0x52, 0x46, 0x31]; // "ORF1"
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
  whole.set(MAGIC);
  whole[4] = kind;
  view.setUint32(5, payload.length);
  whole.set(payload, HEAD);
  view.setUint32(9, crc32(whole.subarray(4, 9), payload));
  return whole;
}

function at(bytes, view, offset) {
  if (offset + HEAD > bytes.length || MAGIC.some((byte, i) => bytes[offset + i] !== byte)) return null;
  const length = view.getUint32(offset + 5);
  if (length > MAX || offset + HEAD + length > bytes.length) return null;
  const payload = bytes.subarray(offset + HEAD, offset + HEAD + length);
  if (crc32(bytes.subarray(offset + 4, offset + 9), payload) !== view.getUint32(offset + 9)) return null;
  return { kind: bytes[offset + 4], payload, end: offset + HEAD + length };
}

function nextMagic(bytes, from) {
  for (let i = from; i + 4 <= bytes.length; i += 1) if (MAGIC.every((byte, k) => bytes[i + k] === byte)) return i;
  return -1;
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
  let [offset, good, skipped] = [0, 0, 0];
  while (offset < bytes.length) {
    const found = at(bytes, view, offset);
    if (found) {
      skipped += offset - good;
      frames.push({ kind: found.kind, payload: found.payload });
      offset = good = found.end;
      continue;
    }
    offset = nextMagic(bytes, offset + 1);
    if (offset < 0) break;
  }
  return { frames, good, torn: bytes.length - good, skipped };
}

/** A payload of a JSON head and raw bytes behind it. @param {unknown} head @param {Uint8Array} body */
export function packed(head, body = new Uint8Array(0)) {
  const json = utf8(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  return join(length, json, body);
}

/** @param {Uint8Array} payload @returns {{head: any, body: Uint8Array}} */
export function unpacked(payload) {
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  return { head: JSON.parse(text(payload.subarray(4, 4 + length))), body: payload.slice(4 + length) };
}
