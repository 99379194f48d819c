// The form of every kind of record: new, or corrected from the notebook. What differs stands in pages.js.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { JustSaved } from "../shift/last.js";
import { emptyForm, fromRecord, toRecord } from "./fields.js";
import { FormSheets } from "./form-sheets.js";
import { useForm } from "./opened.js";
import { PAGES } from "./pages.js";
import { backToPaper, placeOf } from "./paper.js";
import { SaveFoot } from "./save-foot.js";
import { moment, useSave } from "./saving.js";
import { DayNote } from "./when.js";
import { ZonePill } from "./zone-pill.js";

export const ContactForm = () => html`<${RecordForm} kind="contact" />`;

export function RecordForm({ kind }) {
  const app = useOutreach();
  const { nav, kept } = app;
  const form = useForm(kind, () => ({ ...emptyForm(kind, placeOf(app)), ...nav.top.preset }), fromRecord);
  const { draft, put, opened, entry } = form;
  const saving = useSave(() => made(kind, form, app), opened, entry, (record) => saved(nav, entry, record[17]));
  const leave = () => {
    if (saving.problem && !entry) kept.left(opened.id); // what a failed save left behind is voided
    nav.back();
  };
  const { title = W.others.kinds[kind], says, missing, above, line, body } = PAGES[kind]({
    ...{ ...app, ...form },
    words: W.others[kind],
  });
  const foot = html`${above}<${SaveFoot} says=${says} missing=${missing} label=${entry && W.saveCorrection}
    saving=${saving} />`;
  return html`<${Page} title=${title} back=${leave} foot=${foot}
      extra=${draft.zone !== undefined && html`<${ZonePill} zone=${draft.zone} />`}>
      ${nav.top.noted && html`<${JustSaved} />`}
      <${DayNote} when=${draft.when} />${body}
    <//>
    <${FormSheets} draft=${draft} put=${put} line=${line} saving=${saving} says=${says} />`;
}

/** The record, and apart from it the reversal that was told with a contact. */
export function made(kind, { draft, opened, entry }, app) {
  const when = moment(draft, app, opened, entry);
  const { reversal, zone, group, people } = draft;
  return {
    record: toRecord(kind, draft, when, app.ref.returnRules),
    also: reversal ? [toRecord("reversal", { ...reversal, zone }, when)] : [],
    broken: group && people < 2 && "people",
  };
}

/** Then the slips of a contact are shown; or the contact goes on that it was noted from, and says that it was saved. */
function saved(nav, entry, slips) {
  const { over, paper } = nav.top;
  if (over) {
    const contact = nav.under("contact");
    if (contact) contact.noted = true;
    nav.back();
  } else if (paper) backToPaper(nav);
  else nav.home(!entry && slips?.length ? "slips" : undefined, { referrals: slips });
}
