// The four places of an open shift.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";

const UNDER = { safe: "bag", notebook: "bag", settings: "bag" }; // reached from the bag's page

export function Dock({ here }) {
  const { nav } = useOutreach();
  const tabs = [
    ["shift", "lamp", W.shift.tab],
    ["services", "service", W.shift.services],
    ["guides", "guide", W.shift.guides],
    ["bag", "bag", W.shift.bag],
  ];
  const current = UNDER[here] ?? here;
  return html`<nav class="o-dock" aria-label=${W.main}>${tabs.map(
    ([screen, icon, word]) => html`<button type="button"
    class="o-dock__tab" key=${screen} aria-current=${screen === current ? "page" : undefined}
      onClick=${() => nav.tab(screen)}>
    <${Icon} name=${icon} /><span>${word}</span></button>`,
  )}</nav>`;
}
