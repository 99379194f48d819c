// The four places of an open shift.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";

export function Dock({ here }) {
  const { nav } = useOutreach();
  const tabs = [
    ["shift", "lamp", W.shift.tab],
    ["services", "service", W.shift.services],
    ["guides", "guide", W.shift.guides],
    ["bag", "bag", W.shift.bag],
  ];
  return html`<nav class="o-dock" aria-label=${W.main}>${tabs.map(
    ([screen, icon, word]) => html`<button type="button"
    class="o-dock__tab" key=${screen} aria-current=${screen === here ? "page" : undefined}
      onClick=${() => nav.tab(screen)}>
    <${Icon} name=${icon} /><span>${word}</span></button>`,
  )}</nav>`;
}
