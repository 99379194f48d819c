// A question with its answers as chips. A second tap takes an answer back where the form says so; none is an answer.
import { html, Icon } from "./kit.js";
import { Chip, Choices, Head } from "./parts.js";

/**
 * `choices` are [value, name, spoken, icon]; `is` is the value that is chosen, or a list of them; `tap(value)` takes one.
 * `bare`: the question is spoken only. `children` stand after the answers.
 */
export function Ask({ title, hint, bare, cols, kind, choices, is, tap, children }) {
  return html`${!bare && html`<${Head} hint=${hint}>${title}<//>`}<${Choices} label=${title} cols=${cols}>
    ${choices.map(
      ([value, name, spoken, icon]) => html`<${Chip} key=${value} kind=${value === "no_say" ? "soft" : kind}
        icon=${icon} label=${spoken} on=${[is].flat().includes(value)} onClick=${() => tap(value)}>${name}<//>`,
    )}${children}<//>`;
}

/** Choices from codes and their words, and from entries of the reference data. */
export const worded = (codes, words) => codes.map((code) => [code, words[code]]);
export const named = (list) => list.map(({ code, name }) => [code, name]);
export const placed = (list, icon) => list.map(({ id, name }) => [id, name, null, icon]);
export const pictured = ({ code, short, icon }) => [code, short, null, icon || "slip"];

/** Entries of `list` and, after them, the chosen ones that it does not hold. */
export const andChosen = (list, codes, find) => [
  ...list,
  ...codes.filter((code) => !list.some((entry) => entry.code === code)).map(find),
];

/** What looks like an answer and leads to others. */
export const Other = ({ kind = "tall", icon, onClick, children }) => html`<button type="button"
  class=${`o-chip o-chip--${kind}`} onClick=${onClick}>${icon && html`<${Icon} name=${icon} />`}
  <span>${children}</span></button>`;
