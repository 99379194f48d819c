// The stack of pages, the settings, the day, and reference data as screens read it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { hashOf } from "../../../outreach/static/js/enrol/link.js";
import { count } from "../../../outreach/static/js/shift/tally.js";
import { readLook } from "../../../outreach/static/js/ui/look.js";
import { band, partOfDay, programmeDay, shiftDay } from "../../../outreach/static/js/ui/moment.js";
import { makeNav } from "../../../outreach/static/js/ui/nav.js";
import { grouped, readReference } from "../../../outreach/static/js/ui/reference.js";

function fakeBrowser() {
  const browser = { depth: 0, listeners: [], history: { pushState: () => (browser.depth += 1) } };
  browser.addEventListener = (_, listener) => browser.listeners.push(listener);
  browser.back = () => ((browser.depth -= 1), browser.listeners.forEach((listener) => listener()));
  return browser;
}

test("the back key takes off one sheet or page at a time", () => {
  const browser = fakeBrowser();
  const nav = makeNav(() => {}, browser);
  nav.go("contact", { entry: 7 });
  nav.open("amount", { item: "SX01" });
  assert.deepEqual(nav.top, { screen: "contact", entry: 7, sheet: "amount", item: "SX01" });
  browser.back();
  assert.deepEqual(nav.top, { screen: "contact", entry: 7 });
  browser.back();
  assert.equal(nav.top.screen, "shift");
});

test("one guard entry stands for the whole stack: history shows nothing of the work", () => {
  const browser = fakeBrowser();
  const nav = makeNav(() => {}, browser);
  ["contact", "safe", "settings"].forEach((screen) => nav.go(screen));
  assert.equal(browser.depth, 1);
});

test("a tab lies directly over the shift page", () => {
  const nav = makeNav(() => {}, fakeBrowser());
  nav.go("contact");
  nav.tab("safe");
  nav.back();
  assert.equal(nav.top.screen, "shift");
});

test("unknown settings fall back to the default, which is dark", () => {
  const plain = { theme: "dark", words: 1, hand: "right", still: false, buzz: true, keys: false, ring: false, lang: null, checked: ["en"] };
  assert.deepEqual(readLook(null), plain);
  assert.deepEqual(readLook({ theme: "pink", words: 9, hand: "left", other: 1 }), { ...plain, hand: "left" });
  assert.deepEqual(readLook({ buzz: false, lang: "ar", checked: ["fr", "xx"] }), { ...plain, buzz: false, lang: "ar", checked: ["en", "fr"] });
});

test("until five in the morning it is still the evening before", () => {
  const at = (text) => new Date(text).getTime();
  assert.equal(programmeDay(at("2026-11-21T02:14:00"), "05:00"), "2026-11-20");
  assert.equal(programmeDay(at("2026-11-21T05:00:00"), "05:00"), "2026-11-21");
  assert.equal(shiftDay("2026-03-01", -1), "2026-02-28");
  const hours = ["04:59", "05:00", "12:00", "18:00", "23:00"].map((hour) => partOfDay(at(`2026-11-20T${hour}:00`)));
  assert.deepEqual(hours, [3, 0, 1, 2, 3]);
});

test("time is measured in bands of five seconds, and not at all after an hour", () => {
  assert.deepEqual([1, 5_000, 5_001, 61_000].map((ms) => band(0, ms)), [5, 5, 10, 65]);
  assert.equal(band(0, 3_600_000), 0);
  assert.equal(band(5_000, 0), 0);
});

test("a set-up link is known by its last part only", () => {
  const code = `e=abc_-9&f=${"x".repeat(43)}`;
  assert.equal(hashOf(`https://example.org/field/#${code}`), `#${code}`);
  assert.equal(hashOf(`#${code}`), `#${code}`);
  for (const text of ["", "https://example.org/field/", "#e=abc&f=short"]) assert.equal(hashOf(text), null);
});

test("what was taken out and what was practice is not counted", () => {
  const record = ["contact", 1, "", 0, 1, null, "street", 2, 0, null, null, [], null, [["SX01", 10]], 0, ["counted", 4, 4], [], [], 0];
  const entries = [{ record, state: "kept" }, { record, state: "voided" }, { record, state: "kept", practice: true }];
  const { contacts, people, back, items } = count(entries);
  assert.deepEqual([contacts, people, back, items.get("SX01")], [1, 2, 4, 10]);
});

test("reference data gives usual items by rank and a name for a code it does not know", () => {
  const ref = readReference({ items: [{ code: "A", name: "Aa", short: "a", usual: 2 }, { code: "B", name: "Bb", usual: 1 }, { code: "C", name: "Cc" }] });
  assert.deepEqual(ref.usualItems.map(({ code }) => code), ["B", "A"]);
  assert.equal(ref.item("B").short, "Bb");
  assert.equal(ref.item("gone").short, "gone");
  assert.deepEqual(grouped([{ group: "x" }, { group: "y" }, { group: "x" }]).map(([name, list]) => [name, list.length]), [["x", 2], ["y", 1]]);
});
