// A contact: new, or corrected from the notebook. Order and reasons: what was given, who, more, save.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head, Note, Page } from "../ui/parts.js";
import { Given } from "../supplies/given.js";
import { W } from "../ui/words.js";
import { fromRecord } from "./draft.js";
import { FormSheets } from "./form-sheets.js";
import { More } from "./more.js";
import { saveSays } from "./say.js";
import { useSave } from "./saving.js";
import { Who } from "./who.js";

export function ContactForm() {
  const { phone, view, nav, kept, ref } = useOutreach();
  const { entry } = nav.top;
  const [opened] = useState(() => (entry ? { form: fromRecord(entry.record) } : kept.begin(view.shift)));
  const [draft, setDraft] = useState(opened.form);
  const put = (change) =>
    setDraft((form) => {
      const next = change(form);
      if (!entry) kept.keep({ ...opened, form: next });
      return next;
    });
  const saving = useSave(draft, opened, entry);
  const leave = () => {
    if (saving.problem) phone.dropForm(); // what a failed save left behind is voided
    nav.back();
  };
  const pill = html`<button type="button" class="o-pill o-pill--edge"
    aria-label=${W.zoneChange(ref.zone(draft.zone).name)}
    onClick=${() => nav.open("place")}><${Icon} name="zone" size="s" /><span>
      ${ref.zone(draft.zone).name}</span></button>`;
  return html`<${Page} title=${entry ? W.correctTitle : W.newContact} back=${leave} extra=${pill}
      foot=${html`<${SaveFoot} says=${saveSays(draft)} label=${entry && W.saveCorrection} saving=${saving} />`}>
    <${Given} draft=${draft} put=${put} />
    <${Head} hint=${W.whoHint}>${W.who}<//>
    <${Who} draft=${draft} put=${put} ask=${() => nav.open("people")} />
    <${More} draft=${draft} put=${put} />
  <//>
  <${FormSheets} draft=${draft} put=${put} />`;
}

/** Save is always lit and always says what it will save; what went wrong stands above it. */
export function SaveFoot({ says, label, saving }) {
  const { problem, busy, save } = saving;
  return html`${problem && html`<${Note} kind="clay" icon="alert" role="alert" title=${W.notSaved}>${problem}<//>`}
    <${Btn} kind="lamp" icon="check" busy=${busy} onClick=${save}>${busy ? W.saving : label || W.save}
      <span class="o-btn__more" aria-live="polite">${says}</span><//>`;
}
