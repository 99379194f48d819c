// What happens while time goes by: a key that is held, a page that is drawn again.
import { useEffect, useRef, useState } from "./kit.js";
import { now } from "./moment.js";

/**
 * What a key needs that is held for `wait` ms: `held(stop)` is called then, and may give back a timer that letting go
 * ends too. `touched(on)` is told when the finger comes and goes.
 */
export function useHold(wait, held, touched = () => {}) {
  const timer = useRef(0);
  const stop = () => {
    clearTimeout(timer.current); // an interval too: they share their numbers
    touched(false);
  };
  const press = (event) => {
    if (event.button) return;
    touched(true);
    timer.current = setTimeout(() => {
      timer.current = held(stop);
    }, wait);
  };
  return {
    onPointerDown: press,
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onContextMenu: (event) => event.preventDefault(),
  };
}

/** The time, again each `every` ms. */
export function useNow(every) {
  const [at, setAt] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), every);
    return () => clearInterval(timer);
  }, []);
  return at;
}
