// What makes a complete contact: the twin of contacts/rules.py, supplies/rules.py and referrals/rules.py.
// Both sides pass the cases in tests/cases; each broken rule has its own code.
import { isSlip } from "../referrals/rules.js";
import {
  checkBack,
  checkDay,
  checker,
  checkLines,
  checkPart,
  checkSeveral,
  checkZone,
  maySite,
  must,
  oneOf,
  oneOrNone,
  whole,
} from "./checks.js";

const MOST = { people: 999, others: 999, seconds: 3600, referrals: 20 };

/**
 * The code of the first rule that a contact record breaks, or null when it is complete. `known` holds sets of what
 * a record may refer to (zones, sites, settings, ages, genders, populations, topics, methods, items, reasons, types,
 * modes, services) and the days { first, last } as "YYYY-MM-DD".
 */
export const check = checker("contact", 19, (record, known) => {
  const [, , day, part, zone, site, setting, people, seen, age, gender, populations, code, lines] = record;
  const [others, back, topics, referrals, secs] = record.slice(14);
  checkDay(day, known);
  checkPart(part);
  checkZone(zone, known);
  maySite(site, known);
  must(oneOf(known.settings, setting), "setting");
  must(whole(people, 1, MOST.people), "people");
  must(whole(seen, 0, 2), "seen");
  must(oneOrNone(known.ages, age), "age");
  must(oneOrNone(known.genders, gender), "gender");
  must(whole(others, 0, MOST.others), "others");
  must(whole(secs, 0, MOST.seconds) && secs % 5 === 0, "secs");
  if (back !== null) checkBack(back, known);
  checkSeveral(populations, known.populations, "populations");
  checkSeveral(topics, known.topics, "topics");
  must(code === null || isCode(code), "code");
  checkLines(lines, known);
  checkReferrals(referrals, known);
});

function checkReferrals(referrals, known) {
  must(Array.isArray(referrals) && referrals.length <= MOST.referrals, "referrals");
  for (const entry of referrals) {
    must(Array.isArray(entry) && entry.length === 4, "referrals");
    const [type, slip, mode, service] = entry;
    must(oneOf(known.types, type), "type");
    must(isSlip(slip), "slip");
    must(oneOf(known.modes, mode), "mode");
    must(service === null || (Number.isInteger(service) && known.services.has(service)), "service");
  }
  must(new Set(referrals.map(([, slip]) => slip)).size === referrals.length, "slip");
}

/** 4 to 20 letters or digits of any script; hyphens and spaces between them do not count. */
export function isCode(code) {
  if (typeof code !== "string") return false;
  const signs = [...code.replace(/[- ]/g, "")];
  return signs.length >= 4 && signs.length <= 20 && signs.every((sign) => /[\p{L}\p{N}]/u.test(sign));
}

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
export function knownFrom(ref, lastDay) {
  const codes = (list) => new Set(list.map(({ code }) => code));
  const ids = (list) => new Set(list.map(({ id }) => id));
  return {
    zones: ids(ref.zones),
    sites: ids(ref.sites),
    services: ids(ref.services),
    settings: codes(ref.settingCodes),
    ages: codes(ref.ages),
    genders: codes(ref.genders),
    populations: codes(ref.populations),
    topics: codes(ref.topics),
    items: codes(ref.items),
    types: codes(ref.types),
    reasons: codes(ref.reasons),
    methods: new Set(["counted", "litres", "kilos"]),
    modes: new Set(["information", "warm", "accompanied", "on_site"]),
    days: { last: lastDay },
  };
}
