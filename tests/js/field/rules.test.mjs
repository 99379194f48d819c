// The twins of the server's rules: both sides pass the same cases.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { check, isCode, readCode } from "../../../outreach/static/js/contacts/rules.js";
import { needlesBack } from "../../../outreach/static/js/contacts/fields.js";
import { isSlip, makeSlip, newSlip, readSlip, showSlip } from "../../../outreach/static/js/referrals/rules.js";

globalThis.crypto ??= webcrypto; // Node 18 has it only as a module
const root = new URL("../../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const codes = (list) => new Set(list.map(({ code }) => code));
const [named, catalogue, taxonomy] = ["contacts/codes", "supplies/catalogue", "referrals/taxonomy"].map((p) => json(`outreach/${p}.json`));
const places = json("tests/cases/known.json");
const KNOWN = {
  zones: new Set(places.zones), sites: new Set(places.sites), services: new Set(places.services),
  settings: codes(named.setting), ages: codes(named.age), genders: codes(named.gender), populations: codes(named.population),
  topics: codes(named.topic), methods: codes(named.return_method), reasons: new Set(catalogue.reasons.values),
  items: codes(catalogue.items), types: codes(taxonomy.types), modes: codes(taxonomy.modes),
  days: { first: places.first_day, last: places.last_day },
};

for (const { name, record, ok, error } of json("tests/cases/contacts.json")) {
  test(`contact: ${name}`, () => assert.equal(check(record, KNOWN), ok ? null : error));
}

for (const { name, typed, ok, slip } of json("tests/cases/slips.json")) {
  test(`slip: ${name}`, () => assert.equal(readSlip(typed), ok ? slip : null));
}

for (const { name, method, amount, per_litre, per_kilo, count } of json("tests/cases/returns.json")) {
  test(`needles back: ${name}`, () => assert.equal(needlesBack({ method, amount }, { per_litre, per_kilo }), count));
}

test("a fresh slip code carries its check sign and is read back as it is shown", () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const slip = newSlip();
    assert.ok(isSlip(slip));
    assert.equal(readSlip(showSlip(slip).toLowerCase()), slip);
  }
});

test("each wrong sign of a slip code is found", () => {
  const slip = makeSlip("7K3M9Q");
  for (let place = 0; place < 7; place += 1) {
    for (const sign of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      const wrong = slip.slice(0, place) + sign + slip.slice(place + 1);
      assert.equal(isSlip(wrong), wrong === slip);
    }
  }
});

test("a card code has one spelling, a memory code keeps its letters", () => {
  assert.equal(readCode("o1l2-abcd"), "0112ABCD");
  assert.equal(readCode("Élise 84"), "E\u0301LISE84".normalize("NFKD").replace(/\u0301/, ""));
  assert.ok(!isCode("ab") && isCode("ab-12") && !isCode("a".repeat(21)));
});
