// Who is out tonight, and how often the phone asks a worker if they are fine.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { CHOICES } from "./checkin-timer.js";

const FEW = 3;
const MOST = 9;

/** How many work on this shift, oneself included: three taps away at most, nine at most. */
export function Company({ workers, put }) {
  const [all, setAll] = useState(workers > FEW);
  const words = W.shift.company;
  const shown = Array.from({ length: all ? MOST : FEW }, (_, place) => place + 1);
  const name = (n) => (all ? String(n) : n === 1 ? words.alone : n === 2 ? words.pair : words.more(n));
  return html`<${Head} hint=${words.hint}>${words.title}<//>
    <${Choices} label=${words.title} cols=${all ? 5 : 4}>
      ${shown.map(
        (n) => html`<${Chip} key=${n} on=${workers === n} label=${all ? words.more(n) : undefined}
        onClick=${() => put(n)}>${name(n)}<//>`,
      )}
      ${!all && html`<${Chip} label=${words.more(FEW + 1)} onClick=${() => (setAll(true), put(FEW + 1))}>${FEW + 1}+<//>`}
    <//>`;
}

/** Off, or each so many minutes. */
export function CheckinChoice({ minutes, put, title }) {
  const words = W.shift.checkin;
  return html`<${Head} hint=${words.rowOff}>${title}<//><${Choices} label=${title} cols=${5}>
    <${Chip} on=${!minutes} onClick=${() => put(0)}>${words.off}<//>
    ${CHOICES.map(
      (n) => html`<${Chip} key=${n} on=${minutes === n} onClick=${() => put(n)}>${words.minutes(n)}<//>`,
    )}<//>`;
}
