// Supplies that move without a contact: into the bag, received on the way, lost, or handed on to a colleague.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Found } from "../ui/found.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { packSizes, usualAmounts } from "../supplies/amounts.js";
import { NumberSheet } from "../supplies/amount-sheet.js";

const BOX = 100; // larger boxes are no step of a bag
const INTO = ["loaded", "received"];

/** `way` is one of MOVES; `had` what stands there already; `left(item)` what is in the bag; `done(lines)` takes it. */
export function MoveSheet({ way, had = {}, first, left, done, onClose }) {
  const { ref } = useOutreach();
  const [lines, setLines] = useState(had);
  const [typing, setTyping] = useState(null);
  const [all, setAll] = useState(false);
  const words = W.shift.moves;
  const put = (code, n) => setLines({ ...lines, [code]: Math.min(9999, Math.max(0, n)) });
  const taken = Object.fromEntries(Object.entries(lines).filter(([, n]) => n > 0));
  if (typing) {
    const item = ref.item(typing);
    return html`<${NumberSheet} key="number" onClose=${() => setTyping(null)} title=${item.short}
      had=${lines[typing] || 0} amounts=${amountsOf(item, way, left?.(typing))} packs=${packSizes(item.pack)}
      done=${(n) => {
        put(typing, n);
        setTyping(null);
      }} />`;
  }
  const line = (item) => html`<${Line} key=${item.code} item=${item} way=${way} n=${lines[item.code] || 0}
    left=${left} put=${put} type=${setTyping} />`;
  const codes = [...new Set([...first, ...Object.keys(taken)])];
  const number = Object.keys(taken).length;
  return html`<${Sheet} key="move" full title=${words.titles[way]} onClose=${onClose}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${() => done(taken)}>
      ${way === "loaded" ? W.shift.load.done : words.save}
      <span class="o-btn__more" aria-live="polite">${number ? W.items(number) : ""}</span><//>`}>
    <p class="o-text o-text--quiet">${way === "loaded" ? W.shift.load.hint : words.hints[way]}</p>
    ${
      all
        ? html`<${AllItems} line=${line} way=${way} />`
        : html`${codes.length > 0 && html`<div class=${cards(way)}>${codes.map((code) => line(ref.item(code)))}</div>`}
        ${!codes.length && !INTO.includes(way) && html`<p class="o-text">${words.none}</p>`}
        <button type="button" class="o-btn" onClick=${() => setAll(true)}><${Icon} name="all" />${words.allItems}</button>`
    }
  <//>`;
}

function Line({ item, way, n, left, put, type }) {
  const inBag = left?.(item.code) ?? 0;
  const over = !INTO.includes(way) && n > Math.max(0, inBag);
  const sub = over ? W.shift.moves.tooMany : left && W.shift.moves.inBag(Math.max(0, inBag));
  return html`<${Stepper} name=${item.short} icon=${item.icon} sub=${sub} count=${n} by=${stepOf(item, way)}
    set=${(next) => put(item.code, next)} type=${() => type(item.code)} />`;
}

function AllItems({ line, way }) {
  const { ref } = useOutreach();
  return html`<${Found} list=${ref.items.filter((item) => item.stocked !== false)} label=${W.shift.moves.find}>
    ${(items) => html`<div class=${cards(way)}>${items.map(line)}</div>`}<//>`;
}

const cards = (way) => (way === "loaded" ? "o-card o-steps o-steps--boxes" : "o-card o-steps");

/** Bags are filled by the box, and lose single things. */
const stepOf = (item, way) => (way === "loaded" ? boxOf(item) : item.step);
const boxOf = ({ pack, step }) =>
  Math.max(
    step,
    ...packSizes(pack)
      .map(([, n]) => n)
      .filter((n) => n <= BOX),
  );

function amountsOf(item, way, left) {
  if (way === "loaded") return [1, 2, 3, 4, 5].map((n) => n * boxOf(item));
  const usual = usualAmounts(item.step);
  return left > 0 && !INTO.includes(way) ? [...new Set([...usual.slice(0, 4), left])].sort((a, b) => a - b) : usual;
}
