// From a form to the disk: its records, their rules, the wait, and what is said when it did not work.
import { useOutreach, useRef, useState } from "../ui/kit.js";
import { buzz } from "../ui/look.js";
import { band, now, partOfDay, shiftDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { named } from "./fields.js";
import { KINDS } from "./kinds.js";
import { knownFrom } from "./rules.js";

const fields = () => ({
  people: W.howMany,
  code: W.cardCode,
  returns: W.needlesBack,
  quantity: W.whatGiven,
  lines: W.whatGiven,
  zone: W.zone,
  setting: W.setting,
  site: W.site,
  day: W.day,
  day_future: W.day,
});

/**
 * Saving of one form: { busy, problem, save }. `make()` gives { record, also, broken }: its record, records
 * that are saved beside it and know nothing of it, and the code of a rule that the form alone can tell. `opened` says which form it is;
 * `entry` is the notebook entry that is corrected, if one is; `after(record)` goes to the next page.
 */
export function useSave(make, opened, entry, after) {
  const app = useOutreach();
  const [how, setHow] = useState({}); // { busy } or { problem }
  const running = useRef(false); // a second tap in the same frame must not save twice
  const save = async () => {
    if (running.current) return;
    const { record, also = [], broken } = make();
    const wrong = broken || firstBroken([record, ...also], app.ref);
    if (wrong) return setHow({ problem: W.notComplete(fields()[wrong] || W.others.kinds[record[0]]) });
    running.current = true;
    setHow({ busy: true });
    let next = {};
    try {
      await store(app, [record, ...also], opened, entry);
      buzz(app.look, "saved");
      after(record);
    } catch (error) {
      next = { problem: { full: W.full, slow: W.slow }[error.code] || W.failed };
      buzz(app.look, "failed");
    }
    running.current = false;
    setHow(next);
  };
  return { ...how, save };
}

function firstBroken(records, ref) {
  const known = knownFrom(ref, shiftDay(new Date(now()).toISOString().slice(0, 10), 1));
  return records.map((record) => KINDS[record[0]].check(record, known)).find(Boolean);
}

/** All of them or none. */
async function store({ phone, kept }, records, opened, entry) {
  if (entry) await phone.amend(entry, records[0]);
  kept.saved(entry ? [entry] : await phone.save(records, opened.id), records);
}

/**
 * When a record counts: the day comes from the shift, which the worker confirmed, or from the paper; the part of the
 * day from the clock. The time that the form took is measured for what happens now only.
 */
export function moment(form, { view }, opened, entry) {
  if (form.when) return { ...form.when, secs: 0 };
  if (entry) {
    const { day, part, secs } = named(entry.record);
    return { day, part, secs };
  }
  return { day: view.shift.day, part: partOfDay(), secs: band(opened.opened) };
}
