// Who is out tonight, and how often the phone asks a worker if they are fine.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Ask } from "../ui/ask.js";
import { Chip } from "../ui/parts.js";
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
  return html`<${Ask} title=${words.title} hint=${words.hint} cols=${all ? 5 : 4} is=${workers} tap=${put}
      choices=${shown.map((n) => [n, name(n), all && words.more(n)])}>
      ${!all && html`<${Chip} label=${words.more(FEW + 1)} onClick=${() => (setAll(true), put(FEW + 1))}>${FEW + 1}+<//>`}
    <//>`;
}

/** Off, or each so many minutes. */
export function CheckinChoice({ minutes, put, title }) {
  const words = W.shift.checkin;
  return html`<${Ask} title=${title} hint=${words.rowOff} cols=${5} is=${minutes || 0} tap=${put}
    choices=${[[0, words.off], ...CHOICES.map((n) => [n, words.minutes(n)])]} />`;
}
