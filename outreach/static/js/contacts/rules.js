// What makes a complete contact: the twin of contacts/rules.py, supplies/rules.py and referrals/rules.py.
// Both sides pass the cases in tests/cases; each broken rule has its own code.
import { isSlip } from "../referrals/rules.js";
import { back, checker, day, given, list, may, must, number, one, part, setting, several, site, whole, zone } from "./checks.js";

const MODES = new Set(["information", "warm", "accompanied", "on_site"]);
const [type, mode, service] = [one("type"), one("mode", MODES), may(one("service"))];

const referrals = list("referrals", 0, 20, 1, "slip", (entry, known) => {
  must(entry.length === 4, "referrals");
  type(entry[0], known);
  must(isSlip(entry[1]), "slip");
  mode(entry[2], known);
  service(entry[3], known);
});

/**
 * The code of the first rule that a contact record breaks, or null when it is complete. `known` holds sets of what
 * a record may refer to (zones, sites, settings, ages, genders, populations, topics, methods, items, reasons, types,
 * services) and the days { first, last } as "YYYY-MM-DD".
 */
export const check = checker("contact", [
  day,
  part,
  zone,
  may(site),
  setting,
  number("people", 1, 999),
  number("seen", 0, 2),
  may(one("age")),
  may(one("gender")),
  several("populations"),
  (code) => must(code === null || isCode(code), "code"),
  given,
  number("others", 0, 999),
  may(back),
  several("topics"),
  referrals,
  (secs) => must(whole(secs, 0, 3600) && secs % 5 === 0, "secs"),
]);

/** 4 to 20 letters or digits of any script; hyphens and spaces between them do not count. */
export const isCode = (code) => typeof code === "string" && /^[\p{L}\p{N}]{4,20}$/u.test(code.replace(/[- ]/g, ""));

/** One spelling for all ways to write a code: 8 Crockford signs of a card, or a memory code. */
export function readCode(typed) {
  const signs = typed
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  const card = signs.replace(/[IL]/g, "1").replace(/O/g, "0");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(card) ? card : signs;
}

/** What this phone's reference data allows; the last day is tomorrow, as on the server. */
export function knownFrom(ref, last) {
  const known = { methods: new Set(["counted", "litres", "kilos"]), days: { last } };
  const sets = (key, fields) => fields.forEach((field) => (known[field] = new Set(ref[field].map((one) => one[key]))));
  sets("id", ["zones", "sites", "services"]);
  sets("code", ["settingCodes", "ages", "genders", "populations", "topics", "items", "types", "reasons"]);
  return { ...known, settings: known.settingCodes };
}
