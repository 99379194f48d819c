// Leaving: one tap shows the clock and locks; held two seconds it wipes what can be read. Top of each page.
import { html, Icon, useOutreach, useState } from "./kit.js";
import { useHold } from "./timing.js";
import { W } from "./words.js";

const HOLD = 2000;

export function Leave() {
  const { leave, panic } = useOutreach();
  const [held, setHeld] = useState(false);
  const hold = useHold(HOLD, (stop) => (stop(), panic()), setHeld);
  return html`<button type="button" class=${held ? "o-key o-leave is-held" : "o-key o-leave"} aria-label=${W.leave}
    onClick=${leave} ...${hold}><${Icon} name="leave" turn />
    <svg class="o-leave__ring" viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="20" pathLength="100" /></svg></button>`;
}
