// Bytes and text: the few encodings that the protocol uses. Nothing here keeps anything.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** @param {string} text @returns {Uint8Array} its UTF-8 bytes */
export const utf8 = (text) => encoder.encode(text);

/** @param {Uint8Array} bytes @returns {string} throws TypeError when they are not UTF-8 */
export const text = (bytes) => decoder.decode(bytes);

/** @param {...ArrayLike<number>} parts @returns {Uint8Array} all parts in one piece */
export const join = (...parts) => joined(parts);

/** As `join`, for as many parts as there are. @param {ArrayLike<number>[]} parts @returns {Uint8Array} */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {unknown} value @returns {Uint8Array} its JSON */
export const asJson = (value) => utf8(JSON.stringify(value));

/** @param {Uint8Array} bytes @returns {any} throws when they are no JSON */
export const ofJson = (bytes) => JSON.parse(text(bytes));

/** Base64url without padding. @param {Uint8Array} bytes @returns {string} */
export function b64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} encoded base64url without padding @returns {Uint8Array} throws when it is anything else */
export function unb64(encoded) {
  if (!/^[A-Za-z0-9_-]*$/.test(encoded)) throw new TypeError("not base64url");
  const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} lower-case hex */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} digits @returns {Uint8Array} */
export function unhex(digits) {
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new TypeError("not lower-case hex");
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** @param {Uint8Array} a @param {Uint8Array} b of the same length @returns {Uint8Array} */
export const xor = (a, b) => a.map((byte, i) => byte ^ b[i]);

/** @param {Uint8Array} a @param {Uint8Array} b @returns {boolean} */
export const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** @param {number} number @returns {number[]} 2 bytes, big-endian */
export const u16 = (number) => [number >> 8, number & 255];

/** Each length-prefixed, then UTF-8, so that two fields never run into each other. @param {...(string|number)} fields */
export const lp = (...fields) =>
  joined(
    fields.flatMap((field) => {
      const bytes = utf8(String(field));
      return [u16(bytes.length), bytes];
    }),
  );

/** @param {string} id lower-case UUID with hyphens @returns {Uint8Array} its 16 bytes */
export const uuidBytes = (id) => unhex(id.replaceAll("-", ""));

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} SHA-256 */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** @param {number} length @returns {Uint8Array} */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** @returns {string} random UUIDv4: a time-ordered id would leak the time */
export const newId = () => crypto.randomUUID();
