// Naloxone was used, as somebody tells it later: inside a contact (saved apart from it), or on its own.
import { html, Ltr, useOutreach } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { emptyReversal, isTold, withKit, withReversal } from "./other-drafts.js";
import { SaveFoot } from "./save-foot.js";

const FEW = [1, 2, 3, 4];

/** Its number of doses, whether it stands alone or in a contact. */
export const dosesOf = (form) => ("reversal" in form ? form.reversal?.doses : form.doses);

/** The form with this number of doses; 0: not known, null: not said. */
export function withDoses(form, doses) {
  if (!("reversal" in form)) return { ...form, doses };
  return { ...form, reversal: { ...(form.reversal ?? emptyReversal()), doses } };
}

/** The kit that a programme gives again: its most usual one. */
export function kitOf(ref) {
  const kits = (list) => list.filter((item) => (item.group || item.category) === "naloxone");
  return (kits(ref.usualItems)[0] || kits(ref.items)[0])?.code ?? null;
}

/** Over the contact form: it closes with what was said, or saves the whole contact at once. */
export function ReversalSheet({ draft, put, saving, says }) {
  const { ref } = useOutreach();
  const words = W.others.reversal;
  const told = isTold(draft.reversal);
  const say = (field, value) => put((form) => withReversal(form, field, value));
  const kit = (given) => put((form) => withKit(form, kitOf(ref), given));
  const foot = html`<${SaveFoot} says=${says} saving=${saving} missing=${!told && words.missing} />`;
  return html`<${Sheet} title=${words.row} foot=${foot}>
    <${Told} form=${draft.reversal ?? {}} say=${say} />
    <${One} title=${words.kit} field="kit" form=${draft.reversal ?? {}} say=${(_, given) => kit(given)}
      choices=${[
        [true, words.kitGiven, "s-kit"],
        [false, words.kitNone],
      ]} />
    <p class="o-text o-text--quiet">${words.apart}</p>
  <//>`;
}

/** Doses, ambulance, how they are: what is asked wherever it is told. */
export function Told({ form, say }) {
  const { nav } = useOutreach();
  const words = W.others.reversal;
  const many = form.doses > FEW.length;
  return html`<${Head} hint=${words.dosesHint}>${words.doses}<//>
    <${Choices} label=${words.doses} cols=${6}>
      ${FEW.map(
        (n) => html`<${Chip} key=${n} kind="tight big" label=${W.others.rows.doses(n)} on=${form.doses === n}
        onClick=${() => say("doses", n)}>${n}<//>`,
      )}
      <${Chip} kind="tight big" on=${many} label=${many ? W.others.rows.doses(form.doses) : words.moreSay}
        onClick=${() => nav.open("doses")}><${Ltr}>${many ? form.doses : words.more}<//><//>
      <${Chip} kind="tight big soft" label=${words.notKnown} on=${form.doses === 0} onClick=${() => say("doses", 0)}>?<//>
    <//>
    <${One} title=${words.ambulance} field="ambulance" form=${form} say=${say} cols=${2}
      choices=${[
        [1, words.called],
        [2, words.notCalled],
      ]} />
    <${One} title=${words.outcome} field="outcome" form=${form} say=${say}
      choices=${["ok", "hospital", "died"].map((code) => [code, words[code]])} />`;
}

/** One question with its answers; a second tap takes the answer back, and no answer is an answer. */
export function One({ title, field, form, say, choices, cols = choices.length }) {
  return html`<${Head}>${title}<//><${Choices} label=${title} cols=${cols}>
    ${choices.map(
      ([value, name, icon]) => html`<${Chip} key=${value} icon=${icon} on=${form[field] === value}
      onClick=${() => say(field, value)}>${name}<//>`,
    )}<//>`;
}
