// What the forms remember: the unfinished ones (kept by the phone, encrypted) and what was saved last (in memory only,
// until the shift ends). Nothing of it is ever put into the next person's form.
import { now } from "../ui/moment.js";
import { sameLines } from "./draft.js";

const MOST = 5; // unfinished forms; the oldest gives way

/** `changed` is called when something shown on the shift page is different now. */
export function makeKept(phone, changed) {
  let last = null;
  let paper = null;
  let takenBack = false;
  let told = []; // topics shown from a guide before a contact was opened

  const all = () => [phone.draft() ?? []].flat();
  const keepAll = (forms) => phone.keepDraft(forms.length ? forms : null);
  const others = (id) => all().filter((form) => form.id !== id);

  return {
    /** Digits of this shift's PIN, in memory like the PIN itself. */
    pinLength: 0,
    /** Forms that were not finished, newest first: [{ id, kind, form, opened }]. */
    get drafts() {
      return all();
    },
    /** The newest of them, or null. */
    get draft() {
      return all()[0] ?? null;
    },
    /** { entry, record, also, at } of what was saved last, or null. `also`: entries that were saved together with it. */
    get last() {
      return last;
    },
    /** True from an undo until something is saved again. */
    get takenBack() {
      return takenBack;
    },
    /** Where entries from paper belong: { day, part, zone, site, setting, entered }, or null. */
    get paper() {
      return paper;
    },
    set paper(next) {
      paper = next;
      changed();
    },
    /**
     * What a form opens with: the unfinished one that the page `top` names, else an empty one from `make()`. The page
     * remembers its form, so that coming back from another page finds it as it was.
     */
    begin(top, kind, make) {
      const old = all().find(({ id }) => id === top.form);
      if (old) return old;
      const fresh = { id: phone.openForm(), kind, form: make(), opened: now() };
      if (kind === "contact" && told.length) {
        fresh.form.topics = told;
        told = [];
        this.keep(fresh);
      }
      top.form = fresh.id;
      return fresh;
    },
    /** Keeps a form that is being filled; an `empty` one is not kept. */
    keep(opened, empty = false) {
      const had = all();
      if (empty && !had.some(({ id }) => id === opened.id)) return;
      keepAll(empty ? others(opened.id) : [opened, ...others(opened.id)].slice(0, MOST));
    },
    /** Drops one unfinished form, the newest if none is named. */
    drop(id = all()[0]?.id) {
      keepAll(others(id));
      changed();
    },
    /** A form was left after a failed save: what it may have left on disk is voided, the others stay. */
    left(id) {
      const rest = others(id);
      phone.dropForm();
      keepAll(rest);
    },
    /** A topic that was shown from a guide: of the contact that the guide was opened from, else of the next one. */
    shown(topic, nav) {
      const open = all().find(({ id }) => id === nav.under("contact")?.form);
      if (!open) told = [...new Set([...told, topic])];
      else if (!open.form.topics.includes(topic))
        this.keep({ ...open, form: { ...open.form, topics: [...open.form.topics, topic] } });
    },
    /** True when it was noted so. */
    wasShown: (topic, nav) => {
      const open = all().find(({ id }) => id === nav.under("contact")?.form);
      return told.includes(topic) || Boolean(open?.form.topics.includes(topic));
    },
    /** What one form saved: a receipt and its record, or lists of them with the form's own record first. */
    saved(receipts, records) {
      const { stage, goesOn } = phone.view;
      if (stage !== "open" && !goesOn) return; // locked while it was being saved: nobody finds it at the next unlock
      const list = Array.isArray(records[0]) ? records : [records];
      const [entry, ...also] = [receipts].flat().map((receipt, place) => entryOf(phone, receipt, list[place]));
      last = { entry, also, record: list[0], at: now() };
      takenBack = false;
      if (paper && list[0][2] === paper.day) paper = { ...paper, entered: paper.entered + 1 };
      changed();
    },
    /** Takes back what was saved last, with everything that was saved together with it. */
    async undo() {
      for (const entry of [...last.also, last.entry]) await phone.voidEntry(entry);
      this.undone();
    },
    /** The last record was taken back. */
    undone() {
      last = null;
      takenBack = true;
      changed();
    },
    /** Supplies of the last contact, for each person; null when there are none. */
    same() {
      const mine = last?.record[0] === "contact" && last.record;
      const record = mine || newest(phone).find(({ state, record: [kind] }) => state === "kept" && kind === "contact")?.record;
      const lines = record && sameLines(record);
      return lines && Object.keys(lines).length ? lines : null;
    },
    forget() {
      last = paper = null;
      takenBack = false;
      told = [];
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
