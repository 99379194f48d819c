// How a QR code is laid out (ISO/IEC 18004), for drawing and for reading: versions 1 to 20, which is 97 modules. More do
// not fit the square that our camera page looks at, and no code of ours needs more than 60.
export const VERSIONS = 20;
export const sizeOf = (version) => 17 + 4 * version;

/** Correction levels by the two bits that name them, M L H Q: bytes of correction in a block, for each version. */
const CORRECTION = [
  [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26],
  [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28],
  [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28],
  [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30],
];
/** And how many blocks there are. */
const BLOCKS = [
  [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16],
  [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8],
  [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25],
  [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20],
];

export const correctionOf = (version, level) => CORRECTION[level][version - 1];
export const blocksOf = (version, level) => BLOCKS[level][version - 1];

/** Which modules are turned over, for each of the eight masks. */
export const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => ((x / 3 | 0) + (y / 2 | 0)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Level and mask (level × 8 + mask) as the 15 bits that stand beside the corners. */
export function formatOf(data) {
  let rest = data;
  for (let bit = 0; bit < 10; bit++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((data << 10) | rest) ^ 0x5412;
}

/** Where bit n of them stands: [x, y] twice. */
export const formatPlaces = (size, n) => [
  n < 6 ? [8, n] : n < 8 ? [8, n + 1] : n === 8 ? [7, 8] : [14 - n, 8],
  n < 8 ? [size - 1 - n, 8] : [8, size - 15 + n],
];

/** The places of all data bits, in their order. */
export function dataPlaces(version) {
  const size = sizeOf(version);
  const fixed = fixedIn(version);
  const places = [];
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5; // the column of the timing pattern
    for (let step = 0; step < size; step++) {
      const y = (right + 1) & 2 ? step : size - 1 - step;
      for (const x of [right, right - 1]) if (!fixed(x, y)) places.push([x, y]);
    }
  }
  return places;
}

/** Whether a module carries no data: corners, timing, alignment, format and version. */
function fixedIn(version) {
  const size = sizeOf(version);
  const far = size - 9;
  const aligned = alignments(version);
  const corner = (x, y) => (x < 9 && y < 9) || (x < 9 && y > far) || (x > far && y < 9);
  const told = (x, y) => version > 6 && ((x < 6 && y > far - 3) || (x > far - 3 && y < 6));
  const near = (x, y) => aligned.some(([cx, cy]) => Math.abs(x - cx) < 3 && Math.abs(y - cy) < 3);
  return (x, y) => x === 6 || y === 6 || corner(x, y) || told(x, y) || near(x, y);
}

/** The middles of the alignment patterns. */
function alignments(version) {
  if (version === 1) return [];
  const last = sizeOf(version) - 7;
  const count = Math.floor(version / 7) + 1; // steps from the first to the last
  const step = 2 * Math.ceil((last - 6) / count / 2);
  const line = [6, ...Array.from({ length: count }, (_, place) => last - place * step)];
  const free = (x, y) => (x > 6 && y > 6) || (x > 6 && x < last) || (y > 6 && y < last);
  return line.flatMap((x) => line.filter((y) => free(x, y)).map((y) => [x, y]));
}
