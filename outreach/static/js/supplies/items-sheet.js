// All items, by category, with a search. Steppers work right here; the sheet stays until it is closed.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { grouped, said } from "../ui/reference.js";
import { Line } from "./given.js";

/** `line` draws one item of the form. */
export function ItemsSheet({ draft, put, line = Line }) {
  const { ref, nav } = useOutreach();
  const [asked, setAsked] = useState("");
  const found = search(ref.items, asked);
  const groups = grouped(found);
  const chosen = Object.keys(draft.lines).length;
  return html`<${Sheet} full title=${W.allItems}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${() => nav.back()}>${W.done}
      <span class="o-btn__more" aria-live="polite">${chosen ? W.items(chosen) : ""}</span><//>`}>
    <${Find} label=${W.findItem} value=${asked} onInput=${setAsked} />
    ${groups.map(
      ([name, items]) => html`<section key=${name}><${Head}>${title(name)}<//>
      <div class="o-card o-steps">${items.map(
        (item) => html`<${line} key=${item.code} item=${item} draft=${draft} put=${put} />`,
      )}</div></section>`,
    )}
    ${!found.length && html`<p class="o-text o-text--quiet" role="status">${W.nothingFound}</p>`}
  <//>`;
}

/** A field to search with, its drawing inside. */
export const Find = ({ label, value, onInput }) => html`<div class="o-find"><${Icon} name="search" />
  <input class="o-field__in" type="search" aria-label=${label} placeholder=${label} value=${value}
    autocomplete="off" onInput=${(event) => onInput(event.currentTarget.value)} /></div>`;

/** Entries whose name, short name or group holds each asked word. */
export function search(list, asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (e) => `${e.name} ${e.short} ${title(e.group || e.category)}`.toLowerCase();
  return words.length ? list.filter((entry) => words.every((word) => text(entry).includes(word))) : list;
}

const title = (name) => (name ? said("categories", name[0].toUpperCase() + name.slice(1)) : W.allItems);
