// Lays the modules of a code over a picture, as a camera sees a flat card from the side.
const SPAN = 5; // modules around the place where the alignment pattern should be
const SURE = 21; // of its 25 modules

/**
 * Which module is dark, dark(x, y) in modules, for a code of `size` modules whose three corners stand at `corners` in a
 * picture with dark points `dark`.
 */
export function modulesOf(dark, corners, size) {
  const [corner, right, below] = corners;
  const per = (mark) => ({ x: (mark.x - corner.x) / (size - 7), y: (mark.y - corner.y) / (size - 7) });
  const [over, down] = [per(right), per(below)];
  /** Without perspective: where a place in modules would be. */
  const flat = (x, y) => ({
    x: corner.x + (x - 3.5) * over.x + (y - 3.5) * down.x,
    y: corner.y + (x - 3.5) * over.y + (y - 3.5) * down.y,
  });
  const found = size > 21 && aligned(dark, flat, size - 6.5);
  const last = found ? size - 6.5 : size - 3.5;
  const far = size - 3.5;
  const places = [[3.5, 3.5], [far, 3.5], [3.5, far], [last, last]];
  const seen = [corner, right, below, found || flat(last, last)].map(({ x, y }) => [x, y]);
  const map = times(basis(seen), adjugate(basis(places)));
  return (x, y) => {
    const [a, b, c] = applied(map, [x + 0.5, y + 0.5, 1]);
    return dark(a / c, b / c);
  };
}

/** The middle of the alignment pattern at (at, at), near to where it would be without perspective; undefined if none. */
function aligned(dark, flat, at) {
  let best = SURE - 1;
  let found = [];
  for (let dy = -SPAN; dy <= SPAN; dy += 0.5) {
    for (let dx = -SPAN; dx <= SPAN; dx += 0.5) {
      const score = likeness(dark, flat, at + dx, at + dy);
      if (score > best) [best, found] = [score, []];
      if (score === best) found.push(flat(at + dx, at + dy));
    }
  }
  const mean = (key) => found.reduce((sum, place) => sum + place[key], 0) / found.length;
  return found.length ? { x: mean("x"), y: mean("y") } : undefined;
}

/** How many modules are as in an alignment pattern with its middle there. */
function likeness(dark, flat, x, y) {
  let same = 0;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const point = flat(x + dx, y + dy);
      if (dark(point.x, point.y) === (Math.max(Math.abs(dx), Math.abs(dy)) !== 1)) same++;
    }
  }
  return same;
}

// Four points decide how one plane is seen in another: matrices of 3 × 3, by rows.
const applied = (m, [x, y, z]) => [0, 3, 6].map((row) => m[row] * x + m[row + 1] * y + m[row + 2] * z);

const times = (m, n) => m.map((_, place) => [0, 1, 2].reduce((sum, k) => sum + m[place - (place % 3) + k] * n[3 * k + (place % 3)], 0));

/** The inverse but for its size, which does not matter here. */
const adjugate = ([a, b, c, d, e, f, g, h, i]) => [
  ...[e * i - f * h, c * h - b * i, b * f - c * e],
  ...[f * g - d * i, a * i - c * g, c * d - a * f],
  ...[d * h - e * g, b * g - a * h, a * e - b * d],
];

/** Takes the three unit points to the first three, and (1, 1, 1) to the fourth. */
function basis([one, two, three, four]) {
  const plain = [one[0], two[0], three[0], one[1], two[1], three[1], 1, 1, 1];
  const weights = applied(adjugate(plain), [...four, 1]);
  return plain.map((value, place) => value * weights[place % 3]);
}
