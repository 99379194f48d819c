// When services are open, and which of them are found: the twin of referrals/opening.py passes the same cases.
import "../setup.mjs";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dayFrom, DAY, onTheWall, opening } from "../../../outreach/static/js/referrals/opening.js";

const json = (path) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf-8"));
const wall = (text) => text && dayFrom(text.slice(0, 10)) * DAY + Number(text.slice(11, 13)) * 60 + Number(text.slice(14));

for (const { name, times, at, open, until, next, tonight } of json("tests/cases/opening.json")) {
  test(`opening: ${name}`, () => {
    const stands = opening(times, wall(at));
    assert.equal(stands.until !== null, open);
    assert.equal(stands.until, wall(until));
    assert.equal(stands.next, wall(next));
    assert.equal(stands.tonight, tonight);
  });
}

for (const { name, hours, at, open, until } of json("tests/cases/hours.json")) {
  test(`hours: ${name}`, () => {
    const { until: end } = opening({ hours }, wall(at));
    assert.equal(end !== null, open);
    if (until) assert.equal(end % DAY, wall(`2026-01-01T${until}`) % DAY);
  });
}

test("the clock on the wall is the programme's, also in the night on which clocks change", () => {
  const shown = (iso) => onTheWall(Date.parse(iso), "Europe/London");
  assert.equal(shown("2026-10-25T00:30:00Z"), wall("2026-10-25T01:30"));
  assert.equal(shown("2026-10-25T01:30:00Z"), wall("2026-10-25T01:30"));
  assert.equal(shown("2026-10-25T02:30:00Z"), wall("2026-10-25T02:30"));
  assert.equal(shown("2027-03-28T00:59:00Z"), wall("2027-03-28T00:59"));
  assert.equal(shown("2027-03-28T01:01:00Z"), wall("2027-03-28T02:01"));
});
