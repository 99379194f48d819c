// Same as last: the supplies of the contact before, nothing about the person. Two taps in all.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { NumberSheet } from "../supplies/amount-sheet.js";
import { now } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { between } from "./draft.js";
import { emptyForm } from "./fields.js";
import { made } from "./form.js";
import { PEOPLE } from "./form-sheets.js";
import { SaveFoot } from "./save-foot.js";
import { inline } from "./say.js";
import { useSave } from "./saving.js";
import { Who } from "./who.js";

export function SameSheet({ lines }) {
  const app = useOutreach();
  const { ref, view, phone, nav } = app;
  const [opened] = useState(() => ({ id: phone.openForm(), opened: now() }));
  const [draft, setDraft] = useState(() => ({ ...emptyForm("contact", view.shift), lines }));
  const [asking, setAsking] = useState(false);
  const saving = useSave(() => made("contact", { draft, opened }, app), opened, null, () => nav.home());
  if (asking) {
    return html`<${NumberSheet} key="number" onClose=${() => setAsking(false)} title=${W.groupNumber}
      had=${draft.people} amounts=${PEOPLE}
      done=${(n) => {
        setDraft({ ...draft, people: between(0, n, 999) });
        setAsking(false);
      }} />`;
  }
  return html`<${Sheet} key="same" title=${W.sameAsLast}
    foot=${html`<${SaveFoot} says=${ref.zone(view.shift.zone).name} saving=${saving} />`}>
    <p class="o-gives">${Object.entries(lines).map(
      ([code, qty]) => html`<span class="o-give" key=${code}>
      <${Icon} name=${ref.item(code).icon} /><b class="o-num">${qty}</b><span>
        ${inline(ref.item(code).short)}</span></span>`,
    )}</p>
    <${Head} hint=${W.copyHint}>${W.who}<//>
    <${Who} draft=${draft} put=${setDraft} ask=${() => setAsking(true)} />
  <//>`;
}
