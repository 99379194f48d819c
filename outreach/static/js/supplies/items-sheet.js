// All items, by category, with a search. Steppers work right here; the sheet stays until it is closed.
import { html, useOutreach } from "../ui/kit.js";
import { category, Found } from "../ui/found.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Line } from "./given.js";

/** `line` draws one item of the form. */
export function ItemsSheet({ draft, put, line = Line }) {
  const { ref, nav } = useOutreach();
  const chosen = Object.keys(draft.lines).length;
  return html`<${Sheet} full title=${W.allItems}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${nav.back}>${W.done}
      <span class="o-btn__more" aria-live="polite">${chosen ? W.items(chosen) : ""}</span><//>`}>
    <${Found} list=${ref.items} label=${W.findItem} title=${category}>${(items) => html`<div class="o-card o-steps">
      ${items.map((item) => html`<${line} key=${item.code} item=${item} draft=${draft} put=${put} />`)}</div>`}<//><//>`;
}
