// The rules of every kind of record: both sides pass the same cases, and the registry knows each kind.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { checkCleanup, checkTally, checkUnmet } from "../../../outreach/static/js/contacts/other-rules.js";
import { checkOutcome } from "../../../outreach/static/js/referrals/outcome-rules.js";
import { checkCheckin, checkIncident, checkReversal } from "../../../outreach/static/js/safety/rules.js";
import { checkCount, checkRestock, checkShift } from "../../../outreach/static/js/supplies/rules.js";

const root = new URL("../../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const codes = (list) => new Set(list.map(({ code }) => code));
const [named, catalogue, taxonomy] = ["contacts/codes", "supplies/catalogue", "referrals/taxonomy"].map((p) => json(`outreach/${p}.json`));
const places = json("tests/cases/known.json");
const KNOWN = {
  zones: new Set(places.zones), sites: new Set(places.sites), settings: codes(named.setting), topics: codes(named.topic),
  methods: codes(named.return_method), reasons: new Set(catalogue.reasons.values), items: codes(catalogue.items),
  types: codes(taxonomy.types), days: { first: places.first_day, last: places.last_day },
};
const CHECKS = {
  tally: checkTally, cleanup: checkCleanup, reversal: checkReversal, incident: checkIncident, restock: checkRestock,
  count: checkCount, unmet: checkUnmet, shift: checkShift, checkin: checkCheckin, outcome: checkOutcome,
};

for (const [kind, check] of Object.entries(CHECKS)) {
  for (const { name, record, ok, error } of json(`tests/cases/${kind}.json`)) {
    test(`${kind}: ${name}`, () => assert.equal(check(record, KNOWN), ok ? null : error));
  }
}
