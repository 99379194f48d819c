// The checks that all kinds of record share. Each broken rule has its own code, the same as on the server.
const MOST = { returned: 100_000, lines: 60, units: 10_000 };

class Broken extends Error {}

export const must = (fine, code) => {
  if (!fine) throw new Broken(code);
};
export const whole = (n, low, high) => Number.isInteger(n) && n >= low && n <= high;
export const oneOf = (set, value) => typeof value === "string" && set.has(value);
export const oneOrNone = (set, value) => value === null || oneOf(set, value);

/**
 * Makes the check of one kind of record of `length` fields: it gives the code of the first rule that is broken, or
 * null. `read(record, known)` calls `must`.
 */
export const checker = (kind, length, read) => (record, known) => {
  try {
    must(Array.isArray(record) && record.length >= 2, "shape");
    must(record[0] === kind, "kind");
    must(record[1] === 1, "version");
    must(record.length === length, "shape");
    read(record, known);
    return null;
  } catch (error) {
    if (error instanceof Broken) return error.message;
    throw error;
  }
};

export function checkDay(day, known) {
  const real =
    typeof day === "string" &&
    /^\d{4}-\d\d-\d\d$/.test(day) &&
    new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  must(real, "day");
  must(!known.days.first || day >= known.days.first, "day_sealed");
  must(!known.days.last || day <= known.days.last, "day_future");
}

export const checkPart = (part) => must(whole(part, 0, 3), "part");
export const checkZone = (zone, known) => must(Number.isInteger(zone) && known.zones.has(zone), "zone");
export const checkSite = (site, known) => must(Number.isInteger(site) && known.sites.has(site), "site");
export const maySite = (site, known) => site === null || checkSite(site, known);

export function checkBack(back, known) {
  must(Array.isArray(back) && back.length === 3, "returns");
  const [method, amount, count] = back;
  must(oneOf(known.methods, method) && typeof amount === "number", "returns");
  must(amount > 0 && amount <= MOST.returned && whole(count, 1, MOST.returned), "returns");
  must(method !== "counted" || amount === count, "returns");
}

export function checkSeveral(codes, set, field) {
  must(Array.isArray(codes) && codes.every((code) => oneOf(set, code)), field);
  must(new Set(codes).size === codes.length, field);
}

/** Supply lines [item, units] or, where `reasons` may stand, [item, units, reason]; none names an item twice. */
export function checkLines(lines, known, { least = 1, most = MOST.units, length = 3 } = {}) {
  must(Array.isArray(lines) && lines.length <= MOST.lines, "lines");
  for (const line of lines) {
    must(Array.isArray(line) && line.length >= 2 && line.length <= length, "lines");
    const [item, units, reason = null] = line;
    must(oneOf(known.items, item), "item");
    must(whole(units, least, most), "quantity");
    must(oneOrNone(known.reasons, reason), "reason");
  }
  must(new Set(lines.map(([item]) => item)).size === lines.length, "item_twice");
}
