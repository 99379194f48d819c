// Typed digits as dots.
import { html } from "../ui/kit.js";
import { W } from "../ui/words.js";

export const Dots = ({ typed, of = 6 }) => html`<div class="o-dots" role="img" aria-label=${W.digitsTyped(typed)}>
  ${Array.from({ length: of }, (_, place) => html`<i key=${place} class=${place < typed ? "is-on" : ""}></i>`)}</div>`;
