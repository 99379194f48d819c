// The form's plain values, the record made from them, and what "same as last" may copy.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  isEmpty, sameLines, withGroup, withLine, withOne, withPack, withReferral, withSeveral,
} from "../../../outreach/static/js/contacts/draft.js";
import { emptyForm, fromRecord, people, toRecord } from "../../../outreach/static/js/contacts/fields.js";
import { typed, typedDecimal, usualAmounts } from "../../../outreach/static/js/supplies/amounts.js";

const PLACE = { zone: 1, site: null, setting: "street" };
const WHEN = { day: "2026-11-20", part: 3, secs: 10 };
const PACK = { id: 1, lines: [["SX01", 10], ["SX03", 5]] };
const RULES = { per_litre: 100, per_kilo: 620 };
const person = (record) => record.slice(8, 13);

test("an empty form is a contact about nobody in particular", () => {
  const record = toRecord("contact", emptyForm("contact", PLACE), WHEN, RULES);
  assert.deepEqual(record, ["contact", 1, "2026-11-20", 3, 1, null, "street", 1, 0, null, null, [], null, [], 0, null, [], [], 10]);
});

test("nothing of one form reaches the next", () => {
  const full = withOne(withSeveral(withPack(emptyForm("contact", PLACE), PACK), "populations", "sw"), "age", "25-29");
  assert.ok(!isEmpty(full, emptyForm("contact", PLACE)));
  assert.ok(isEmpty(emptyForm("contact", { ...PLACE, zone: 2, when: { day: "2026-11-19", part: 0 } }), emptyForm("contact", PLACE)));
  assert.deepEqual(person(toRecord("contact", emptyForm("contact", PLACE), WHEN, RULES)), [0, null, null, [], null]);
});

test("a kept form of another version, its fields in another order, is empty again once all is taken back", () => {
  for (const kind of ["contact", "tally", "cleanup", "reversal", "unmet", "restock", "count"]) {
    const fresh = emptyForm(kind, PLACE);
    const { when, ...kept } = Object.fromEntries(Object.entries(fresh).reverse());
    assert.equal(when, null);
    assert.ok(isEmpty(kept, fresh), kind);
  }
  const { others, ...kept } = emptyForm("contact", PLACE);
  assert.ok(!isEmpty({ others: 1, ...kept }, { others, ...kept }));
});

test("a pack tapped twice adds twice", () => {
  assert.deepEqual(withPack(withPack(emptyForm("contact", PLACE), PACK), PACK).lines, { SX01: 20, SX03: 10 });
});

test("a line at zero is gone, and no line goes below it or above 9,999", () => {
  assert.deepEqual(withLine(withLine(emptyForm("contact", PLACE), "SX01", 5), "SX01", -5).lines, {});
  assert.equal(withLine(emptyForm("contact", PLACE), "SX01", 123456).lines.SX01, 9999);
});

test("each of a group got this: supplies are multiplied; all together: they are not", () => {
  const group = { ...withGroup(withPack(emptyForm("contact", PLACE), PACK), true), people: 5 };
  assert.deepEqual(toRecord("contact", group, WHEN, RULES)[13], [["SX01", 50], ["SX03", 25]]);
  assert.deepEqual(toRecord("contact", { ...group, each: false }, WHEN, RULES)[13], [["SX01", 10], ["SX03", 5]]);
});

test("a group has no age, gender or code, and at least two people", () => {
  const group = withGroup({ ...emptyForm("contact", PLACE), age: "25-29", gender: "woman", code: "AB12", seen: 2 }, true);
  assert.deepEqual(person(toRecord("contact", group, WHEN, RULES)), [0, null, null, [], null]);
  assert.equal(people(group), 2);
});

test("rather not say stands alone among populations", () => {
  const two = withSeveral(withSeveral(emptyForm("contact", PLACE), "populations", "sw"), "populations", "pwid");
  const none = withSeveral(two, "populations", "no_say");
  assert.deepEqual(none.populations, ["no_say"]);
  assert.deepEqual(withSeveral(none, "populations", "sw").populations, ["sw"]);
});

test("a referral tapped again is taken back with its slip", () => {
  const once = withReferral(emptyForm("contact", PLACE), "T.HIV", "7K3M9QD");
  assert.deepEqual(toRecord("contact", once, WHEN, RULES)[17], [["T.HIV", "7K3M9QD", "information", null]]);
  assert.deepEqual(withReferral(once, "T.HIV", "other").referrals, []);
});

test("a record read back into the form and saved again is the same record", () => {
  const record = ["contact", 1, "2026-11-20", 3, 2, 1, "van", 4, 0, null, null, ["sw"], null,
    [["SX01", 40], ["NX10", 2, "used"]], 3, ["litres", 1.5, 150], ["rights"], [["T.HIV", "7K3M9QD", "warm", 1]], 25];
  assert.deepEqual(toRecord("contact", fromRecord(record), WHEN, RULES), [...record.slice(0, 18), 10]);
});

test("same as last copies supplies only; a group's are shared out when they divide", () => {
  const record = (number, lines) => ["contact", 1, "", 0, 1, null, "street", number, 2, "25-29", "woman", [], "AB12", lines, 0, null, [], [], 0];
  assert.deepEqual(sameLines(record(1, [["SX01", 10]])), { SX01: 10 });
  assert.deepEqual(sameLines(record(5, [["SX01", 50]])), { SX01: 10 });
  assert.deepEqual(sameLines(record(3, [["SX01", 50]])), { SX01: 50 });
});

test("keys make numbers of at most four digits, litres with one decimal", () => {
  assert.equal(["1", "2", "3", "4", "5"].reduce((text, digit) => typed(text, digit), ""), "1234");
  assert.equal(["0", "7"].reduce((text, digit) => typed(text, digit), ""), "7");
  assert.equal(["1", ".", ".", "5", "5"].reduce(typedDecimal, ""), "1.5");
  assert.equal([".", "5"].reduce(typedDecimal, ""), "0.5");
  assert.deepEqual([1, 2, 5, 10].map((step) => usualAmounts(step).length), [5, 5, 5, 5]);
});
