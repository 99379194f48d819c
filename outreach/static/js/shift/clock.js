// A plain clock: what anybody sees who looks at a left or locked phone. No name, no logo, no count.
import { html, useEffect, useRef, useState } from "../ui/kit.js";
import { bigTime, clockDay, now } from "../ui/moment.js";
import { W } from "../ui/words.js";

const HOLD = 1000;

/** The time, again each second. */
export function useClock() {
  const [at, setAt] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return at;
}

/** What stands on a neutral page: a one-second press on it opens the lock; so do Enter and a reader's double tap. */
export function Hold({ open, children, ...rest }) {
  const timer = useRef(0);
  const stop = () => clearTimeout(timer.current);
  const press = () => {
    timer.current = setTimeout(open, HOLD);
  };
  useEffect(() => stop, []);
  return html`<button type="button" onPointerDown=${press} onPointerUp=${stop} onPointerLeave=${stop}
    onPointerCancel=${stop} onClick=${(event) => event.detail === 0 && open()}
    onContextMenu=${(event) => event.preventDefault()} ...${rest}>${children}</button>`;
}

/** The neutral page. */
export function Away({ open }) {
  const at = useClock();
  return html`<main class="o-away"><h1 class="o-sr">${W.clock}</h1>
    <${Hold} class="o-away__clock" open=${open}><b class="o-num">${bigTime(at)}</b><span>${clockDay(at)}</span><//></main>`;
}
