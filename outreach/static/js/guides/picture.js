// A drawing beside the words of a card. It says what the words say, so a reader leaves it out.
import { html, Icon, kinds } from "../ui/kit.js";

const SPRITE = new URL("../../icons/guides.svg", import.meta.url).href;

/** `name`: of the guides' own drawings (p-…), else of the app's icons. */
export function Picture({ name, size }) {
  if (!name) return null;
  if (!name.startsWith("p-")) return html`<${Icon} name=${name} size=${size} />`;
  return html`<svg class=${kinds("o-ico", size)} aria-hidden="true"><use
    href="${SPRITE}#${name}" /></svg>`;
}
