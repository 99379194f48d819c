// From modules to text: format, mask, blocks, correction, signs.
import { mended, power, signsOf, solved, valueAt } from "./field.js";
import { MASKS, blocksOf, correctionOf, dataPlaces, formatOf, formatPlaces, sizeOf } from "./layout.js";

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const WRONG = 3; // bits of the format that may be read wrongly

/** The text of a code whose modules are `dark(x, y)`, or null where it cannot be read for certain. */
export function decode(dark, version) {
  const format = formatIn(dark, sizeOf(version));
  if (format === null) return null;
  const masked = MASKS[format & 7];
  const bits = dataPlaces(version).map(([x, y]) => Number(dark(x, y) !== masked(x, y)));
  const data = dataOf(bytesOf(bits), version, format >> 3);
  return data && textOf(data, version);
}

/** Level and mask (level × 8 + mask) of the format that is nearest to either copy. */
function formatIn(dark, size) {
  const copies = [0, 1].map((copy) => {
    const bits = Array.from({ length: 15 }, (_, n) => dark(...formatPlaces(size, n)[copy]) << n);
    return bits.reduce((sum, bit) => sum | bit);
  });
  const differs = (format) => Math.min(...copies.map((copy) => ones(copy ^ formatOf(format))));
  const [best] = [...Array(32).keys()].sort((one, other) => differs(one) - differs(other));
  return differs(best) <= WRONG ? best : null;
}

const ones = (bits) => (bits ? (bits & 1) + ones(bits >> 1) : 0);

function bytesOf(bits) {
  const bytes = Array(bits.length >> 3).fill(0);
  for (let n = 0; n < bytes.length * 8; n++) bytes[n >> 3] |= bits[n] << (7 - (n & 7));
  return bytes;
}

/** The bytes sorted into their blocks and mended; without the correction. Null if one block cannot be mended. */
function dataOf(bytes, version, level) {
  const extra = correctionOf(version, level);
  const count = blocksOf(version, level);
  const short = Math.floor(bytes.length / count) - extra; // data bytes of the first blocks; the last ones have one more
  const longer = bytes.length % count;
  const blocks = Array.from({ length: count }, () => []);
  bytes.forEach((byte, n) => blocks[(n < short * count ? n : n - longer) % count].push(byte));
  const whole = blocks.map((block) => repaired(block, extra)?.slice(0, -extra));
  return whole.includes(undefined) ? null : whole.flat();
}

/** A block with its wrong bytes put right, or null where too many are wrong (Peterson, Gorenstein and Zierler). */
export function repaired(block, extra) {
  const signs = signsOf(block, extra);
  if (!signs.some(Boolean)) return block;
  for (let wrong = extra >> 1; wrong; wrong--) {
    const locator = solved(Array.from({ length: wrong }, (_, n) => signs.slice(n, n + wrong + 1)));
    if (!locator) continue;
    const places = placesOf(locator, block.length);
    if (places.length !== wrong) return null;
    const whole = mended(block, places);
    return signsOf(whole, extra).some(Boolean) ? null : whole;
  }
  return null;
}

/** Where the bytes are wrong, counted from the end: the roots of the locator. */
function placesOf(locator, length) {
  const polynomial = [1, ...locator.reverse()];
  return [...Array(length).keys()].filter((place) => !valueAt(polynomial, power(place)));
}

/** Digits, capitals and bytes, which is what makers of codes use for Latin text. */
function textOf(data, version) {
  let at = 0;
  const left = () => data.length * 8 - at;
  const take = (count) => {
    let value = 0;
    for (const end = at + count; at < end; at++) value = value * 2 + ((data[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  const wide = version > 9;
  const bytes = [];
  for (let mode = left() > 3 && take(4); mode; mode = left() > 3 && take(4)) {
    if (mode === 7) take(8); // says which letters the bytes are; ours are UTF-8
    else if (mode === 4) for (let count = take(wide ? 16 : 8); count > 0; count--) bytes.push(take(8));
    else if (mode === 2) bytes.push(...signs(take, take(wide ? 11 : 9), 2, 45, 5));
    else if (mode === 1) bytes.push(...signs(take, take(wide ? 12 : 10), 3, 10, 3));
    else return null;
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** The bytes of signs that stand together, `most` at a time, as one number to this base, `bits` for each and one more. */
function signs(take, count, most, base, bits) {
  const bytes = [];
  for (; count > 0; count -= most) {
    const some = Math.min(count, most);
    const number = take(bits * some + 1);
    for (let place = some - 1; place >= 0; place--) bytes.push(SIGNS.charCodeAt((number / base ** place) % base));
  }
  return bytes;
}
