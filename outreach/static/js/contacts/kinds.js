// All kinds of record in one table: how each is checked, named, drawn, summed up and corrected.
import { W } from "../ui/words.js";
import { checkOutcome } from "../referrals/outcome-rules.js";
import { showSlip } from "../referrals/rules.js";
import { checkCheckin, checkIncident, checkReversal } from "../safety/rules.js";
import { checkCount, checkRestock, checkShift } from "../supplies/rules.js";
import { checkCleanup, checkTally, checkUnmet } from "./other-rules.js";
import { check } from "./rules.js";
import { details, given, inline, listed } from "./say.js";

const words = () => W.others;
const qty = (lines, ref) => lines.map(([item, n]) => W.qtyOf(n, inline(ref.item(item).short)));

/**
 * `summary(record, ref)` is the first line of a row, `more(record, ref)` the second. `adds(record)` is what it adds to
 * the shift's sums. `form`: its screen can open it again to correct it; `fixed`: it cannot even be taken out.
 */
export const KINDS = {
  contact: {
    check,
    icon: "person",
    form: true,
    summary: given,
    more: details,
    adds: (record) => ({
      contacts: 1,
      people: record[7],
      slips: record[17].length,
      back: record[15]?.[2] ?? 0,
      lines: record[13],
    }),
  },
  tally: {
    check: checkTally,
    icon: "tally",
    form: true,
    summary: (record) => words().rows.tally(record[7]),
    more: (record, ref) => listed([...qty(record[8], ref), record[9] && W.cameBackShort(record[9][2])]) || W.talkOnly,
    adds: (record) => ({ contacts: 1, people: record[7], slips: 0, back: record[9]?.[2] ?? 0, lines: record[8] }),
  },
  cleanup: {
    check: checkCleanup,
    icon: "cleanup",
    form: true,
    summary: (record) => words().rows.cleanup(record[6][2]),
    more: (record, ref) => ref.zone(record[4]).name,
  },
  reversal: {
    check: checkReversal,
    icon: "lifebuoy",
    form: true,
    summary: () => words().kinds.reversal,
    more: (record) => {
      const [doses, ambulance, outcome] = [record[4], record[7], record[8]];
      const told = [doses && words().rows.doses(doses), ambulance === 1 && inline(words().reversal.ambulance)];
      return listed([...told, outcome && inline(words().reversal[outcome])]) || words().rows.nothing;
    },
  },
  incident: { check: checkIncident, icon: "harm", summary: () => words().kinds.incident, more: () => "" },
  restock: {
    check: checkRestock,
    icon: "restock",
    form: true,
    summary: (record) => words().rows.restock(record[4].length),
    more: (record, ref) => listed([inline(words().restock.whens[record[5]]), ...qty(record[4], ref)]),
  },
  count: {
    check: checkCount,
    icon: "count",
    form: true,
    summary: (record) => words().rows.count(record[4].length),
    more: (record, ref) => listed([ref.site(record[3])?.name, ...qty(record[4], ref)]),
  },
  unmet: {
    check: checkUnmet,
    icon: "unmet",
    form: true,
    summary: (record, ref) => words().rows.unmet(asked(record[5], record[6], ref)),
    more: (record) => listed([inline(words().unmet.whys[record[7]]), record[8] > 1 && W.people(record[8])]),
  },
  shift: {
    check: checkShift,
    icon: "bag",
    summary: () => words().kinds.shift,
    more: (record) => words().rows.workers(record[7]),
  },
  checkin: {
    check: checkCheckin,
    icon: "waiting",
    fixed: true,
    summary: () => words().kinds.checkin,
    more: (record) => words().states[record[5]],
  },
  outcome: {
    check: checkOutcome,
    icon: "slip",
    summary: () => words().kinds.outcome,
    more: (record) => listed([showSlip(record[3]), words().statuses[record[4]]]),
  },
};

const asked = (what, code, ref) => {
  if (!code) return inline(words().unmet.other);
  return inline((what === "item" ? ref.item(code) : ref.referral(code)).short);
};

const of = (record) => KINDS[record[0]];

/** Its name: "Contact", "Quick count". */
export const title = (record) => words().kinds[record[0]];
export const icon = (record) => of(record).icon;
/** The two lines of a row, for any kind of record. */
export const summary = (record, ref) => of(record).summary(record, ref);
export const more = (record, ref) => of(record).more(record, ref);
/** What a record adds to the sums of the shift: contacts, people, slips, back, lines; or null. */
export const adds = (record) => of(record).adds?.(record) ?? null;

/** The page that corrects this entry of the notebook, as arguments of `nav.go`; null when it can only be taken out. */
export const correcting = (entry) => (of(entry.record).form ? page(entry.record[0], { entry }) : null);
export const mayVoid = (entry) => !of(entry.record).fixed;

/** The page that goes on with an unfinished form, as arguments of `nav.go`. */
export const goingOn = ({ id, kind = "contact" }) => page(kind, { form: id });

const OWN = { contact: "contact", incident: "harm" }; // kinds with a page of their own
const page = (kind, args) => (OWN[kind] ? [OWN[kind], args] : ["other", { kind, ...args }]);
