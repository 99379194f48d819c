// The largest key of the app: one person more, felt in the hand, so that nobody has to look.
import { html, Icon, Ltr, useOutreach } from "../ui/kit.js";
import { buzz } from "../ui/look.js";
import { W } from "../ui/words.js";
import { between } from "./draft.js";

export function Pad({ people, put }) {
  const { nav, look } = useOutreach();
  const words = W.others.tally;
  const by = (step) => {
    put((form) => ({ ...form, people: between(0, form.people + step, 999) }));
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
