// QR codes: what is drawn can be read, damaged codes are mended or refused, never read wrongly.
import { test } from "node:test";
import assert from "node:assert/strict";

import { decode, repaired } from "../../outreach/static/js/qr/decode.js";
import { draw } from "../../outreach/static/js/qr/draw.js";
import { read } from "../../outreach/static/js/qr/read.js";

const SIDE = 480;
const SLIP = "S:7KQ42MM";

/** A picture of a code: `place(x, y)` says which point of the code (in modules) a point of the picture shows. */
function photo(rows, place, light = () => 1) {
  const picture = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [column, row] = place(x, y);
      const value = (rows[Math.floor(row)]?.[Math.floor(column)] ? 30 : 220) * light(x, y);
      picture.fill(value, 4 * (y * SIDE + x), 4 * (y * SIDE + x) + 3);
    }
  }
  return picture;
}

const straight = (per) => (x, y) => [x / per - 4, y / per - 4];

function turned(angle, per) {
  const [cos, sin] = [Math.cos(angle) / per, Math.sin(angle) / per];
  return (x, y) => [cos * (x - 240) + sin * (y - 240) + 10.5, cos * (y - 240) - sin * (x - 240) + 10.5];
}

test("what is drawn says what it was drawn from", () => {
  for (const text of [SLIP, "S:0000000", "A", "ABCDEFGHIJK"]) {
    const rows = draw(text);
    assert.equal(decode((x, y) => rows[y][x], 1), text);
  }
  assert.throws(() => draw("ABCDEFGHIJKL"), RangeError);
});

test("the camera's picture is read straight, turned any way, and half in shadow", () => {
  const rows = draw(SLIP);
  assert.equal(read(photo(rows, straight(16)), SIDE), SLIP);
  for (let angle = 0; angle < 6.3; angle += 0.35) assert.equal(read(photo(rows, turned(angle, 11)), SIDE), SLIP);
  assert.equal(read(photo(rows, straight(14), (x) => 1 - x / 600), SIDE), SLIP);
});

test("a picture without a code says nothing", () => {
  assert.equal(read(photo([], straight(16)), SIDE), null);
  assert.equal(read(photo(Array.from({ length: 40 }, (_, y) => [...Array(40)].map((_, x) => (x * y) % 3 === 1)), straight(12)), SIDE), null);
});

test("a code with a lost corner of its data is still read; with too much lost it is refused", () => {
  const rows = draw(SLIP);
  const lost = (side) => (x, y) => (x > 20 - side && y > 20 - side ? false : rows[y][x]);
  assert.equal(decode(lost(6), 1), SLIP);
  assert.equal(decode(lost(12), 1), null);
});

test("wrong bytes are mended up to half of what was added", () => {
  const zeros = Array(26).fill(0); // all zeros is a block with its correction
  const hurt = zeros.map((_, n) => (n % 5 === 0 ? 99 + n : 0));
  assert.deepEqual(repaired(hurt, 13), zeros);
  assert.equal(repaired(zeros.map((_, n) => (n % 3 === 0 ? n + 1 : 0)), 13), null);
});
