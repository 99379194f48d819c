// A count for a busy van: one tap for each person, what was handed out in all, needles back. Nothing about anybody.
import { html, Icon, Ltr, useOutreach } from "../ui/kit.js";
import { buzz } from "../ui/look.js";
import { W } from "../ui/words.js";
import { Given } from "../supplies/given.js";
import { Back, Topics } from "./more.js";
import { OtherForm, useOther } from "./other-form.js";
import { withPeople } from "./other-drafts.js";

export function TallyForm() {
  const form = useOther("tally");
  const { draft, put } = form;
  const items = Object.keys(draft.lines).length;
  const says = [W.people(draft.people), items && W.items(items), draft.back.amount && W.back].filter(Boolean).join(" · ");
  return html`<${OtherForm} form=${form} says=${says} missing=${!draft.people && W.others.tally.missing}
      above=${html`<${Pad} people=${draft.people} put=${put} />`}>
    <${Given} draft=${draft} put=${put} />
    <div class="o-card o-steps"><${Back} draft=${draft} put=${put} /></div>
    <${Topics} draft=${draft} put=${put} />
  <//>`;
}

/** The largest key of the app: one person more, felt in the hand, so that nobody has to look. */
function Pad({ people, put }) {
  const { nav, look } = useOutreach();
  const words = W.others.tally;
  const by = (step) => {
    put((form) => withPeople(form, step));
    buzz(look, "tick");
  };
  return html`<div class="o-pad" role="group" aria-label=${words.people}>
    <button type="button" class="o-key o-pad__less" aria-label=${words.lessOne} onClick=${() => by(-1)}>
      <${Icon} name="minus" /></button>
    <button type="button" class="o-pad__count" onClick=${() => nav.open("people")}>
      <b class="o-num" aria-hidden="true">${people}</b><span aria-hidden="true">${words.unit(people)}</span>
      <span class="o-sr" aria-live="polite">${words.countSay(people)}</span>
      <span class="o-sr">${W.keysOpen}</span></button>
    <button type="button" class="o-pad__add" onClick=${() => by(1)}><${Icon} name="person" size="l" />
      <span class="o-sr">${words.addOne} </span><${Ltr}>+1<//></button></div>`;
}
