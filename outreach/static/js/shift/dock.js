// The four places of an open shift.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";

const TABS = [
  ["shift", "lamp", W.shift],
  ["notebook", "guide", W.notebook],
  ["safe", "proof", W.safe],
  ["settings", "bag", W.settings],
];

export function Dock({ here }) {
  const { nav } = useOutreach();
  return html`<nav class="o-dock" aria-label=${W.main}>${TABS.map(
    ([screen, icon, word]) => html`<button type="button"
    class="o-dock__tab" key=${screen} aria-current=${screen === here ? "page" : undefined}
      onClick=${() => nav.tab(screen)}>
    <${Icon} name=${icon} /><span>${word}</span></button>`,
  )}</nav>`;
}
