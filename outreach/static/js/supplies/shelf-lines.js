// Items that are asked for or counted: the team's usual ones, whatever else stands in the form, and the way to all.
import { html, Icon, Ltr, useOutreach } from "../ui/kit.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { andChosen } from "../ui/ask.js";
import { withCount } from "../contacts/draft.js";
import { packSizes } from "./amounts.js";
import { Line } from "./given.js";

const USUAL = 12;

/** `line` draws one item. */
export function ShelfLines({ draft, put, line: One }) {
  const { ref, nav } = useOutreach();
  const items = andChosen(ref.usualItems.slice(0, USUAL), Object.keys(draft.lines), ref.item);
  return html`<div class="o-card o-steps">
    ${items.map((item) => html`<${One} key=${item.code} item=${item} draft=${draft} put=${put} />`)}
    <button type="button" class="o-row" onClick=${() => nav.open("items")}><${Icon} name="all" size="l" />
      <span class="o-row__main">${W.allItems}</span><${Icon} name="next" turn /></button></div>`;
}

/** Asked for by the pack: nobody asks a store for five condoms. */
export function AskLine({ item, draft, put }) {
  const [box] = packSizes(item.pack);
  return html`<${Line} item=${item} draft=${draft} put=${put} by=${box?.[1] ?? item.step * 5} />`;
}

/** Counted: none on the shelf is a count too, so "not counted" stands apart from 0. */
export function CountLine({ item, draft, put }) {
  const { nav } = useOutreach();
  const n = draft.lines[item.code];
  const type = () => nav.open("shelf", { item: item.code });
  const set = (next) => put((form) => withCount(form, item.code, next));
  if (n !== undefined)
    return html`<${Stepper} name=${item.short} icon=${item.icon} count=${n} lit by=${item.step}
      set=${(next) => set(n === 0 && next < 0 ? null : next)}
      type=${type} />`;
  return html`<div class="o-step" data-n="0"><${Icon} name=${item.icon} size="l" />
    <button type="button" class="o-step__name" onClick=${type}>${item.short}
      <span class="o-sr">: ${W.keysOpen}</span></button>
    <span class="o-step__ctl"><button type="button" class="o-key o-step__none" onClick=${() => set(0)}>
        <span class="o-sr">${W.others.count.noneOf(item.short)} </span><${Ltr}>0<//></button>
      <button type="button" class="o-key o-step__add" aria-label=${W.typeNumber(item.short)} onClick=${type}><${Icon} name="pencil" /></button></span></div>`;
}
