// Twelve big keys for a number or a PIN. Never shuffled: hands learn places.
import { html, Icon, kinds } from "./kit.js";
import { W } from "./words.js";

/** `press(digit)`, `erase()`; `left` is what stands in the corner under 7. */
export function Keypad({ label, press, erase, left, off, show }) {
  const key = (digit) => html`<button type="button" key=${digit} class="o-keys__key o-num" disabled=${off}
    onClick=${() => press(digit)}>${digit}</button>`;
  return html`<div class=${kinds("o-keys", show && "show")} role="group" aria-label=${label}>
    ${"123456789".split("").map(key)}${left || html`<span></span>`}${key("0")}
    <${Corner} icon="erase" onClick=${erase}>${W.erase}<//></div>`;
}

/** A key in the corner with a drawing over a word. */
export const Corner = ({ icon, turn, onClick, children }) =>
  html`<button type="button" class="o-keys__key o-keys__key--bare" onClick=${onClick}>
    <${Icon} name=${icon} turn=${turn} />${children}</button>`;
