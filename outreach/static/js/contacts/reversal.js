// Naloxone was used, as somebody tells it later: inside a contact (saved apart from it), or on its own.
import { html, Ltr, useOutreach } from "../ui/kit.js";
import { Chip } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { isNaloxone } from "../supplies/amounts.js";
import { Ask, worded } from "../ui/ask.js";
import { isTold, withKit, withReversal } from "./draft.js";
import { REVERSAL } from "./fields.js";
import { SaveFoot } from "./save-foot.js";

const FEW = [1, 2, 3, 4];

/** Its number of doses, whether it stands alone or in a contact. */
export const dosesOf = (form) => ("reversal" in form ? form.reversal?.doses : form.doses);

/** The form with this number of doses; 0: not known, null: not said. */
export function withDoses(form, doses) {
  if (!("reversal" in form)) return { ...form, doses };
  return { ...form, reversal: { ...REVERSAL, ...form.reversal, doses } };
}

/** The kit that a programme gives again: its most usual one. */
export const kitOf = ({ usualItems, items }) => [...usualItems, ...items].find(isNaloxone)?.code;

/** Over the contact form: it closes with what was said, or saves the whole contact at once. */
export function ReversalSheet({ draft: { reversal }, put, saving, says }) {
  const { ref } = useOutreach();
  const words = W.others.reversal;
  const form = reversal ?? {};
  const foot = html`<${SaveFoot} says=${says} saving=${saving} missing=${!isTold(reversal) && words.missing} />`;
  return html`<${Sheet} title=${words.row} foot=${foot}>
    <${Told} form=${form} say=${(field, value) => put((old) => withReversal(old, field, value))} />
    <${One} field="kit" form=${form} say=${(_, given) => put((old) => withKit(old, kitOf(ref), given))}
      choices=${[
        [true, words.kitGiven, null, "s-kit"],
        [false, words.kitNone],
      ]} />
    <${Apart} />
  <//>`;
}

export const Apart = () => html`<p class="o-text o-text--quiet">${W.others.reversal.apart}</p>`;

/** Doses, ambulance, how they are: what is asked wherever it is told. */
export function Told({ form, say }) {
  const { nav } = useOutreach();
  const words = W.others.reversal;
  const { doses } = form;
  const spoken = W.others.rows.doses;
  const many = doses > FEW.length;
  return html`<${Ask} title=${words.doses} hint=${words.dosesHint} cols=${6} kind="tight big" is=${doses}
      choices=${FEW.map((n) => [n, n, spoken(n)])} tap=${(n) => say("doses", n)}>
      <${Chip} kind="tight big" on=${many} label=${many ? spoken(doses) : words.moreSay}
        onClick=${() => nav.open("doses")}><${Ltr}>${many ? doses : words.more}<//><//>
      <${Chip} kind="tight big soft" label=${words.notKnown} on=${doses === 0} onClick=${() => say("doses", 0)}>?<//>
    <//>
    <${One} field="ambulance" form=${form} say=${say}
      choices=${[
        [1, words.called],
        [2, words.notCalled],
      ]} />
    <${One} field="outcome" form=${form} say=${say} values=${["ok", "hospital", "died"]} />`;
}

/** One question about it, with as many columns as answers. */
export function One({ field, form, say, values, choices = worded(values, W.others.reversal) }) {
  return html`<${Ask} title=${W.others.reversal[field]} cols=${choices.length} choices=${choices} is=${form[field]}
    tap=${(value) => say(field, value)} />`;
}
