// What is in the bag: loaded + received − handed out − lost − handed on, over every kind of entry.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../words.mjs";
import * as bags from "../../../outreach/static/js/shift/bag-sums.js";
import { tally } from "../../../outreach/static/js/shift/tally.js";
import { usualOf } from "../../../outreach/static/js/shift/usual.js";
import { checkShift } from "../../../outreach/static/js/supplies/rules.js";
import { readReference } from "../../../outreach/static/js/ui/reference.js";

const contact = (lines) => ["contact", 1, "2026-11-20", 3, 1, null, "street", 1, 0, null, null, [], null, lines, 0, null, [], [], 0];
const counted = (lines) => ["tally", 1, "2026-11-20", 3, 1, null, "street", 9, lines, null, []];
const kept = (record, more = {}) => ({ record, state: "kept", practice: false, ...more });
const SHIFT = { day: "2026-11-20", part: 3, zone: 1, site: null, setting: "street", workers: 2 };
const REF = readReference({ items: [{ code: "SX01", name: "Condoms", step: 5 }, { code: "NX10", name: "Spray", step: 1 }] });

test("every kind of entry that hands out counts; what was taken out, practised or only collected does not", () => {
  const entries = [
    kept(contact([["SX01", 10], ["NX10", 1]])),
    kept(counted([["SX01", 40]])),
    kept(contact([["SX01", 99]]), { state: "voided" }),
    kept(contact([["SX01", 99]]), { practice: true }),
    kept(["cleanup", 1, "2026-11-20", 3, 1, null, ["counted", 9, 9]]),
    kept(["checkin", 1, "2026-11-20", 3, 1, "safe"]),
  ];
  assert.deepEqual(bags.count(entries).items, { SX01: 50, NX10: 1 });
});

test("what moved adds up, and is never told below none", () => {
  let bag = bags.bagOf({ bag: { loaded: { SX01: 100 } } });
  bag = bags.moved(bag, "received", { SX01: 20 });
  bag = bags.moved(bag, "received", { SX01: 5 });
  bag = bags.moved(bag, "lost", { SX01: 3 });
  bag = bags.moved(bag, "on", { SX01: 30 });
  const [row] = bags.bagRows(bag, { SX01: 50 });
  assert.deepEqual(row, { item: "SX01", loaded: 100, received: 25, given: 50, lost: 3, on: 30, left: 42 });
  const [over] = bags.bagRows(bags.bagOf({}), { NX10: 4 });
  assert.equal(over.left, -4);
  assert.equal(bags.expected(over), 0);
});

test("the record says each counted item with its difference explained, and passes the rules of the server", () => {
  const bag = bags.bagOf({ bag: { loaded: { SX01: 100, NX10: 8 }, lost: { NX10: 1 } } });
  const rows = bags.bagRows(bag, { SX01: 60, NX10: 2 });
  const record = bags.shiftRecord(SHIFT, rows, { SX01: { n: 38, why: "forgot" }, NX10: { n: 5, why: "stolen" } });
  assert.deepEqual(record[8], [["SX01", 100, 0, 60, 0, 0, 38, "forgot"], ["NX10", 8, 0, 2, 1, 0, 5, null]]);
  const known = { zones: new Set([1]), sites: new Set(), settings: new Set(["street"]), items: new Set(["SX01", "NX10"]), days: {} };
  assert.equal(checkShift(record, known), null);
});

test("what nobody counted does not stand in the record, and a difference nobody explained is not known", () => {
  const rows = bags.bagRows(bags.bagOf({ bag: { loaded: { SX01: 100, NX10: 8 } } }), { SX01: 60 });
  const record = bags.shiftRecord(SHIFT, rows, { SX01: { n: 41, why: null } });
  assert.deepEqual(record[8], [["SX01", 100, 0, 60, 0, 0, 41, "unknown"]]);
  assert.deepEqual(bags.shiftRecord({ ...SHIFT, workers: undefined }, [], {}).slice(5), [null, "street", 1, []]);
});

test("an item that runs low is on the shift page even when others were given more often", () => {
  const many = ["A", "B", "C"].map((code) => [code, 50]);
  const ref = readReference({ items: [...many.map(([code]) => ({ code, name: `Thing ${code}`, step: 5 })), { code: "NX10", name: "Spray", step: 1 }] });
  const shift = { ...SHIFT, bag: { loaded: { NX10: 8 } } };
  const entries = [kept(contact([...many, ["NX10", 6]]))];
  const { rows } = tally(entries, ref, { practice: false, shift, notebook: true });
  const shown = rows.filter(({ tall }) => !tall);
  assert.equal(shown.find(({ name }) => name === "spray").sub, "2 left in bag");
  const blind = tally(entries, ref, { practice: false, shift, notebook: false });
  assert.ok(blind.rows.every(({ low }) => !low));
});

test("a kept usual shift forgets what the team no longer has", () => {
  const ref = readReference({
    zones: [{ id: 1, name: "Canal" }],
    sites: [],
    items: [{ code: "SX01", name: "Condoms" }],
    codes: { setting: [{ code: "street", name: "Street" }] },
  });
  const usual = { zone: 1, site: 7, setting: "street", workers: 2, minutes: 30, load: { SX01: 100, OLD1: 5 } };
  assert.deepEqual(usualOf(usual, ref), { ...usual, site: null, load: { SX01: 100 } });
  assert.equal(usualOf({ ...usual, zone: 9 }, ref), null);
  assert.equal(usualOf(null, ref), null);
  assert.equal(REF.item("SX01").short, "Condoms");
});
