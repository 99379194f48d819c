// Lays the modules of a code over a picture, as a camera sees a flat card from the side.
const SPAN = 5; // modules around the place where the alignment pattern should be
const SURE = 21; // of its 25 modules
const MIDDLE = 3.5; // of a corner, in modules

/**
 * Which module is dark, dark(x, y) in modules, for a code of `size` modules whose three corners stand at `corners` in a
 * picture with dark points `dark`.
 */
export function modulesOf(dark, [corner, right, below], size) {
  const long = size - 2 * MIDDLE;
  /** Each place is so much of each corner; what is further from the eye weighs less: `wide` and `high` say how much. */
  const laid = (wide, high) => (x, y) => {
    const over = (x - MIDDLE) / long;
    const down = (y - MIDDLE) / long;
    const [rest, some, other] = [1 - over - down, over * wide, down * high];
    const whole = rest + some + other;
    return dark(
      (rest * corner.x + some * right.x + other * below.x) / whole,
      (rest * corner.y + some * right.y + other * below.y) / whole,
    );
  };
  const flat = laid(1, 1);
  const far = size - 6.5;
  const [x, y] = (size > 21 && aligned(flat, far)) || [far, far];
  const [over, down, part] = [x, y, far].map((place) => (place - MIDDLE) / long);
  const weight = (1 - 2 * part) / part / (1 - over - down);
  const modules = laid(over * weight, down * weight);
  return (column, row) => modules(column + 0.5, row + 0.5);
}

/** The middle of the alignment pattern, near to (at, at) where it would be without perspective; undefined if none. */
function aligned(flat, at) {
  let best = SURE - 1;
  let found = [];
  for (let y = at - SPAN; y <= at + SPAN; y += 0.5) {
    for (let x = at - SPAN; x <= at + SPAN; x += 0.5) {
      const score = likeness(flat, x, y);
      if (score > best) [best, found] = [score, []];
      if (score === best) found.push([x, y]);
    }
  }
  return found[0]?.map((_, axis) => found.reduce((sum, place) => sum + place[axis], 0) / found.length);
}

/** How many modules are as in an alignment pattern with its middle there. */
function likeness(flat, x, y) {
  let same = 0;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      if (flat(x + dx, y + dy) === (Math.max(Math.abs(dx), Math.abs(dy)) !== 1)) same++;
    }
  }
  return same;
}
