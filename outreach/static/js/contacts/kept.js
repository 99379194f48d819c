// What the forms remember: the unfinished ones (kept by the phone, encrypted) and what was saved last (in memory only,
// until the shift ends). Nothing of it is ever put into the next person's form.
import { now } from "../ui/moment.js";
import { sameLines } from "./draft.js";

const MOST = 5; // unfinished forms; the oldest gives way

/** `changed` is called when something shown on the shift page is different now. */
export function makeKept(phone, changed) {
  let told = []; // topics shown from a guide before a contact was opened

  const all = () => [phone.draft() ?? []].flat();
  const keepAll = (forms) => phone.keepDraft(forms.length ? forms : null);
  const others = (id) => all().filter((form) => form.id !== id);
  const openFor = (nav) => all().find(({ id }) => id === nav.under("contact")?.form);

  const kept = {
    /** Digits of this shift's PIN, in memory like the PIN itself. */
    pinLength: 0,
    /** { entry, record, also, at } of what was saved last, or null. `also`: entries that were saved together with it. */
    last: null,
    /** True from an undo until something is saved again. */
    takenBack: false,
    /** Where entries from paper belong: { day, part, zone, site, setting, entered }, or null. */
    paper: null,
    /** Forms that were not finished, newest first: [{ id, kind, form, opened }]. */
    get drafts() {
      return all();
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
        kept.keep(fresh);
      }
      top.form = fresh.id;
      return fresh;
    },
    /** Keeps a form that is being filled; an `empty` one is not kept. */
    keep(opened, empty = false) {
      const rest = others(opened.id);
      if (!empty) keepAll([opened, ...rest].slice(0, MOST));
      else if (rest.length < all().length) keepAll(rest);
    },
    /** Drops one unfinished form. */
    drop(id) {
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
      const open = openFor(nav);
      if (!open) told = [...new Set([...told, topic])];
      else if (!open.form.topics.includes(topic))
        kept.keep({ ...open, form: { ...open.form, topics: [...open.form.topics, topic] } });
    },
    /** True when it was noted so. */
    wasShown: (topic, nav) => [...told, ...(openFor(nav)?.form.topics ?? [])].includes(topic),
    /** What one form saved: receipts and their records, the form's own first. */
    saved(receipts, records) {
      const { stage, goesOn } = phone.view;
      if (stage !== "open" && !goesOn) return; // locked while it was being saved: nobody finds it at the next unlock
      const [entry, ...also] = receipts.map((receipt, place) => entryOf(phone, receipt, records[place]));
      const [record] = records;
      const { paper } = kept;
      if (record[2] === paper?.day) paper.entered += 1;
      Object.assign(kept, { last: { entry, also, record, at: now() }, takenBack: false });
      changed();
    },
    /** Takes back what was saved last, with everything that was saved together with it. */
    async undo() {
      for (const entry of [...kept.last.also, kept.last.entry]) await phone.voidEntry(entry);
      kept.undone();
    },
    /** The last record was taken back. */
    undone() {
      Object.assign(kept, { last: null, takenBack: true });
      changed();
    },
    /** Supplies of the last contact, for each person; null when there are none. */
    same() {
      const mine = kept.last?.record[0] === "contact" && kept.last.record;
      const record = mine || newest(phone).find(({ state, record: [kind] }) => state === "kept" && kind === "contact")?.record;
      const lines = record && sameLines(record);
      return lines && Object.keys(lines).length ? lines : null;
    },
    forget() {
      Object.assign(kept, { last: null, paper: null, takenBack: false });
      told = [];
    },
  };
  return kept;
}

/** The notebook with the newest entry first. */
export const newest = (phone) => [...phone.entries()].reverse();

/** The entry behind a receipt, also where the notebook is off: undo and correction need it. */
function entryOf(phone, receipt, record) {
  const noted = phone.entries().find(({ id }) => id === receipt.id);
  return noted ?? { device: phone.me?.device ?? "", state: "kept", practice: receipt.n === 0, ...receipt, record };
}
