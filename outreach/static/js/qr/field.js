// Reckoning with bytes as QR codes do: the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1. Adding is exclusive or.
const POWERS = [];
const LOGS = [];
for (let n = 0, x = 1; n < 255; n++, x = x < 128 ? x * 2 : (x * 2) ^ 285) {
  POWERS[n] = x;
  LOGS[x] = n;
}

/** 2ⁿ, for n ≥ 0. */
export const power = (n) => POWERS[n % 255];

export const times = (a, b) => (a && b ? power(LOGS[a] + LOGS[b]) : 0);

const inverse = (a) => power(255 - LOGS[a]);

/** The polynomial with these coefficients, the highest first, at x. */
export const valueAt = (polynomial, x) => polynomial.reduce((value, next) => times(value, x) ^ next, 0);

/** Solves as many equations as unknowns; the last number of each row is its right side. Null without one answer. */
export function solved(equations) {
  const count = equations.length;
  let rows = [...equations];
  for (let at = 0; at < count; at++) {
    const found = rows.findIndex((row, place) => place >= at && row[at]);
    if (found < 0) return null;
    const [first] = rows.splice(found, 1);
    const lead = first.map((value) => times(value, inverse(first[at])));
    rows = rows.map((row) => row.map((value, place) => value ^ times(row[at], lead[place])));
    rows.splice(at, 0, lead);
  }
  return rows.map((row) => row[count]);
}

/** As many values as are wanted at 2⁰, 2¹…: all are 0 where nothing is wrong. */
export const signsOf = (block, count) => Array.from({ length: count }, (_, n) => valueAt(block, power(n)));

/** The block with its bytes at `places`, counted from the end, put right. */
export function mended(block, places) {
  const signs = signsOf(block, places.length);
  const amounts = solved(signs.map((sign, n) => [...places.map((place) => power(place * n)), sign]));
  return block.map((byte, n) => byte ^ amounts[places.indexOf(block.length - 1 - n)]);
}
