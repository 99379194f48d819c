// A contact: new, or corrected from the notebook. Order and reasons: what was given, who, more, save.
import { html, useOutreach } from "../ui/kit.js";
import { Head, Page } from "../ui/parts.js";
import { Given } from "../supplies/given.js";
import { W } from "../ui/words.js";
import { JustSaved } from "../shift/last.js";
import { emptyDraft, fromRecord, toRecord } from "./draft.js";
import { FormSheets } from "./form-sheets.js";
import { More } from "./more.js";
import { useForm } from "./opened.js";
import { reversalRecord } from "./other-drafts.js";
import { backToPaper, placeOf } from "./paper.js";
import { SaveFoot } from "./save-foot.js";
import { saveSays } from "./say.js";
import { moment, useSave } from "./saving.js";
import { DayNote } from "./when.js";
import { Who } from "./who.js";
import { ZonePill } from "./zone-pill.js";

export function ContactForm() {
  const app = useOutreach();
  const { nav, kept } = app;
  const form = useForm("contact", () => emptyDraft(placeOf(app)), fromRecord);
  const { draft, put, opened, entry } = form;
  const saving = useContactSave(form, app);
  const leave = () => {
    if (saving.problem) kept.left(opened.id); // what a failed save left behind is voided
    nav.back();
  };
  const foot = html`<${SaveFoot} says=${saveSays(draft)} label=${entry && W.saveCorrection} saving=${saving} />`;
  return html`<${Page} title=${entry ? W.correctTitle : W.newContact} back=${leave} foot=${foot}
      extra=${html`<${ZonePill} zone=${draft.zone} />`}>
    ${nav.top.noted && html`<${JustSaved} />`}
    <${DayNote} when=${draft.when} />
    <${Given} draft=${draft} put=${put} />
    <${Head} hint=${W.whoHint}>${W.who}<//>
    <${Who} draft=${draft} put=${put} ask=${() => nav.open("people")} />
    <${More} draft=${draft} put=${put} alone=${!entry} />
  <//>
  <${FormSheets} draft=${draft} put=${put} saving=${saving} says=${saveSays(draft)}/>`;
}

/** Saves the contact and, apart from it, the reversal that was told with it. Then the slips are shown. */
function useContactSave({ draft, opened, entry }, app) {
  const { nav, ref } = app;
  const { paper } = nav.top;
  const make = () => {
    const when = moment(draft, app, opened, entry);
    const { reversal } = draft;
    return {
      record: toRecord(draft, when, ref.returnRules),
      also: reversal ? [reversalRecord(reversal, when.day, draft.zone)] : [],
      broken: draft.group && draft.people < 2 && "people",
    };
  };
  return useSave(make, opened, entry, (record) => {
    const referrals = record[17];
    if (paper) backToPaper(nav);
    else nav.home(!entry && referrals.length ? "slips" : undefined, { referrals });
  });
}
