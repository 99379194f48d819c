// What came down with the reference data, made ready for screens: looked up by code, usual ones first.
import { language, reword, W } from "./words.js";

const ranked = (list) => list.filter((e) => e.usual).sort((a, b) => a.usual - b.usual); // a number, or true for all
const by = (list, key) => (value) => list.find((entry) => entry[key] === value);
const named = (list) => (code) => by(list, "code")(code) ?? { code, name: String(code), short: String(code) };

/** A name of the programme's own lists in the worker's language; a name that the organisation made itself as it is. */
export const said = (kind, text) => W.names?.[kind]?.[text] ?? text;
const names = (kind, list) =>
  list.map((entry) => ({
    ...entry,
    name: said(kind, entry.name),
    short: said(kind, entry.short ?? entry.name),
  }));
const packs = (pack) => Object.fromEntries(Object.entries(pack ?? {}).map(([name, n]) => [said("items", name), n]));

/** Groups entries by their `group` (or category), in the order of the list: [[group, entries], …]. */
export function grouped(list) {
  const groups = new Map();
  for (const entry of list) {
    const key = entry.group || entry.category || "";
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups];
}

const made = new WeakMap();

/** The reference data as screens read it. Made once for each that comes down, and for each language. */
export function readReference(raw) {
  const before = made.get(raw);
  if (before?.lang === language()) return before.ref;
  reword(raw.words);
  const ref = make(raw);
  made.set(raw, { lang: language(), ref });
  return ref;
}

function make(raw) {
  const { codes = {}, zones = [], sites = [], services = [], bundles = [], referral_types = [] } = raw;
  const list = (kind) => names(kind, codes[kind] ?? []);
  const items = names("items", raw.items ?? []).map((e) => ({ ...e, step: e.step || 1, pack: packs(e.pack) }));
  const [ages, genders, populations, topics] = ["age", "gender", "population", "topic"].map(list);
  const types = names("types", referral_types);
  const [settings, seen] = ["setting", "seen"].map(list);
  const usual = (one) => one.usual !== false;
  return {
    ...raw,
    ...{ items, ages, genders, populations, topics, types, zones, sites, services },
    settingCodes: settings,
    reasons: list("reason"),
    bundles: names("bundles", bundles),
    usualItems: ranked(items),
    usualAges: ages.filter(usual),
    usualTopics: topics.filter(usual),
    usualTypes: ranked(types),
    item: named(items),
    age: named(ages),
    gender: named(genders),
    population: named(populations),
    referral: named(types),
    setting: named(settings),
    seen: (code) => by(seen, "code")(code)?.name || "",
    zone: (id) => by(zones, "id")(id) || { id, name: "–" },
    site: by(sites, "id"),
    service: by(services, "id"),
    own: raw.settings ?? {},
    returnRules: raw.return_rules ?? {},
  };
}
