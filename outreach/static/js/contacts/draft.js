// What stands in the contact form, as plain values, and the record made from it. No screen, no storage, no clock.

/**
 * An empty form. Only place and setting come from the shift: nothing about the person is ever preset. `when` is null
 * for now, or { day, part } of an entry that was written on paper.
 */
export function emptyDraft({ zone, site = null, setting, when = null }) {
  return {
    zone,
    site,
    setting,
    when,
    lines: {},
    reasons: {},
    packs: [],
    seen: 0,
    group: false,
    people: 0,
    each: true,
    age: null,
    gender: null,
    populations: [],
    others: 0,
    back: { method: "counted", amount: 0 },
    topics: [],
    referrals: [],
    code: null,
    reversal: null,
  };
}

/** The form with `qty` of an item; 0 takes it out. */
export function withLine(draft, item, qty) {
  const lines = { ...draft.lines };
  const amount = Math.min(9999, Math.max(0, Math.round(qty)));
  if (amount) lines[item] = amount;
  else delete lines[item];
  return { ...draft, lines };
}

/** The form after a tap on a pack: what it holds is added; a pack tapped twice adds twice. */
export function withPack(draft, pack) {
  const filled = pack.lines.reduce((form, [item, qty]) => withLine(form, item, (form.lines[item] || 0) + qty), draft);
  return { ...filled, packs: [...new Set([...draft.packs, pack.id])] };
}

/** A choice where a second tap clears it: nothing chosen means not asked. */
export const withOne = (draft, field, value, none = null) => ({
  ...draft,
  [field]: draft[field] === value ? none : value,
});

/** A choice where several may stand together; "rather not say" stands alone. */
export function withSeveral(draft, field, value) {
  const had = draft[field].includes(value);
  const kept = draft[field].filter((v) => v !== value && (had || value !== "no_say") && v !== "no_say");
  return { ...draft, [field]: had ? draft[field].filter((v) => v !== value) : [...kept, value] };
}

/** One person or a group. A group has no age, gender or code: these belong to one person. */
export function withGroup(draft, on) {
  return on
    ? { ...draft, group: true, people: 0, seen: 0, age: null, gender: null, code: null }
    : { ...draft, group: false, people: 0, each: true };
}

/** People in the entry: a group without a number is at least two. */
export const people = (draft) => (draft.group ? Math.max(2, draft.people) : 1);

/** The form with a referral of this type, or without it. `slip` is a fresh code for a new one. */
export function withReferral(draft, type, slip) {
  const had = draft.referrals.some((referral) => referral.type === type);
  const referrals = had
    ? draft.referrals.filter((referral) => referral.type !== type)
    : [...draft.referrals, { type, slip, mode: "information", service: null }];
  return { ...draft, referrals };
}

const AROUND = { zone: 0, site: 0, setting: 0, when: 0 }; // comes from the shift or the paper: nobody would miss it

/** True when nothing was entered that a worker would miss; `empty` is a fresh form of the same kind. */
export const isEmpty = (form, empty) =>
  JSON.stringify({ ...form, ...AROUND }) === JSON.stringify({ ...empty, ...AROUND });

/** Needles in a return: counted, or estimated from litres or kilograms by the programme's rule. */
export function needlesBack({ method, amount }, rules = {}) {
  if (method === "litres") return Math.round(amount * (rules.per_litre || 0));
  if (method === "kilos") return Math.round(amount * (rules.per_kilo || 0));
  return Math.round(amount);
}

/** What each item comes to: in a group where each got this, times the people. */
export function totals(draft) {
  const times = draft.group && draft.each ? people(draft) : 1;
  return Object.entries(draft.lines).map(([item, qty]) => [item, qty * times]);
}

/** The return of a form as it stands in a record, or null. */
export const returned = ({ back }, rules) =>
  back.amount ? [back.method, back.amount, Math.max(1, needlesBack(back, rules))] : null;

/** The supply lines of a record. */
export const linesOf = ({ reasons = {} }, amounts) =>
  amounts.map(([item, qty]) => (reasons[item] ? [item, qty, reasons[item]] : [item, qty]));

/** The contact array of version 1. `when` is { day, part, secs }; `rules` the programme's rules for returns. */
export function toRecord(draft, when, rules) {
  return [
    "contact",
    1,
    when.day,
    when.part,
    draft.zone,
    draft.site,
    draft.setting,
    people(draft),
    draft.seen,
    draft.age,
    draft.gender,
    draft.populations,
    draft.code,
    linesOf(draft, totals(draft)),
    draft.others,
    returned(draft, rules),
    draft.topics,
    draft.referrals.map(({ type, slip, mode, service }) => [type, slip, mode, service]),
    when.secs,
  ];
}

/** The form again from a record, to correct it. Supplies of a group come back as they were counted: all together. */
export function fromRecord(record) {
  const [, , , , zone, site, setting, number, seen, age, gender, populations, code, lines, others, back, topics, sent] =
    record;
  return {
    ...emptyDraft({ zone, site, setting }),
    lines: Object.fromEntries(lines.map(([item, qty]) => [item, qty])),
    reasons: Object.fromEntries(lines.filter((line) => line[2]).map(([item, , reason]) => [item, reason])),
    seen,
    age,
    gender,
    populations,
    code,
    others,
    topics,
    group: number > 1,
    people: number > 1 ? number : 0,
    each: number === 1,
    back: back ? { method: back[0], amount: back[1] } : { method: "counted", amount: 0 },
    referrals: sent.map(([type, slip, mode, service]) => ({ type, slip, mode, service })),
  };
}

/** What "same as last" copies: what was given to each, and nothing about the person. */
export function sameLines(record) {
  const [number, lines] = [record[7], record[13]];
  const shared = number > 1 && lines.every(([, qty]) => qty % number === 0);
  return Object.fromEntries(lines.map(([item, qty]) => [item, shared ? qty / number : qty]));
}
