// What stands in a form and in its record, as plain values: one table for all kinds. No screen, no storage, no clock.

/** The fields of each kind of record in their order, after kind and version. Of an incident nothing is ever read. */
const FIELDS = {
  contact: "day part zone site setting people seen age gender populations code lines others back topics referrals secs",
  tally: "day part zone site setting people lines back topics",
  cleanup: "day part zone site back",
  reversal: "day zone doses product by ambulance outcome",
  unmet: "day part zone what code why people",
  restock: "day site lines urgency",
  count: "day site lines",
  incident: "day part zone",
  shift: "day part zone site setting workers",
  checkin: "day part zone state",
  outcome: "day slip status",
};
const fields = (kind) => FIELDS[kind].split(" ");

/** The fields of a record by their names. */
export const named = ([kind, , ...values]) =>
  Object.fromEntries(fields(kind).map((field, place) => [field, values[place]]));

/** Nothing of a reversal is known until somebody says so; a dose of 0 in the record means "not known". */
export const REVERSAL = { doses: null, product: null, by: null, ambulance: 0, outcome: null, kit: null };

/** Nothing about the person is ever preset: so does a field stand in an empty form, and again when it is taken back. */
export const NONE = {
  ...REVERSAL,
  site: null,
  people: 0,
  seen: 0,
  age: null,
  gender: null,
  populations: [],
  code: null,
  lines: {},
  others: 0,
  back: { method: "counted", amount: 0 },
  topics: [],
  referrals: [],
  what: "item",
  why: null,
  urgency: 0,
};

/** What a form holds beside its record's fields, or has otherwise. */
const OWN = {
  contact: { reasons: {}, packs: [], group: false, each: true, reversal: null },
  tally: { reasons: {}, packs: [] },
  reversal: { kit: null },
  unmet: { people: 1 },
};

/**
 * An empty form. Only place and setting come from the shift. `when` is null for now, or { day, part } of an entry that
 * was written on paper.
 */
export function emptyForm(kind, { zone, site = null, setting, when = null }) {
  const none = { ...NONE, zone, site, setting };
  const own = fields(kind).filter((field) => field in none);
  return { when, ...Object.fromEntries(own.map((field) => [field, none[field]])), ...OWN[kind] };
}

/** People in the entry: a group without a number is at least two. */
export const people = ({ group, people: number }) => (group ? Math.max(2, number) : group === false ? 1 : number);

/** What each item comes to: in a group where each got this, times the people. */
function totals({ lines = {}, reasons = {}, ...form }) {
  const times = form.group && form.each ? people(form) : 1;
  return Object.entries(lines).map(([item, qty]) => [item, qty * times, reasons[item]].slice(0, reasons[item] ? 3 : 2));
}

/** Needles in a return: counted, or estimated from litres or kilograms by the programme's rule. */
export function needlesBack({ method, amount }, rules = {}) {
  const each = { counted: 1, litres: rules.per_litre, kilos: rules.per_kilo }[method];
  return Math.round(amount * (each || 0));
}

/** The same as it is shown and recorded: what came back is at least one. */
export const counted = (back, rules) => back.amount && Math.max(1, needlesBack(back, rules));

/** The record of version 1. `when` is { day, part, secs }; `rules` the programme's rules for returns. */
export function toRecord(kind, form, when, rules) {
  const { back, doses, referrals = [] } = form;
  const values = {
    ...form,
    ...when,
    people: people(form),
    doses: doses ?? 0,
    lines: totals(form),
    back: back?.amount ? [back.method, back.amount, counted(back, rules)] : null,
    referrals: referrals.map(({ type, slip, mode, service }) => [type, slip, mode, service]),
  };
  return [kind, 1, ...fields(kind).map((field) => values[field])];
}

/** The form again from a record, to correct it. Supplies of a group come back as they were counted: all together. */
export function fromRecord(record) {
  const [kind] = record;
  const said = named(record);
  const { people: number, lines = [], back, referrals = [] } = said;
  const empty = emptyForm(kind, said);
  return {
    ...empty,
    ...said,
    ...(kind === "contact" && { group: number > 1, people: number > 1 ? number : 0, each: number === 1 }),
    lines: Object.fromEntries(lines),
    reasons: empty.reasons && Object.fromEntries(lines.filter((line) => line[2]).map(([item, , why]) => [item, why])),
    back: back ? { method: back[0], amount: back[1] } : NONE.back,
    referrals: referrals.map(([type, slip, mode, service]) => ({ type, slip, mode, service })),
  };
}
