// What the form remembers: the unfinished contact (kept by the phone, encrypted) and the last saved one (in memory
// only, until the shift ends). Nothing of it is ever put into the next person's form.
import { now } from "../ui/moment.js";
import { emptyDraft, isEmpty, sameLines } from "./draft.js";

/** `changed` is called when something shown on the shift page is different now. */
export function makeKept(phone, changed) {
  let last = null;
  let resume = false;
  let aside = null; // left unfinished while somebody else is being logged

  return {
    /** Digits of this shift's PIN, in memory like the PIN itself. */
    pinLength: 0,
    /** { form, opened } of the contact that was not finished, or null. */
    get draft() {
      return phone.draft();
    },
    /** { entry, record, at } of what was saved last, or null. */
    get last() {
      return last;
    },
    /** What a form opens with: its id, its values and when it was opened. */
    begin(place) {
      const [old, asked] = [phone.draft(), resume];
      resume = false;
      aside = asked ? null : old;
      if (old && asked) return old;
      return { id: phone.openForm(), form: emptyDraft(place), opened: now() };
    },
    /** The next form goes on with the unfinished contact. */
    goOn() {
      resume = true;
    },
    keep(opened) {
      const empty = isEmpty(opened.form);
      if (!empty || phone.draft()?.id === opened.id) phone.keepDraft(empty ? null : opened);
    },
    drop() {
      phone.keepDraft(null);
      changed();
    },
    saved(receipt, record) {
      last = { entry: entryOf(phone, receipt, record), record, at: now() };
      if (aside) phone.keepDraft(aside);
      aside = null;
      changed();
    },
    /** The last contact was taken back. */
    undone() {
      last = null;
      changed();
    },
    /** Supplies of the last contact, for each person; null when there are none. */
    same() {
      const record = last?.record ?? newest(phone).find(({ state }) => state === "kept")?.record;
      const lines = record && sameLines(record);
      return lines && Object.keys(lines).length ? lines : null;
    },
    forget() {
      last = aside = null;
    },
  };
}

/** The notebook with the newest entry first. */
export const newest = (phone) => [...phone.entries()].reverse();

/** The entry behind a receipt, also where the notebook is off: undo and correction need it. */
function entryOf(phone, receipt, record) {
  const noted = phone.entries().find(({ id }) => id === receipt.id);
  return noted ?? { device: phone.me?.device ?? "", state: "kept", practice: receipt.n === 0, ...receipt, record };
}
