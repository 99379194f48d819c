// Which services are found: search without accents, filters, distance, what is stale.
import "../setup.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyWish, find, forType, isStale, metres, onFoot, plain, stand, zoneAt } from "../../../outreach/static/js/referrals/finding.js";
import { DAY, dayFrom } from "../../../outreach/static/js/referrals/opening.js";

const FRIDAY_21 = dayFrom("2026-11-20") * DAY + 21 * 60;
const ALWAYS = Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "00:00"]]]));
const service = (name, part = {}) => ({
  id: name, name, types: ["T.HIV"], flags: [], languages: ["en"], at: [0, 0], hours: ALWAYS, meetings: [], closed_on: [],
  checked_on: "2026-11-01", address: "", notes: "", ...part,
}); // prettier-ignore
const seen = (services, wish = {}, origin = [0, 0]) =>
  find(services, { ...emptyWish(), ...wish }, FRIDAY_21, origin, ({ name }) => name);
const names = (list) => list.map(({ service: { name } }) => name);

test("letters are compared without accents", () => {
  assert.equal(plain("Café Ðorđe Łódź Straße Œuvre"), "cafe dorde lodz strasse oeuvre");
  assert.deepEqual(names(seen([service("Café Açaí"), service("Bar")], { text: "acai CAFE" }).now), ["Café Açaí"]);
});

test("distances agree with known ones", () => {
  assert.ok(Math.abs(metres([-0.1276, 51.5072], [2.3522, 48.8566]) - 343_556) < 500); // London to Paris
  assert.equal(Math.round(metres([0, 0], [0, 0.001])), 111);
  assert.equal(Math.round(metres([179.9995, 0], [-179.9995, 0])), 111); // over the date line
  assert.deepEqual([onFoot(1), onFoot(577)], [1, 10]);
});

test("the nearest comes first, those without a place last", () => {
  const list = [service("far", { at: [0.03, 0] }), service("phone", { at: null }), service("near", { at: [0.01, 0] })];
  assert.deepEqual(names(seen(list).now), ["near", "far", "phone"]);
  assert.deepEqual(names(seen(list, {}, [0.03, 0]).now), ["far", "near", "phone"]);
  assert.deepEqual(names(seen(list, {}, null).now), ["far", "near", "phone"]);
});

test("what is closed now comes later", () => {
  const closed = service("closed", { hours: { sat: [["09:00", "12:00"]] } });
  const found = seen([closed, service("open")]);
  assert.deepEqual([names(found.now), names(found.later)], [["open"], ["closed"]]);
  assert.deepEqual(names(seen([closed, service("open")], { when: "" }).later), ["closed"]);
});

test("tonight holds what opens before five in the morning, open ones first", () => {
  const list = [
    service("later", { at: [0, 0], hours: { sat: [["02:00", "04:00"]] } }),
    service("open", { at: [0.5, 0] }),
    service("tomorrow", { hours: { sat: [["09:00", "12:00"]] } }),
  ];
  const found = seen(list, { when: "tonight" });
  assert.deepEqual([names(found.now), names(found.later)], [["open", "later"], ["tomorrow"]]);
});

test("all flags are wanted, any type and any language", () => {
  const list = [
    service("both", { flags: ["free", "affirming"], types: ["T.STI"], languages: ["ro"] }),
    service("free", { flags: ["free"] }),
  ];
  assert.deepEqual(names(seen(list, { flags: ["free", "affirming"] }).now), ["both"]);
  assert.deepEqual(names(seen(list, { types: ["T.STI", "T.HIV"] }).now), ["both", "free"]);
  assert.deepEqual(names(seen(list, { languages: ["ro", "pl"] }).now), ["both"]);
  assert.deepEqual(seen(list, { flags: ["step_free"] }), { now: [], later: [] });
});

test("an entry is stale after six months", () => {
  const age = (checked) => isStale(stand(service("a", { checked_on: checked }), FRIDAY_21, null));
  assert.deepEqual([age("2026-05-21"), age("2026-05-20")], [false, true]);
});

test("services for a type come nearest first, closed ones too", () => {
  const list = [service("far", { at: [0.02, 0] }), service("closed", { hours: {} }), service("other", { types: ["L.ID"] })];
  assert.deepEqual(names(forType(list, "T.HIV", FRIDAY_21, [0, 0])), ["closed", "far"]);
});

test("a point lies in the zone around it, and not in its hole", () => {
  const ring = (from, to) => [[from, from], [to, from], [to, to], [from, to], [from, from]]; // prettier-ignore
  const zones = [{ name: "A", polygon: [ring(0, 4), ring(1, 2)] }, { name: "B", polygon: [ring(1, 2)] }];
  assert.equal(zoneAt(zones, [3, 3]).name, "A");
  assert.equal(zoneAt(zones, [1.5, 1.5]).name, "B");
  assert.equal(zoneAt(zones, [9, 9]), undefined);
  assert.equal(zoneAt(zones, null), undefined);
});
