// One thing that is counted: quiet at zero, lit from one on. Holding + or − repeats; the number opens the keys.
import { html, Icon, Ltr, kinds, useEffect, useOutreach, useRef } from "./kit.js";
import { W } from "./words.js";
import { buzz } from "./look.js";
import { useHold } from "./timing.js";

const WAIT = 450;
const EVERY = 110;

/**
 * `by` is the step; `set(n)` takes the new count; `type()` opens the keys; `shown` words the count otherwise; `lit`: a
 * count of 0 is one too.
 */
export function Stepper({ name, sub, icon, count, by = 1, set, type, tall, shown, lit }) {
  const more = W.moreBy(name, by);
  return html`<div class=${tall ? "o-step o-tall-only" : "o-step"} data-n=${lit ? "lit" : count}>
    <${Icon} name=${icon} size="l" />
    <button type="button" class="o-step__name" onClick=${type}>${name}${sub && html`<small>${sub}</small>`}
      <span class="o-sr">: ${W.keysOpen}</span></button>
    <span class="o-step__ctl">
      <${Hold} class="o-key o-step__less" label=${W.lessBy(name, by)} go=${() => set(count - by)}>
        ${by === 1 ? html`<${Icon} name="minus" />` : html`<${Ltr}>−${by}<//>`}<//>
      <button type="button" class="o-step__count o-num" onClick=${type}>${shown ?? count}
        <span class="o-sr"> ${W.typeNumber(name)}</span></button>
      <${Hold} class=${`o-key ${kinds("o-step__add", by >= 100 && "wide")}`} label=${more} go=${() => set(count + by)}>
        ${by === 1 ? html`<${Icon} name="plus" />` : html`<${Ltr}>+${by}<//>`}<//>
    </span></div>`;
}

/** A key that acts once at a tap and again and again while it is held. */
function Hold({ label, go, children, ...rest }) {
  const { look } = useOutreach();
  const latest = useRef(go);
  const repeated = useRef(false);
  latest.current = go;
  const again = () => {
    repeated.current = true;
    return setInterval(() => latest.current(), EVERY);
  };
  const hold = useHold(WAIT, again, (on) => on && (repeated.current = false));
  const tap = () => {
    if (!repeated.current) {
      latest.current();
      buzz(look, "tick");
    }
    repeated.current = false;
  };
  useEffect(() => hold.onPointerUp, []);
  return html`<button type="button" aria-label=${label} onClick=${tap} ...${hold} ...${rest}>${children}</button>`;
}
