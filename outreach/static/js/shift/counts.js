// Counting the bag: each item is empty until somebody looked; "as expected" is one tap, a difference one more.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Chip, Choices } from "../ui/parts.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { difference, expected } from "./bag-sums.js";

export const WHYS = ["miscounted", "forgot", "damaged", "stolen", "unknown"];

/** What was counted { item: { n, why } }, shown at once and kept in the notebook at each change: a kill loses none. */
export function useCounts() {
  const { phone, view } = useOutreach();
  const [counts, setCounts] = useState(view.shift.counts ?? {});
  const put = (change) => {
    const next = { ...counts, ...change };
    setCounts(next);
    void phone.moveShift({ counts: next });
  };
  return [counts, put];
}

export function CountRow({ row, count, put, type }) {
  const { ref } = useOutreach();
  const item = ref.item(row.item);
  const words = W.shift.end;
  const set = (n) => put({ n: Math.min(9999, Math.max(0, n)), why: count?.why ?? null });
  if (!count) {
    return html`<div class="o-count"><${Icon} name=${item.icon} size="l" />
      <button type="button" class="o-step__name" onClick=${type}>${item.short}<${Sums} row=${row} />
        <span class="o-sr">: ${W.keysOpen}</span></button>
      <button type="button" class="o-count__ok" aria-label=${words.asExpected(item.short, expected(row))}
        onClick=${() => set(expected(row))}><span class="o-num">${expected(row)}</span><${Icon} name="check" size="s" />
      </button></div>`;
  }
  const off = difference(row, count);
  return html`<div class=${off ? "o-counted o-counted--off" : "o-counted"}>
    <${Stepper} name=${item.short} icon=${item.icon} sub=${words.should(expected(row))} count=${count.n} set=${set}
      type=${type} />
    ${off !== 0 && html`<${Why} name=${item.short} off=${off} why=${count.why} put=${(why) => put({ ...count, why })} />`}
  </div>`;
}

function Sums({ row: { loaded, received, given, lost, on } }) {
  const words = W.shift.inside;
  const [out, other] = [loaded + received, lost + on];
  return html`<small>${other ? words.sumsMore(out, given, other) : words.sums(out, given)}</small>`;
}

function Why({ name, off, why, put }) {
  const words = W.shift.end;
  return html`<div class="o-count__why"><p role="status"><${Icon} name="alert" size="s" />
      ${off < 0 ? words.fewer(-off) : words.more(off)}</p>
    <${Choices} label=${words.why(name)}>${WHYS.map(
      (code) => html`<${Chip} key=${code} on=${why === code} onClick=${() => put(why === code ? null : code)}>
        ${words.whys[code]}<//>`,
    )}<//></div>`;
}
