// The breathing light: in for four seconds, out for six, with the words that go with it. Without movement: the count.
import { html, useState } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { useNow } from "../ui/timing.js";

const IN = 4;
const ROUND = 10;

export function Breath() {
  const at = useNow(250);
  const [begun] = useState(at);
  const second = Math.floor((at - begun) / 1000) % ROUND;
  const inward = second < IN;
  return html`<div class="o-breathe" aria-hidden="true"><div class="o-breath o-breath--slow"></div>
    <p><b>${inward ? W.guides.breath.in : W.guides.breath.out}</b>
      <span class="o-num">${inward ? second + 1 : second - IN + 1}</span></p></div>`;
}
