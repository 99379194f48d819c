// Used equipment that was picked up outside, with nobody there: counted, or estimated by litres or weight.
import { html, useOutreach } from "../ui/kit.js";
import { Note } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { BackFields } from "./back-sheet.js";
import { counted } from "./other-drafts.js";
import { OtherForm, useOther } from "./other-form.js";

export function CleanupForm() {
  const { ref } = useOutreach();
  const form = useOther("cleanup");
  const { draft, put } = form;
  const count = counted(draft, ref.returnRules);
  const says = draft.back.method === "counted" ? W.others.rows.needles(count) : W.about(count);
  return html`<${OtherForm} form=${form} says=${says} missing=${!count && W.others.cleanup.missing}>
    <${Note} kind="lilac" icon="info">${W.others.cleanup.warning}<//>
    <${BackFields} back=${draft.back} put=${(back) => put((old) => ({ ...old, back }))} />
  <//>`;
}
