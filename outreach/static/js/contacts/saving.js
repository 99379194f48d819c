// From the form to the disk: the record, its rules, the wait, and what is said when it did not work.
import { useOutreach, useRef, useState } from "../ui/kit.js";
import { buzz } from "../ui/look.js";
import { band, now, partOfDay, shiftDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { toRecord } from "./draft.js";
import { check, knownFrom } from "./rules.js";

const says = () => ({ full: W.full, slow: W.slow });
const fields = () => ({
  people: W.howMany,
  code: W.cardCode,
  returns: W.needlesBack,
  quantity: W.whatGiven,
  lines: W.whatGiven,
  zone: W.zone,
  setting: W.setting,
  site: W.site,
});

/**
 * Saving of one form: { busy, problem, save }. `opened` says which form it is and since when; `entry` is the notebook
 * entry that is corrected, if one is.
 */
export function useSave(draft, opened, entry) {
  const app = useOutreach();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const running = useRef(false); // a second tap in the same frame must not save twice
  const save = async () => {
    if (running.current) return;
    const record = makeRecord(draft, entry, app, opened);
    const broken = draft.group && draft.people < 2 ? "people" : check(record, knownFrom(app.ref, lastDay()));
    if (broken) return setProblem(W.notComplete(fields()[broken] || broken));
    running.current = true;
    setBusy(true);
    setProblem("");
    try {
      await store(app, record, opened, entry);
    } catch (error) {
      setProblem(says()[error.code] || W.failed);
      buzz(app.look, "failed");
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, problem, save };
}

async function store({ phone, kept, nav, look }, record, opened, entry) {
  const saved = entry ? await phone.amend(entry, record) : await phone.save(record, opened.id);
  buzz(look, "saved");
  kept.saved(entry || saved, record);
  nav.home(!entry && record[17].length ? "slips" : undefined, { referrals: record[17] });
}

/** The day comes from the shift, which the worker confirmed; only the part of the day comes from the clock. */
function makeRecord(draft, entry, { view, ref }, opened) {
  const when = entry
    ? { day: entry.record[2], part: entry.record[3], secs: entry.record[18] }
    : { day: view.shift.day, part: partOfDay(), secs: band(opened.opened) };
  return toRecord(draft, when, ref.returnRules);
}

const lastDay = () => shiftDay(new Date(now()).toISOString().slice(0, 10), 1);
