// A plain clock: what anybody sees who looks at a left or locked phone. No name, no logo, no count.
import { html, useEffect } from "../ui/kit.js";
import { bigTime, clockDay } from "../ui/moment.js";
import { useHold, useNow } from "../ui/timing.js";
import { W } from "../ui/words.js";

const HOLD = 1000;

/** The time, again each second. */
export const useClock = () => useNow(1000);

/** A key that opens the lock: by a press of one second, by Enter, and by a reader's double tap. */
export function useOpening(open) {
  const hold = useHold(HOLD, open);
  useEffect(() => hold.onPointerUp, []);
  return { type: "button", ...hold, onClick: (event) => event.detail === 0 && open() };
}

/** The neutral page, with its clock as the key. */
export function Away({ open }) {
  const at = useClock();
  return html`<main class="o-away"><h1 class="o-sr">${W.clock}</h1>
    <button class="o-away__clock" ...${useOpening(open)}>
      <b class="o-num">${bigTime(at)}</b><span>${clockDay(at)}</span></button></main>`;
}
