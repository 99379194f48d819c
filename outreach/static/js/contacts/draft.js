// How what is tapped changes a form: from its plain values the next ones. No screen, no storage, no clock.
import { named, NONE, REVERSAL } from "./fields.js";

export const between = (low, n, high) => Math.min(high, Math.max(low, Math.round(n)));

const without = (values, key) => {
  const { [key]: _, ...others } = values;
  return others;
};

/** The form with `qty` of an item; 0 takes it out. */
export function withLine(form, item, qty) {
  const amount = between(0, qty, 9999);
  return { ...form, lines: amount ? { ...form.lines, [item]: amount } : without(form.lines, item) };
}

/** A shelf's count of an item; null: not counted. A count of none is a count. */
export const withCount = (form, item, n) => ({
  ...form,
  lines: { ...without(form.lines, item), ...(n !== null && { [item]: between(0, n, 999_999) }) },
});

/** The form with a reason for an item, or with none; nothing where no reasons are asked. */
export const withReason = (form, item, reason) =>
  form.reasons ? { ...form, reasons: { ...without(form.reasons, item), ...(reason && { [item]: reason }) } } : form;

/** The form after a tap on a pack: what it holds is added; a pack tapped twice adds twice. */
export function withPack(draft, pack) {
  const filled = pack.lines.reduce((form, [item, qty]) => withLine(form, item, (form.lines[item] || 0) + qty), draft);
  return { ...filled, packs: [...new Set([...draft.packs, pack.id])] };
}

/** A choice where a second tap clears it: nothing chosen means not asked. */
export const withOne = (form, field, value) => ({ ...form, [field]: form[field] === value ? NONE[field] : value });

/** A choice where several may stand together; "rather not say" stands alone. */
export function withSeveral(draft, field, value) {
  const others = draft[field].filter((v) => v !== value);
  const had = others.length < draft[field].length;
  return {
    ...draft,
    [field]: had ? others : [...others.filter((v) => value !== "no_say" && v !== "no_say"), value],
  };
}

/** One person or a group. A group has no age, gender or code: these belong to one person. */
export const withGroup = (draft, group) => ({
  ...draft,
  ...(group ? { seen: 0, age: null, gender: null, code: null } : { each: true }),
  ...{ group, people: 0 },
});

/** The form with a referral of this type, or without it. `slip` is a fresh code for a new one. */
export function withReferral(draft, type, slip) {
  const others = draft.referrals.filter((referral) => referral.type !== type);
  const had = others.length < draft.referrals.length;
  return { ...draft, referrals: had ? others : [...others, { type, slip, mode: "information", service: null }] };
}

const AROUND = { zone: 0, site: 0, setting: 0, when: 0 }; // comes from the shift or the paper: nobody would miss it

/**
 * True when nothing was entered that a worker would miss; `empty` is a fresh form of the same kind. A form that another
 * version kept may have its fields in another order.
 */
export const isEmpty = (form, empty) =>
  JSON.stringify({ ...empty, ...form, ...AROUND }) === JSON.stringify({ ...empty, ...AROUND });

/** True when at least one thing about a reversal was said. */
export const isTold = (reversal) => Boolean(reversal) && !isEmpty(reversal, REVERSAL);

/** The contact's form with one thing about the reversal said; saying it again takes it back. */
export const withReversal = (form, field, value) => ({
  ...form,
  reversal: withOne(form.reversal ?? REVERSAL, field, value),
});

/** The same for the new kit: one that is given is one more of `item` for what was used. */
export function withKit(form, item, given) {
  const next = withReversal(form, "kit", given);
  const by = Number(next.reversal.kit === true) - Number(form.reversal?.kit === true);
  if (!item || !by) return next;
  return withReason(withCount(next, item, Math.max(0, (form.lines[item] ?? 0) + by) || null), item, by > 0 && "used");
}

/** What "same as last" copies: what was given to each, and nothing about the person. */
export function sameLines(record) {
  const { people, lines } = named(record);
  const shared = people > 1 && lines.every(([, qty]) => qty % people === 0);
  return Object.fromEntries(lines.map(([item, qty]) => [item, shared ? qty / people : qty]));
}

/** Takes the value of one field of a form; `one` takes it back with a second tap. */
export const set = (put, field) => (value) => put((form) => ({ ...form, [field]: value }));
export const one = (put, field) => (value) => put((form) => withOne(form, field, value));
