// Naloxone was used, told on its own: month and area only leave this phone in any figure.
import { html } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { withOne } from "./draft.js";
import { OtherForm, useOther } from "./other-form.js";
import { One, Told } from "./reversal.js";

export function ReversalForm() {
  const form = useOther("reversal");
  const { draft, put } = form;
  const words = W.others.reversal;
  const say = (field, value) => put((old) => withOne(old, field, value, field === "ambulance" ? 0 : null));
  const named = (codes) => codes.map((code) => [code, words[code]]);
  const says = draft.doses ? W.others.rows.doses(draft.doses) : words.says;
  return html`<${OtherForm} form=${form} says=${says}>
    <${One} title=${words.product} field="product" form=${draft} say=${say}
      choices=${named(["nasal", "injectable", "both"])} />
    <${One} title=${words.by} field="by" form=${draft} say=${say} choices=${named(["participant", "worker", "other"])} />
    <${Told} form=${draft} say=${say} />
    <p class="o-text o-text--quiet">${words.apart}</p>
  <//>`;
}
