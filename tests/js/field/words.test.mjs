// Messages of the phone app: arguments by position, plurals by the language, digits and directions.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { fillWords, language, loadWords, locale, ownLanguage, reword, W } from "../../../outreach/static/js/ui/words.js";
import "../words.mjs";

const ENGLISH = { ...W };

afterEach(() => Object.assign(W, ENGLISH));

test("the English words of the app are there for tests", () => {
  assert.equal(W.newContact, "New contact");
  assert.equal(W.moreBy("Condoms", 5), "Condoms: 5 more");
  assert.deepEqual([1, 2, 1000].map(W.people), ["1 person", "2 people", "1,000 people"]);
  assert.equal(W.partShift[3], "Night shift");
  assert.equal(W.problems.missing[0](3), "3 could not be read");
});

test("a translation may turn the order of its arguments", () => {
  fillWords({ moved: "{1} de {0}" }, "es");
  assert.equal(W.moved("uno", "dos"), "dos de uno");
});

test("the first number chooses the plural, by the rules of the language", () => {
  const forms = { zero: "z", one: "1", two: "2", few: "f{0}", many: "m{0}", other: "o{0}" };
  fillWords({ waits: forms }, "ar");
  assert.deepEqual([0, 1, 2, 3, 11, 100].map(W.waits), ["z", "1", "2", "f3", "m11", "o100"]);
  fillWords({ waits: { one: "{0} mot", other: "{0} mots" } }, "fr");
  assert.deepEqual([0, 1, 2].map(W.waits), ["0 mot", "1 mot", "2 mots"]);
});

test("in Arabic a foreign name keeps its own direction and numbers keep the digits of the keypad", () => {
  fillWords({ of: "{0}: {1}" }, "ar");
  assert.equal(W.of("Canal", 1234), "\u2068Canal\u2069: 1,234");
  assert.match(locale(), /^ar.*-u-nu-latn$/);
});

test("a form that a language does not have is said by the general one", () => {
  fillWords({ waits: { one: "uno", other: "{0} varios" } }, "es");
  assert.equal(W.waits(1_000_000), "1.000.000 varios");
});

test("another language leaves no word of the one before", () => {
  fillWords({ only: "aquí" }, "es");
  assert.deepEqual([Object.keys(W), language()], [["only"], "es"]);
});

test("the phone's own language is taken where the app speaks it", () => {
  assert.equal(ownLanguage(["de-CH", "fr-CH", "en"]), "fr");
  assert.equal(ownLanguage(["de"]), "en");
});

test("an organisation's own words lie over those of the build, and leave with their language", () => {
  fillWords({ save: "Guardar", safety: { of: "{0} de {1}" }, list: ["uno", "dos"], names: { items: { "Drop, 1.5 ml": "Gota" } } }, "es");
  const own = { "phone.save": "Listo", "safety.of": "{1}: {0}", "list.1": "II", "names.items.Drop, 1.5 ml": "Gotita", "gone.key": "x" };
  reword({ es: own, fr: { "phone.save": "Voilà" } });
  assert.deepEqual([W.save, W.safety.of(1, 2), W.list[1], W.names.items["Drop, 1.5 ml"]], ["Listo", "2: 1", "II", "Gotita"]);
  assert.equal("gone" in W, false);
  reword(undefined);
  assert.equal(W.save, "Guardar");
});

test("a language that is lost from the phone falls back to English", async () => {
  const asked = [];
  const { fetch } = globalThis;
  globalThis.fetch = async ({ pathname }) => {
    asked.push(pathname.split("/").at(-1));
    if (asked.length === 1) throw new TypeError("gone");
    return { json: async () => ({ save: "Save" }) };
  };
  await loadWords("pt");
  globalThis.fetch = fetch;
  assert.deepEqual([asked, W.save, language()], [["pt.json", "en.json"], "Save", "en"]);
});
