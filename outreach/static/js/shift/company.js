// Who is out tonight, and how often the phone asks a worker if they are fine.
import { Ask } from "../ui/ask.js";
import { html, useState } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { CHOICES } from "./checkin-timer.js";

const FEW = 3;
const MOST = 9;

/** How many work on this shift, oneself included: three taps away at most, nine at most. */
export function Company({ workers, put }) {
  const [all, setAll] = useState(workers > FEW);
  const words = W.shift.company;
  const shown = Array.from({ length: all ? MOST : FEW }, (_, place) => place + 1);
  const choices = all
    ? shown.map((n) => [n, n, words.more(n)])
    : [...shown.map((n) => [n, [words.alone, words.pair][n - 1] ?? words.more(n)]), [FEW + 1, `${FEW + 1}+`, words.more(FEW + 1)]];
  const tap = (n) => {
    setAll(all || n > FEW);
    put(n);
  };
  return html`<${Ask} title=${words.title} hint=${words.hint} cols=${all ? 5 : 4} is=${workers} choices=${choices} tap=${tap} />`;
}

/** Off, or each so many minutes. */
export function CheckinChoice({ minutes, put, title }) {
  const words = W.shift.checkin;
  const choices = [[0, words.off], ...CHOICES.map((n) => [n, words.minutes(n)])];
  return html`<${Ask} title=${title} hint=${words.rowOff} cols=${5} is=${minutes} choices=${choices} tap=${put} />`;
}
