// Same as last: the supplies of the contact before, nothing about the person. Two taps in all.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { NumberSheet } from "../supplies/amount-sheet.js";
import { now } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { emptyDraft, toRecord } from "./draft.js";
import { SaveFoot } from "./save-foot.js";
import { inline } from "./say.js";
import { moment, useSave } from "./saving.js";
import { Who } from "./who.js";

export function SameSheet({ lines }) {
  const app = useOutreach();
  const { ref, view, phone, nav } = app;
  const [opened] = useState(() => ({ id: phone.openForm(), opened: now() }));
  const [draft, setDraft] = useState(() => ({ ...emptyDraft(view.shift), lines }));
  const [asking, setAsking] = useState(false);
  const make = () => ({
    record: toRecord(draft, moment(draft, app, opened), ref.returnRules),
    broken: draft.group && draft.people < 2 && "people",
  });
  const saving = useSave(make, opened, null, () => nav.home());
  if (asking) {
    return html`<${NumberSheet} key="number" onClose=${() => setAsking(false)} title=${W.groupNumber}
      had=${draft.people} amounts=${[7, 8, 10, 15, 20]}
      done=${(n) => {
        setDraft({ ...draft, people: Math.min(999, n) });
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
    <${Who} draft=${draft} put=${(change) => setDraft(change)} ask=${() => setAsking(true)} />
  <//>`;
}
