// What the forms of the other kinds share: the open form, its saving, and the page around it.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { FormSheets } from "./form-sheets.js";
import { useForm } from "./opened.js";
import { OTHERS } from "./other-drafts.js";
import { backToPaper, placeOf } from "./paper.js";
import { SaveFoot } from "./save-foot.js";
import { moment, useSave } from "./saving.js";
import { DayNote } from "./when.js";
import { ZonePill } from "./zone-pill.js";

/** The open form of this kind: { kind, draft, put, opened, entry, saving }. */
export function useOther(kind) {
  const app = useOutreach();
  const { nav, ref } = app;
  const { what, code, doses } = nav.top; // doses: counted by the clock of an overdose
  const { make, record, read } = OTHERS[kind];
  const form = useForm(kind, () => make({ ...placeOf(app), what, code, doses }), read);
  const { draft, opened, entry } = form;
  const said = () => ({ record: record(draft, moment(draft, app, opened, entry), ref.returnRules) });
  const saving = useSave(said, opened, entry, () => {
    if (nav.top.over) backToContact(nav);
    else if (nav.top.paper) backToPaper(nav);
    else nav.home();
  });
  return { kind, ...form, saving };
}

/** The contact that it was noted from goes on, and says that it was saved. */
function backToContact(nav) {
  const contact = nav.under("contact");
  if (contact) contact.noted = true;
  nav.back();
}

/**
 * The page: what it asks stands low, in reach of the thumb. `says` is what Save will save, `missing` what has to be
 * said first; `above` stands right over Save and never scrolls; `line` draws an item in the sheet of all items.
 */
export function OtherForm({ form, says, missing, above, line, children }) {
  const { nav, kept } = useOutreach();
  const { kind, draft, put, opened, entry, saving } = form;
  const leave = () => {
    if (saving.problem && !entry) kept.left(opened.id);
    nav.back();
  };
  const foot = html`${above}<${SaveFoot} says=${says} missing=${missing} label=${entry && W.saveCorrection}
    saving=${saving} />`;
  return html`<${Page} title=${W.others.kinds[kind]} back=${leave} foot=${foot}
      extra=${draft.zone !== undefined && html`<${ZonePill} zone=${draft.zone} />`}>
      <${DayNote} when=${draft.when} /><div class="o-low">${children}</div>
    <//>
    <${FormSheets} draft=${draft} put=${put} line=${line} />`;
}
