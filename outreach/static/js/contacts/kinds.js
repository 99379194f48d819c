// All kinds of record in one table: how each is checked, named, drawn, summed up and corrected.
import { W } from "../ui/words.js";
import { checkOutcome } from "../referrals/outcome-rules.js";
import { showSlip } from "../referrals/rules.js";
import { checkCheckin, checkIncident, checkReversal } from "../safety/rules.js";
import { checkCount, checkRestock, checkShift } from "../supplies/rules.js";
import { checkCleanup, checkTally, checkUnmet } from "./other-rules.js";
import { named } from "./fields.js";
import { check } from "./rules.js";
import { details, given, inline, listed, quantities } from "./say.js";

const words = () => W.others;
const summed = ({ people, referrals = [], back, lines }) => ({
  contacts: 1,
  people,
  slips: referrals.length,
  back: back?.[2] ?? 0,
  lines,
});

/**
 * `summary(fields, ref)` is the first line of a row, else the name of the kind; `more(fields, ref)` the second, else
 * none; `icon` its drawing, else the one that is named like the kind. `adds(fields)` is what it adds to the shift's sums.
 * `form`: its screen can open it again to correct it; `fixed`: it cannot even be taken out.
 */
export const KINDS = {
  contact: { check, icon: "person", form: true, summary: given, more: details, adds: summed },
  tally: {
    check: checkTally,
    form: true,
    summary: ({ people }) => words().rows.tally(people),
    more: ({ lines, back }, ref) => listed([...quantities(lines, ref), back && W.cameBackShort(back[2])]) || W.talkOnly,
    adds: summed,
  },
  cleanup: {
    check: checkCleanup,
    form: true,
    summary: ({ back }) => words().rows.cleanup(back[2]),
    more: ({ zone }, ref) => ref.zone(zone).name,
  },
  reversal: {
    check: checkReversal,
    icon: "lifebuoy",
    form: true,
    more({ doses, ambulance, outcome }) {
      const { rows, reversal } = words();
      const told = [doses && rows.doses(doses), ambulance === 1 && inline(reversal.ambulance)];
      return listed([...told, outcome && inline(reversal[outcome])]) || rows.nothing;
    },
  },
  incident: { check: checkIncident, icon: "harm" },
  restock: {
    check: checkRestock,
    form: true,
    summary: ({ lines }) => words().rows.restock(lines.length),
    more: ({ lines, urgency }, ref) => listed([inline(words().restock.whens[urgency]), ...quantities(lines, ref)]),
  },
  count: {
    check: checkCount,
    form: true,
    summary: ({ lines }) => words().rows.count(lines.length),
    more: ({ site, lines }, ref) => listed([ref.site(site)?.name, ...quantities(lines, ref)]),
  },
  unmet: {
    check: checkUnmet,
    form: true,
    summary: ({ what, code }, ref) => words().rows.unmet(inline(code ? ref[what](code).short : words().unmet.other)),
    more: ({ why, people }) => listed([inline(words().unmet.whys[why]), people > 1 && W.people(people)]),
  },
  shift: { check: checkShift, icon: "bag", more: ({ workers }) => words().rows.workers(workers) },
  checkin: { check: checkCheckin, icon: "waiting", fixed: true, more: ({ state }) => words().states[state] },
  outcome: {
    check: checkOutcome,
    icon: "slip",
    more: ({ slip, status }) => listed([showSlip(slip), words().statuses[status]]),
  },
};

const of = ([kind]) => KINDS[kind];

/** Its name: "Contact", "Quick count". */
export const title = (record) => words().kinds[record[0]];
export const icon = (record) => of(record).icon ?? record[0];
/** The two lines of a row, for any kind of record. */
export const summary = (record, ref) => of(record).summary?.(named(record), ref) ?? title(record);
export const more = (record, ref) => of(record).more?.(named(record), ref) ?? "";
/** What a record adds to the sums of the shift: contacts, people, slips, back, lines; or null. */
export const adds = (record) => of(record).adds?.(named(record)) ?? null;

/** The page that corrects this entry of the notebook, as arguments of `nav.go`; null when it can only be taken out. */
export const correcting = (entry) => (of(entry.record).form ? page(entry.record[0], { entry }) : null);
export const mayVoid = (entry) => !of(entry.record).fixed;

/** The page that goes on with an unfinished form, as arguments of `nav.go`. */
export const goingOn = ({ id, kind = "contact" }) => page(kind, { form: id });

const OWN = { contact: "contact", incident: "harm" }; // kinds with a page of their own
const page = (kind, args) => (OWN[kind] ? [OWN[kind], args] : ["other", { kind, ...args }]);
