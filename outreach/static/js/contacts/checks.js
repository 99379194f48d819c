// The checks that all kinds of record share. Each broken rule has its own code, the same as on the server.
const RETURNED = 100_000;
export const UNITS = 10_000;

class Broken extends Error {}

export const must = (fine, code) => {
  if (!fine) throw new Broken(code);
};
export const whole = (n, low, high) => Number.isInteger(n) && n >= low && n <= high;

/**
 * Makes the check of one kind of record from the checks of its fields, in their order: each is called with the field,
 * what is known, and the record. It gives the code of the first rule that is broken, or null.
 */
export const checker =
  (kind, fields) =>
  (record, known) => {
    try {
      must(Array.isArray(record) && record.length >= 2, "shape");
      must(record[0] === kind, "kind");
      must(record[1] === 1, "version");
      must(record.length === fields.length + 2, "shape");
      fields.forEach((check, place) => check(record[place + 2], known, record));
      return null;
    } catch (error) {
      if (error instanceof Broken) return error.message;
      throw error;
    }
  };

export function day(said, { days: { first, last } }) {
  must(/^\d{4}-\d\d-\d\d$/.test(said) && new Date(`${said}T00:00:00Z`).toJSON()?.slice(0, 10) === said, "day");
  must(!first || said >= first, "day_sealed");
  must(!last || said <= last, "day_future");
}

export const number = (field, low, high) => (n) => must(whole(n, low, high), field);

/** One of a set of codes or ids: of `set`, else of those that are known. */
export const one = (field, set) => (value, known) => must((set ?? known[`${field}s`]).has(value), field);

/** The same, or none. */
export const may = (check) => (value, ...rest) => value === null || check(value, ...rest);

export const part = number("part", 0, 3);
export const zone = one("zone");
export const site = one("site");
export const setting = one("setting");

export const several = (field, set) => (codes, known) => {
  must(Array.isArray(codes) && codes.every((code) => (set ?? known[field]).has(code)), field);
  unlike(codes, field);
};

const unlike = (list, code) => must(new Set(list).size === list.length, code);

export function back(came, { methods }) {
  must(Array.isArray(came) && came.length === 3, "returns");
  const [method, amount, count] = came;
  must(methods.has(method) && typeof amount === "number", "returns");
  must(amount > 0 && amount <= RETURNED && whole(count, 1, RETURNED), "returns");
  must(method !== "counted" || amount === count, "returns");
}

/** A list of `least` to `most` arrays of which `check` looks at each; no two have the same in place `at`. */
export const list =
  (field, least, most, at, twice, check) =>
  (entries, known) => {
    must(Array.isArray(entries) && entries.length >= least && entries.length <= most, field);
    for (const entry of entries) {
      must(Array.isArray(entry), field);
      check(entry, known);
    }
    const keys = entries.map((entry) => entry[at]);
    unlike(keys, twice);
  };

/** Lines of a record that begin with their item; none names an item twice. */
export const lines = (check, least = 0) => list("lines", least, 60, 0, "item_twice", check);

const item = one("item");
const reason = may(one("reason"));

/** A supply line [item, units] or, where it may be so long, [item, units, reason]. */
export const supplies =
  ({ least = 1, most = UNITS, length = 2 } = {}) =>
  (line, known) => {
    must(line.length >= 2 && line.length <= length, "lines");
    item(line[0], known);
    must(whole(line[1], least, most), "quantity");
    reason(line[2] ?? null, known);
  };

/** What was given to people, perhaps with a reason. */
export const given = lines(supplies({ length: 3 }));
