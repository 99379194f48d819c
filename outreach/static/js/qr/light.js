// Which points of a picture are dark: darker than what is around them, so that a shadow over half a card does no harm.
const DARKER = 0.88;
const AROUND = 8; // a part of the side: wide enough to see white beside the largest corner

/** `picture` has four bytes a point, as a canvas gives them; returns dark(x, y), false outside. */
export function darkIn(picture, side) {
  const light = lightOf(picture);
  const sums = sumsOf(light, side);
  const wide = side + 1;
  const far = Math.floor(side / AROUND);
  const points = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    const top = Math.max(0, y - far);
    const foot = Math.min(side, y + far);
    for (let x = 0; x < side; x++) {
      const left = Math.max(0, x - far);
      const right = Math.min(side, x + far);
      const around = sums[foot * wide + right] - sums[foot * wide + left] - sums[top * wide + right] + sums[top * wide + left];
      points[y * side + x] = light[y * side + x] * (right - left) * (foot - top) < around * DARKER ? 1 : 0;
    }
  }
  return (x, y) => x >= 0 && y >= 0 && x < side && y < side && points[(y | 0) * side + (x | 0)] === 1;
}

function lightOf(picture) {
  const light = new Uint16Array(picture.length / 4);
  for (let at = 0; at < light.length; at++) light[at] = picture[4 * at] + 2 * picture[4 * at + 1] + picture[4 * at + 2];
  return light;
}

/** At [y][x], in rows that are one longer than the picture's: the sum of all light above and before that point. */
function sumsOf(light, side) {
  const wide = side + 1;
  const sums = new Uint32Array(wide * wide);
  for (let y = 0; y < side; y++) {
    let row = 0;
    for (let x = 0; x < side; x++) {
      row += light[y * side + x];
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + row;
    }
  }
  return sums;
}
