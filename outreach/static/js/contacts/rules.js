// What makes a complete contact: the twin of contacts/rules.py, supplies/rules.py and referrals/rules.py.
// Both sides pass the cases in tests/cases; each broken rule has its own code.
import { isSlip } from "../referrals/rules.js";

const FIELDS = 19;
const MOST = { people: 999, others: 999, returned: 100_000, seconds: 3600, lines: 60, units: 10_000, referrals: 20 };

class Broken extends Error {}
const must = (fine, code) => {
  if (!fine) throw new Broken(code);
};
const whole = (n, low, high) => Number.isInteger(n) && n >= low && n <= high;
const oneOf = (set, value) => typeof value === "string" && set.has(value);

/**
 * The code of the first rule that a contact record breaks, or null when it is complete. `known` holds sets of what
 * a record may refer to (zones, sites, settings, ages, genders, populations, topics, methods, items, reasons, types,
 * modes, services) and the days { first, last } as "YYYY-MM-DD".
 */
export function check(record, known) {
  try {
    must(Array.isArray(record) && record.length >= 2, "shape");
    must(record[0] === "contact", "kind");
    must(record[1] === 1, "version");
    must(record.length === FIELDS, "shape");
    read(record, known);
    return null;
  } catch (error) {
    if (error instanceof Broken) return error.message;
    throw error;
  }
}

function read(record, known) {
  const [
    ,
    ,
    day,
    part,
    zone,
    site,
    setting,
    people,
    seen,
    age,
    gender,
    populations,
    code,
    lines,
    others,
    back,
    topics,
    referrals,
    secs,
  ] = record;
  checkDay(day, known);
  must(whole(part, 0, 3), "part");
  must(Number.isInteger(zone) && known.zones.has(zone), "zone");
  must(site === null || (Number.isInteger(site) && known.sites.has(site)), "site");
  must(oneOf(known.settings, setting), "setting");
  must(whole(people, 1, MOST.people), "people");
  must(whole(seen, 0, 2), "seen");
  must(age === null || oneOf(known.ages, age), "age");
  must(gender === null || oneOf(known.genders, gender), "gender");
  must(whole(others, 0, MOST.others), "others");
  must(whole(secs, 0, MOST.seconds) && secs % 5 === 0, "secs");
  if (back !== null) checkBack(back, known);
  checkSeveral(populations, known.populations, "populations");
  checkSeveral(topics, known.topics, "topics");
  must(code === null || isCode(code), "code");
  checkLines(lines, known);
  checkReferrals(referrals, known);
}

function checkDay(day, known) {
  const real =
    typeof day === "string" &&
    /^\d{4}-\d\d-\d\d$/.test(day) &&
    new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  must(real, "day");
  must(!known.days.first || day >= known.days.first, "day_sealed");
  must(!known.days.last || day <= known.days.last, "day_future");
}

function checkBack(back, known) {
  must(Array.isArray(back) && back.length === 3, "returns");
  const [method, amount, count] = back;
  must(oneOf(known.methods, method) && typeof amount === "number", "returns");
  must(amount > 0 && amount <= MOST.returned && whole(count, 1, MOST.returned), "returns");
  must(method !== "counted" || amount === count, "returns");
}

function checkSeveral(codes, set, field) {
  must(Array.isArray(codes) && codes.every((code) => oneOf(set, code)), field);
  must(new Set(codes).size === codes.length, field);
}

function checkLines(lines, known) {
  must(Array.isArray(lines) && lines.length <= MOST.lines, "lines");
  for (const line of lines) {
    must(Array.isArray(line) && line.length >= 2 && line.length <= 3, "lines");
    const [item, units, reason = null] = line;
    must(oneOf(known.items, item), "item");
    must(whole(units, 1, MOST.units), "quantity");
    must(reason === null || oneOf(known.reasons, reason), "reason");
  }
  must(new Set(lines.map(([item]) => item)).size === lines.length, "item_twice");
}

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
