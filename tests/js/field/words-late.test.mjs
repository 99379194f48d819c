// The language may change while the app is open: no module may keep a word from when it was loaded.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { W } from "../../../outreach/static/js/ui/words.js";

const SCRIPTS = new URL("../../../outreach/static/js/", import.meta.url);
const saying = readdirSync(SCRIPTS, { recursive: true })
  .filter((name) => name.endsWith(".js") && !name.startsWith("desk"))
  .filter((name) => /import \{[^}]*\bW\b[^}]*\} from/.test(readFileSync(new URL(name, SCRIPTS), "utf8")));

Object.setPrototypeOf(
  W,
  new Proxy({}, { get: (_, key) => assert.fail(`W.${String(key)} is read while the module is loaded`) }),
);

for (const name of saying) {
  test(`${name} reads no word while it is loaded`, async () => {
    await import(new URL(name, SCRIPTS));
  });
}

test("the modules that say something were found", () => assert.ok(saying.length > 30));
