// Finds the three corners of a QR code: a square in a ring, which any line through the middle cuts as 1 : 1 : 3 : 1 : 1.
const SHARES = [1, 1, 3, 1, 1];
const OFF = 0.55; // of a module, for each of the five parts
const ROWS = 2; // every second row is looked at
const LIKELY = 6; // so many marks are tried as corners
const TRIES = 4;

/** Up to four likely triples [corner, right of it, below it], the best first, each { x, y } in points. */
export function cornersIn(dark, side) {
  const marks = marksIn(dark, side).slice(0, LIKELY);
  return marks
    .flatMap((one, i) =>
      marks.slice(0, i).flatMap((two, j) => marks.slice(0, j).map((three) => placed([one, two, three]))),
    )
    .sort((one, other) => one.bent - other.bent)
    .slice(0, TRIES)
    .map(({ corners }) => corners);
}

/** All that looks like a corner, what was met most often first. */
function marksIn(dark, side) {
  const marks = [];
  for (let y = 0; y < side; y += ROWS) {
    let runs = [0, 0, 0, 0, 0];
    let before = false;
    for (let x = 0; x <= side; x++) {
      const now = dark(x, y);
      if (now !== before) {
        if (before && fits(runs)) note(marks, middle(dark, x - runs[4] - runs[3] - runs[2] / 2, y));
        runs = [...runs.slice(1), 0];
        before = now;
      }
      runs[4]++;
    }
  }
  return marks.sort((one, other) => other.seen - one.seen);
}

function fits(runs) {
  const module = runs.reduce((sum, run) => sum + run) / 7;
  return runs.every((run, place) => Math.abs(run - SHARES[place] * module) < OFF * Math.sqrt(SHARES[place]) * module);
}

/** The middle of a mark that was cut by a row at (x, y), or null where it is none. */
function middle(dark, x, y) {
  const down = across(dark, x, y, 0, 1);
  if (!down) return null;
  const mid = y + down.shift;
  const over = across(dark, x, mid, 1, 0);
  return over && across(dark, x + over.shift, mid, 1, 1) && { x: x + over.shift, y: mid, size: (down.size + over.size) / 2, seen: 1 };
}

/** The way across a mark through (x, y) in a direction: its length, and how far its middle is from there. Or null. */
export function across(dark, x, y, dx, dy) {
  const [ahead, behind] = [1, -1].map((way) => {
    const runs = [0, 0, 0];
    for (let step = 0, part = 0; part < 3; step++) {
      if (dark(x + way * step * dx, y + way * step * dy) === (part === 1)) part++;
      if (part < 3 && ++runs[part] > 200) break;
    }
    return runs;
  });
  const runs = [behind[2], behind[1], behind[0] + ahead[0] - 1, ahead[1], ahead[2]];
  return fits(runs) ? { size: runs.reduce((sum, run) => sum + run), shift: (ahead[0] - behind[0]) / 2 } : null;
}

function note(marks, mark) {
  if (!mark) return;
  const known = marks.find(({ x, y, size }) => Math.hypot(x - mark.x, y - mark.y) < size / 3);
  if (!known) return marks.push(mark);
  for (const key of ["x", "y", "size"]) known[key] += (mark[key] - known[key]) / (known.seen + 1);
  known.seen += 1;
}

const away = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

/** Three marks in their order, and how far they are from a right angle between equal sides, and from equal size. */
function placed(three) {
  const longest = (mark) => {
    const [one, other] = three.filter((each) => each !== mark);
    return away(one, other);
  };
  const [corner, one, other] = [...three].sort((a, b) => longest(b) - longest(a));
  const [long, wide, high] = [away(one, other), away(corner, one), away(corner, other)];
  const sizes = three.map(({ size }) => size);
  const turns = (one.x - corner.x) * (other.y - corner.y) - (one.y - corner.y) * (other.x - corner.x);
  return {
    corners: turns > 0 ? [corner, one, other] : [corner, other, one],
    bent:
      Math.abs(1 - wide / high) + Math.abs(1 - (wide ** 2 + high ** 2) / long ** 2) + Math.max(...sizes) / Math.min(...sizes),
  };
}
