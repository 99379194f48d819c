// Reads a QR code in a picture: corners, size, modules, text. What cannot be read for certain is not read.
import { across, cornersIn } from "./corners.js";
import { decode } from "./decode.js";
import { modulesOf } from "./grid.js";
import { VERSIONS, sizeOf } from "./layout.js";
import { darkIn } from "./light.js";

const REGULAR = 0.85; // so much of the timing pattern must stand where it should

/** The text of the code in a square picture (four bytes a point), or null. */
export function read(picture, side) {
  const dark = darkIn(picture, side);
  for (const corners of cornersIn(dark, side)) {
    for (const version of likelyVersions(dark, corners)) {
      const modules = modulesOf(dark, corners, sizeOf(version));
      const text = regular(modules, sizeOf(version)) > REGULAR ? decode(modules, version) : null;
      if (text !== null) return text;
    }
  }
  return null;
}

/** By the distance of the corners in modules: the nearest version and its neighbours. */
function likelyVersions(dark, [corner, right, below]) {
  const modules = (mark) => {
    const far = Math.hypot(mark.x - corner.x, mark.y - corner.y);
    const way = [(mark.x - corner.x) / far, (mark.y - corner.y) / far];
    const sizes = [corner, mark].map(({ x, y }) => (across(dark, x, y, ...way)?.size ?? NaN) / 7);
    return (2 * far) / (sizes[0] + sizes[1]);
  };
  const nearest = ((modules(right) + modules(below)) / 2 - 10) / 4;
  return [0, 1, -1].map((by) => Math.round(nearest) + by).filter((version) => version > 0 && version <= VERSIONS);
}

/** How much of the lines between the corners is dark and light in turn. */
function regular(dark, size) {
  const line = Array.from({ length: size - 16 }, (_, place) => place + 8);
  const right = line.filter((place) => dark(place, 6) === (place % 2 === 0)).length;
  const down = line.filter((place) => dark(6, place) === (place % 2 === 0)).length;
  return (right + down) / line.length / 2;
}
