// The sheet behind a number: usual amounts, boxes that expand to units, and keys.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Corner, Keypad } from "../ui/keypad.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Ask, named } from "../ui/ask.js";
import { isNaloxone, packSizes, typed, usualAmounts } from "./amounts.js";

/**
 * For an item of the form: `had` units now; `done(n, reason)` sets it. `given`: the form's reasons by item, where
 * things are given to people: these may also turn out to be not available.
 */
export function AmountSheet({ item, had, given, done }) {
  const { ref, nav } = useOutreach();
  const [why, setWhy] = useState(given?.[item.code]);
  const reasons = given && isNaloxone(item) ? ref.reasons : [];
  const { paper } = nav.top;
  const none = () => nav.swap({ screen: "other", kind: "unmet", preset: { what: "item", code: item.code }, over: true, paper });
  return html`<${NumberSheet} item=${item} had=${had} done=${(n) => done(n, why)}>
    ${
      reasons.length > 0 &&
      html`<${Ask} title=${W.whyGiven} cols=${4} choices=${named(reasons)} is=${why}
        tap=${(code) => setWhy(why === code ? undefined : code)} />`
    }
    ${given && !had && html`<${Btn} kind="quiet" icon="unmet" onClick=${none}>${W.others.unmet.fromItem}<//>`}
  <//>`;
}

/**
 * Any whole number, of an `item` or with a title and amounts of its own: quick amounts, packs, keys, and one lamp action that says what it sets. `none` words a count of
 * none, where that is a count; `digits` is how long the number may be.
 */
export function NumberSheet({ item, had, done, onClose, none, digits = 4, children, ...own }) {
  const { title = item.short, amounts = usualAmounts(item.step) } = own;
  const packs = packSizes(item?.pack);
  const [text, setText] = useState(had ? String(had) : "");
  const [fresh, setFresh] = useState(true); // the first key replaces what stood there
  const number = Number(text) || 0;
  const put = (next) => {
    setText(String(next));
    setFresh(false);
  };
  const add = (n) => put(fresh ? n : number + n);
  const [box] = packs.slice(-1);
  const corner = box && html`<${Corner} icon="s-pack" onClick=${() => add(box[1])}>${box[0]}<//>`;
  return html`<${Sheet} title=${title} onClose=${onClose} foot=${html`<${Btn} kind="lamp" icon="check"
    onClick=${() => done(number)}>
      ${number ? W.setTo(number) : none || (had ? W.takeOut : W.done)}<//>`}>
    <${Usual} amounts=${amounts} is=${number} tap=${put} />
    ${
      packs.length > 1 &&
      html`<${Ask} bare title=${W.packs} cols=${2} choices=${packs.slice(0, -1).map(([name, n]) => [n, name, null, "s-pack"])}
        is=${number} tap=${add} />`
    }
    ${children}
    <${Keys} shown=${number} left=${corner} press=${(digit) => put(typed(fresh ? "" : text, digit, digits))}
      erase=${() => put(fresh ? "" : text.slice(0, -1))} />
  <//>`;
}

/** The number as it stands, over its keys. */
export const Keys = ({ shown, ...keys }) => html`<p class="o-typed o-num" aria-live="polite">${shown}</p>
  <${Keypad} label=${W.numberKeys} ...${keys} />`;

export const Usual = ({ amounts, is, tap }) => html`<${Ask} bare title=${W.usualAmounts} cols=${5} kind="tight big"
  choices=${amounts.map((n) => [n, n])} is=${is} tap=${tap} />`;
