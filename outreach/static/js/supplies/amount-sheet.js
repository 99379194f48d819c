// The sheet behind a number: usual amounts, boxes that expand to units, and keys.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head } from "../ui/parts.js";
import { Corner, Keypad } from "../ui/keypad.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { packSizes, typed, usualAmounts } from "./amounts.js";

/**
 * For an item of the form: `had` units now; `done(n, reason)` sets it. `given`: the form's reasons by item, where
 * things are given to people: these may also turn out to be not available.
 */
export function AmountSheet({ item, had, given, done }) {
  const { ref, nav } = useOutreach();
  const [why, setWhy] = useState(given?.[item.code]);
  const reasons = given && (item.group || item.category) === "naloxone" ? ref.reasons : [];
  const { paper } = nav.top;
  const none = () => nav.swap({ screen: "other", kind: "unmet", what: "item", code: item.code, over: true, paper });
  return html`<${NumberSheet} title=${item.short} had=${had} amounts=${usualAmounts(item.step)}
    packs=${packSizes(item.pack)} done=${(n) => done(n, why)}>
    ${
      reasons.length > 0 &&
      html`<${Head}>${W.whyGiven}<//><${Choices} label=${W.whyGiven} cols=${4}>
      ${reasons.map(
        ({ code, name }) => html`<${Chip} key=${code} on=${why === code}
        onClick=${() => setWhy(why === code ? undefined : code)}>${name}<//>`,
      )}<//>`
    }
    ${given && !had && html`<${Btn} kind="quiet" icon="unmet" onClick=${none}>${W.others.unmet.fromItem}<//>`}
  <//>`;
}

/**
 * Any whole number: quick amounts, packs, keys, and one lamp action that says what it sets. `none` words a count of
 * none, where that is a count; `digits` is how long the number may be.
 */
export function NumberSheet({ title, had, amounts, packs = [], done, onClose, none, digits = 4, children }) {
  const [text, setText] = useState(had ? String(had) : "");
  const [fresh, setFresh] = useState(true); // the first key replaces what stood there
  const number = Number(text) || 0;
  const put = (next) => {
    setText(String(next));
    setFresh(false);
  };
  const [box] = packs.slice(-1);
  const corner =
    box && html`<${Corner} icon="s-pack" onClick=${() => put(fresh ? box[1] : number + box[1])}>${box[0]}<//>`;
  return html`<${Sheet} title=${title} onClose=${onClose} foot=${html`<${Btn} kind="lamp" icon="check"
    onClick=${() => done(number)}>
      ${number ? W.setTo(number) : none || (had ? W.takeOut : W.done)}<//>`}>
    <${Choices} label=${W.usualAmounts} cols=${5}>
      ${amounts.map((n) => html`<${Chip} key=${n} kind="tight big" on=${number === n} onClick=${() => put(n)}>
        ${n}<//>`)}<//>
    ${
      packs.length > 1 &&
      html`<${Choices} label=${W.packs} cols=${2}>${packs
        .slice(0, -1)
        .map(
          ([name, n]) =>
            html`<${Chip} key=${name} icon="s-pack" on=${number === n} onClick=${() => put(fresh ? n : number + n)}>
              ${name}<//>`,
        )}<//>`
    }
    ${children}
    <p class="o-typed o-num" aria-live="polite">${number}</p>
    <${Keypad} label=${W.numberKeys} left=${corner} press=${(digit) => put(typed(fresh ? "" : text, digit, digits))}
      erase=${() => put(fresh ? "" : text.slice(0, -1))} />
  <//>`;
}
