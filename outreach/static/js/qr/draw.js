// Draws the smallest QR code, with a quarter of it lost still readable (version 1, level Q): enough for a slip.
import { mended } from "./field.js";
import { MASKS, correctionOf, dataPlaces, formatOf, formatPlaces, sizeOf } from "./layout.js";

const VERSION = 1;
const LEVEL = 3; // Q
const SIZE = sizeOf(VERSION);
const EXTRA = correctionOf(VERSION, LEVEL);
const DATA = 26 - EXTRA; // a code of this version has 26 bytes

/** Rows of modules, true for dark. Raises RangeError for more than 11 signs. */
export function draw(text) {
  const bits = bitsOf(text);
  const places = dataPlaces(VERSION);
  const codes = MASKS.map((masked, mask) => {
    const rows = frame(mask);
    places.forEach(([x, y], place) => {
      rows[y][x] = Boolean(bits[place]) !== masked(x, y);
    });
    return rows;
  });
  const weights = codes.map(hardToRead);
  return codes[weights.indexOf(Math.min(...weights))];
}

/** The text as bytes, filled up, with its correction. */
function bitsOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  if (bytes.length > DATA - 2) throw new RangeError("too long for a slip");
  const half = [4, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const data = Array.from({ length: half.length / 2 }, (_, place) => half[2 * place] * 16 + half[2 * place + 1]);
  for (let pad = 0xec; data.length < DATA; pad ^= 0xec ^ 0x11) data.push(pad);
  const none = Array(EXTRA).fill(0);
  const block = mended([...data, ...none], [...none.keys()]); // without its correction each of its bytes is wrong
  return block.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
}

/** All that is not data: the three corners, timing, format. */
function frame(mask) {
  const side = [...Array(SIZE).keys()];
  const rows = side.map((y) => side.map((x) => cornerAt(x, y) ?? ((x === 6 || y === 6) && (x + y) % 2 === 0)));
  const format = formatOf(LEVEL * 8 + mask);
  for (let n = 0; n < 15; n++) for (const [x, y] of formatPlaces(SIZE, n)) rows[y][x] = ((format >> n) & 1) === 1;
  rows[SIZE - 8][8] = true; // always dark
  return rows;
}

/** A square in a ring in a ring, thrice; undefined elsewhere. */
function cornerAt(x, y) {
  const middles = [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]];
  const away = middles.map(([left, top]) => Math.max(Math.abs(x - left), Math.abs(y - top))).find((ring) => ring < 5);
  return away === undefined ? undefined : away !== 2 && away !== 4;
}

/** The standard's points against a mask: long runs, blocks, what looks like a corner, too much of one colour. */
function hardToRead(rows) {
  const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))].map((line) => line.map(Number).join(""));
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []);
  const corners = lines.flatMap((line) => line.match(/(?=00001011101|10111010000)/g) ?? []);
  const block = (x, y) => rows[y][x] === rows[y][x - 1] && rows[y][x] === rows[y - 1][x] && rows[y][x] === rows[y - 1][x - 1];
  const blocks = rows.flatMap((row, y) => row.filter((_, x) => x && y && block(x, y)));
  const dark = rows.flat().filter(Boolean).length / SIZE / SIZE;
  return (
    runs.reduce((sum, run) => sum + run.length - 2, 0) +
    (3 * blocks.length + 40 * corners.length + 10 * Math.floor(Math.abs(dark - 0.5) * 20))
  );
}
