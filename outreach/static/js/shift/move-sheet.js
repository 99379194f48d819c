// Supplies that move without a contact: into the bag, received on the way, lost, or handed on to a colleague.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Found } from "../ui/found.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { packSizes, usualAmounts } from "../supplies/amounts.js";
import { NumberSheet } from "../supplies/amount-sheet.js";
import { amountsWith, INTO } from "./bag-sums.js";

const BOX = 100; // larger boxes are no step of a bag

/** `way` is one of MOVES; `had` what stands there already; `left(item)` what is in the bag; `done(lines)` takes it. */
export function MoveSheet({ way, had = {}, first, left, done, onClose }) {
  const { ref } = useOutreach();
  const [lines, setLines] = useState(had);
  const [typing, setTyping] = useState(null);
  const [all, setAll] = useState(false);
  const words = W.shift.moves;
  const boxes = way === "loaded";
  const put = (code, n) => {
    setLines({ ...lines, [code]: Math.min(9999, Math.max(0, n)) });
    setTyping(null);
  };
  if (typing) {
    const item = ref.item(typing);
    return html`<${NumberSheet} key="number" onClose=${() => setTyping(null)} item=${item} had=${lines[typing]}
      amounts=${amountsOf(item, way, left?.(typing))} done=${(n) => put(typing, n)} />`;
  }
  const card = (items) => html`<div class=${boxes ? "o-card o-steps o-steps--boxes" : "o-card o-steps"}>
    ${items.map((item) => html`<${Line} key=${item.code} ...${{ item, way, left, put, setTyping, n: lines[item.code] || 0 }} />`)}
    </div>`;
  const taken = Object.fromEntries(Object.entries(lines).filter(([, n]) => n > 0));
  const number = Object.keys(taken).length;
  const codes = [...new Set([...first, ...Object.keys(taken)])];
  return html`<${Sheet} key="move" full title=${words.titles[way]} onClose=${onClose}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${() => done(taken)}>${boxes ? W.shift.load.done : words.save}
      <span class="o-btn__more" aria-live="polite">${number ? W.items(number) : ""}</span><//>`}>
    <p class="o-text o-text--quiet">${boxes ? W.shift.load.hint : words.hints[way]}</p>
    ${
      all
        ? html`<${Found} list=${ref.items.filter((item) => item.stocked !== false)} label=${words.find}>${card}<//>`
        : html`${codes.length ? card(codes.map(ref.item)) : !INTO.includes(way) && html`<p class="o-text">${words.none}</p>`}
        <${Btn} icon="all" onClick=${() => setAll(true)}>${words.allItems}<//>`
    }
  <//>`;
}

function Line({ item, way, left, n, put, setTyping }) {
  const { code, short, icon } = item;
  const inBag = Math.max(0, left?.(code) ?? 0);
  const over = !INTO.includes(way) && n > inBag;
  return html`<${Stepper} name=${short} icon=${icon} sub=${over ? W.shift.moves.tooMany : left && W.shift.moves.inBag(inBag)}
    count=${n} by=${way === "loaded" ? boxOf(item) : item.step} set=${(next) => put(code, next)}
    type=${() => setTyping(code)} />`;
}

/** Bags are filled by the box, and lose single things. */
const boxOf = ({ pack, step }) => Math.max(step, ...packSizes(pack).flatMap(([, n]) => (n <= BOX ? n : [])));

function amountsOf(item, way, left) {
  if (way === "loaded") return [1, 2, 3, 4, 5].map((n) => n * boxOf(item));
  return left > 0 && !INTO.includes(way) ? amountsWith(item.step, left) : usualAmounts(item.step);
}
