// A long list by groups, with a search over it.
import { html, Icon, useState } from "./kit.js";
import { Head } from "./parts.js";
import { grouped, said } from "./reference.js";
import { W } from "./words.js";

/** `children(entries, heading)` draws what was found of one group; `title` words the name of a group. */
export function Found({ list, label, title = (name) => name, children }) {
  const [asked, setAsked] = useState("");
  const found = search(list, asked);
  return html`<${Find} label=${label} value=${asked} onInput=${setAsked} />
    ${grouped(found).map(
      ([name, entries]) => html`<section key=${name}><${Head}>${title(name)}<//>${children(entries, title(name))}
      </section>`,
    )}
    ${!found.length && html`<p class="o-text o-text--quiet" role="status">${W.nothingFound}</p>`}`;
}

/** A field to search with, its drawing inside. */
export const Find = ({ label, value, onInput }) => html`<div class="o-find"><${Icon} name="search" />
  <input class="o-field__in" type="search" aria-label=${label} placeholder=${label} value=${value}
    autocomplete="off" onInput=${(event) => onInput(event.currentTarget.value)} /></div>`;

/** Entries whose name, short name or group holds each asked word. */
export function search(list, asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (e) => `${e.name} ${e.short} ${category(e.group || e.category)}`.toLowerCase();
  return list.filter((entry) => words.every((word) => text(entry).includes(word)));
}

export const capital = (name) => name && name[0].toUpperCase() + name.slice(1);

/** The name of a group of items. */
export const category = (name) => (name ? said("categories", capital(name)) : W.allItems);
