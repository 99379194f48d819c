// The English words for tests of modules that say something: as the build makes them, from the same files.
import { readdirSync, readFileSync } from "node:fs";

import { fillWords } from "../../outreach/static/js/ui/words.js";

const FOLDER = new URL("../../outreach/languages/words/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
const others = readdirSync(FOLDER).filter((name) => name.endsWith(".json") && name !== "phone.json");

fillWords({ ...read("phone.json"), ...Object.fromEntries(others.map((name) => [name.slice(0, -5), read(name)])) });
