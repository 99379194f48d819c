// The forms of the kinds that are not about one person, as plain values, and the records made from them. No screen.
import { linesOf, needlesBack, returned } from "./draft.js";

const NONE_BACK = { method: "counted", amount: 0 };
const backOf = (back) => (back ? { method: back[0], amount: back[1] } : NONE_BACK);
const byItem = (lines) => Object.fromEntries(lines.map(([item, qty]) => [item, qty]));
const reasonsOf = (lines) => Object.fromEntries(lines.filter((line) => line[2]).map(([item, , why]) => [item, why]));

/** One more or fewer person in a tally, never below none. */
export const withPeople = (form, by) => ({ ...form, people: Math.min(999, Math.max(0, form.people + by)) });

/** What is asked about: another kind of thing forgets the one that was chosen, and a reason that does not fit it. */
export const withWhat = (form, what) => ({ ...form, what, code: null, why: null });

/** A shelf's count of an item; null: not counted. A count of none is a count. */
export function withCount(form, item, n) {
  const { [item]: _, ...others } = form.lines;
  return { ...form, lines: n === null ? others : { ...others, [item]: Math.min(999_999, Math.max(0, Math.round(n))) } };
}

/** `make(place)` gives an empty form, `record(form, { day, part }, rules)` its record, `read(record)` the form again. */
export const OTHERS = {
  tally: {
    make({ zone, site = null, setting, when = null }) {
      return { zone, site, setting, when, people: 0, lines: {}, reasons: {}, packs: [], back: NONE_BACK, topics: [] };
    },
    record: (form, { day, part }, rules) => [
      ...["tally", 1, day, part, form.zone, form.site, form.setting, form.people],
      linesOf(form, Object.entries(form.lines)),
      returned(form, rules),
      form.topics,
    ],
    read: ([, , , , zone, site, setting, people, lines, back, topics]) => ({
      ...OTHERS.tally.make({ zone, site, setting }),
      ...{ people, topics, lines: byItem(lines), reasons: reasonsOf(lines), back: backOf(back) },
    }),
  },
  cleanup: {
    make: ({ zone, site = null, when = null }) => ({ zone, site, when, back: NONE_BACK }),
    record: (form, { day, part }, rules) => ["cleanup", 1, day, part, form.zone, form.site, returned(form, rules)],
    read: ([, , , , zone, site, back]) => ({ ...OTHERS.cleanup.make({ zone, site }), back: backOf(back) }),
  },
  reversal: {
    make: ({ zone, when = null, doses = null }) => ({ zone, when, ...emptyReversal(), doses }),
    record: (form, { day }) => reversalRecord(form, day, form.zone),
    read: ([, , , zone, doses, product, by, ambulance, outcome]) => ({
      ...OTHERS.reversal.make({ zone }),
      ...{ doses, product, by, ambulance, outcome },
    }),
  },
  unmet: {
    make: ({ zone, when = null, what = "item", code = null }) => ({ zone, when, what, code, why: null, people: 1 }),
    record: (form, { day, part }) => ["unmet", 1, day, part, form.zone, form.what, form.code, form.why, form.people],
    read: ([, , , , zone, what, code, why, people]) => ({ ...OTHERS.unmet.make({ zone, what, code }), why, people }),
  },
  restock: {
    make: ({ site = null }) => ({ site, lines: {}, urgency: 0 }),
    record: (form, { day }) => ["restock", 1, day, form.site, Object.entries(form.lines), form.urgency],
    read: ([, , , site, lines, urgency]) => ({ site, lines: byItem(lines), urgency }),
  },
  count: {
    make: ({ site = null }) => ({ site, lines: {} }),
    record: (form, { day }) => ["count", 1, day, form.site, Object.entries(form.lines)],
    read: ([, , , site, lines]) => ({ site, lines: byItem(lines) }),
  },
};

/** Nothing of it is known until somebody says so; a dose of 0 in the record means "not known". */
export const emptyReversal = () => ({ doses: null, product: null, by: null, ambulance: 0, outcome: null, kit: null });

/** True when at least one thing about it was said. */
export const isTold = (reversal) => Boolean(reversal) && JSON.stringify(reversal) !== JSON.stringify(emptyReversal());

export const reversalRecord = ({ doses, product, by, ambulance, outcome }, day, zone) => [
  ...["reversal", 1, day, zone, doses ?? 0, product, by, ambulance, outcome],
];

/** The contact's form with one thing about the reversal said; saying it again takes it back. */
export function withReversal(form, field, value) {
  const had = form.reversal ?? emptyReversal();
  const none = emptyReversal()[field];
  return { ...form, reversal: { ...had, [field]: had[field] === value ? none : value } };
}

/** The same for the new kit: one that is given is one more of `item` for what was used. */
export function withKit(form, item, given) {
  const next = withReversal(form, "kit", given);
  const by = Number(next.reversal.kit === true) - Number(form.reversal?.kit === true);
  if (!item || !by) return next;
  const { [item]: had = 0, ...lines } = form.lines;
  const { [item]: _, ...reasons } = form.reasons;
  const qty = Math.max(0, had + by);
  if (qty) lines[item] = qty;
  if (by > 0) reasons[item] = "used";
  return { ...next, lines, reasons };
}

/** Needles of a form's return, as they are shown. */
export const counted = ({ back }, rules) => (back.amount ? Math.max(1, needlesBack(back, rules)) : 0);
