// What came down with the reference data, made ready for screens: looked up by code, usual ones first.
const byCode = (list) => new Map((list || []).map((entry) => [entry.code, entry]));
const ranked = (list) => (list || []).filter((e) => e.usual).sort((a, b) => rank(a) - rank(b));
const rank = ({ usual }) => (typeof usual === "number" ? usual : 0);
const named = (map) => (code) => map.get(code) || { code, name: String(code), short: String(code) };
const short = (entry) => ({ short: entry.name, ...entry });

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

/** The reference data as screens read it. Made once for each that comes down. */
export function readReference(raw) {
  if (!made.has(raw)) made.set(raw, make(raw));
  return made.get(raw);
}

function make(raw) {
  const codes = raw.codes || {};
  const list = (many, one) => (codes[many] || codes[one] || []).map(short);
  const items = (raw.items || []).map((item) => ({ ...short(item), step: item.step || 1, pack: item.pack || {} }));
  const [ages, genders] = [list("ages", "age"), list("genders", "gender")];
  const [populations, topics] = [list("populations", "population"), list("topics", "topic")];
  const types = (raw.referral_types || []).map(short);
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
    bundles: raw.bundles || [],
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
    own: raw.settings || {},
    returnRules: raw.return_rules || {},
  };
}
