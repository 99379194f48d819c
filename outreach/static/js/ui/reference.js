// What came down with the reference data, made ready for screens: looked up by code, usual ones first.
import { language, reword, W } from "./words.js";

const byCode = (list) => new Map((list || []).map((entry) => [entry.code, entry]));
const ranked = (list) => (list || []).filter((e) => e.usual).sort((a, b) => rank(a) - rank(b));
const rank = ({ usual }) => (typeof usual === "number" ? usual : 0);
const named = (map) => (code) => map.get(code) || { code, name: String(code), short: String(code) };
const short = (entry) => ({ short: entry.name, ...entry });

/** A name of the programme's own lists in the worker's language; a name that the organisation made itself as it is. */
export const said = (kind, text) => W.names?.[kind]?.[text] ?? text;
const names = (kind) => (entry) => {
  const full = short(entry);
  return { ...full, name: said(kind, full.name), short: said(kind, full.short) };
};
const packs = (pack) => Object.fromEntries(Object.entries(pack || {}).map(([name, n]) => [said("items", name), n]));

/** Groups entries by their `group` (or category), in the order of the list: [[group, entries], …]. */
export function grouped(list) {
  const groups = new Map();
  for (const entry of list) {
    const key = entry.group || entry.category || "";
    groups.set(key, [...(groups.get(key) || []), entry]);
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
  const codes = raw.codes || {};
  const list = (many, one) => (codes[many] || codes[one] || []).map(names(one));
  const item = (e) => ({ ...names("items")(e), step: e.step || 1, pack: packs(e.pack) });
  const items = (raw.items || []).map(item);
  const [ages, genders] = [list("ages", "age"), list("genders", "gender")];
  const [populations, topics] = [list("populations", "population"), list("topics", "topic")];
  const types = (raw.referral_types || []).map(names("types"));
  const settings = list("settings", "setting");
  const seen = byCode(list("seen", "seen"));
  return {
    ...raw,
    items,
    ages,
    genders,
    populations,
    topics,
    types,
    settingCodes: settings,
    reasons: list("reasons", "reason"),
    zones: raw.zones || [],
    sites: raw.sites || [],
    bundles: (raw.bundles || []).map(names("bundles")),
    services: raw.services || [],
    usualItems: ranked(items),
    usualAges: ages.filter((a) => a.usual !== false),
    usualTopics: topics.filter((t) => t.usual !== false),
    usualTypes: ranked(types),
    item: named(byCode(items)),
    age: named(byCode(ages)),
    gender: named(byCode(genders)),
    population: named(byCode(populations)),
    topic: named(byCode(topics)),
    referral: named(byCode(types)),
    setting: named(byCode(settings)),
    seen: (code) => seen.get(code)?.name || "",
    zone: (id) => (raw.zones || []).find((zone) => zone.id === id) || { id, name: "–" },
    site: (id) => (raw.sites || []).find((site) => site.id === id),
    service: (id) => (raw.services || []).find((service) => service.id === id),
    own: raw.settings || {},
    returnRules: raw.return_rules || {},
  };
}
