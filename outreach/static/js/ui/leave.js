// Leaving: one tap shows the clock and locks; held two seconds it wipes what can be read. Top of each page.
import { html, Icon, useOutreach, useRef, useState } from "./kit.js";
import { W } from "./words.js";

const HOLD = 2000;

export function Leave() {
  const { leave, panic } = useOutreach();
  const [held, setHeld] = useState(false);
  const timer = useRef(0);
  const stop = () => {
    clearTimeout(timer.current);
    timer.current = 0;
    setHeld(false);
  };
  const press = (event) => {
    if (event.button) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      stop();
      panic();
    }, HOLD);
  };
  return html`<button type="button" class=${held ? "o-key o-leave is-held" : "o-key o-leave"} aria-label=${W.leave}
    onPointerDown=${press} onPointerUp=${stop} onPointerLeave=${stop} onPointerCancel=${stop}
    onContextMenu=${(event) => event.preventDefault()} onClick=${leave}><${Icon} name="leave" turn />
    <svg class="o-leave__ring" viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="20" pathLength="100" /></svg></button>`;
}
