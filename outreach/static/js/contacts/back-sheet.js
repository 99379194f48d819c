// Needles that came back: counted, or estimated by the litres of a bin or by weight. The method is kept and printed.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices } from "../ui/parts.js";
import { Corner, Keypad } from "../ui/keypad.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { typed, typedDecimal } from "../supplies/amounts.js";
import { needlesBack } from "./draft.js";

const METHODS = ["counted", "litres", "kilos"];
const QUICK = { counted: [10, 20, 30, 50, 100], litres: [0.5, 1, 2, 5, 10], kilos: [0.1, 0.2, 0.5, 1, 2] };

export function BackSheet({ back, done }) {
  const { ref } = useOutreach();
  const [now, setNow] = useState(back);
  const count = needlesBack(now, ref.returnRules);
  return html`<${Sheet} title=${W.needlesBack} foot=${html`<${Btn} kind="lamp" icon="check"
      onClick=${() => done(now)}>${now.amount ? W.setTo(Math.max(1, count)) : back.amount ? W.takeOut : W.done}<//>`}>
    <${BackFields} back=${now} put=${setNow} />
  <//>`;
}

/** Method, usual amounts and keys, also on the page of a clean-up; `put({ method, amount })` takes each change. */
export function BackFields({ back, put }) {
  const { ref } = useOutreach();
  const { method, amount } = back;
  const [text, setText] = useState(amount ? String(amount) : "");
  const decimal = method !== "counted";
  const say = (next, how = method) => {
    setText(next);
    put({ method: how, amount: Number(next) || 0 });
  };
  const press = (sign) => say(decimal ? typedDecimal(text, sign) : typed(text, sign));
  const names = { counted: W.counted, litres: W.litres, kilos: W.kilos };
  const count = needlesBack(back, ref.returnRules);
  return html`<${Choices} label=${W.howBack}>
      ${METHODS.map((m) => html`<${Chip} key=${m} on=${method === m} onClick=${() => say("", m)}>${names[m]}<//>`)}<//>
    <${Choices} label=${W.usualAmounts} cols=${5}>
      ${QUICK[method].map((n) => html`<${Chip} key=${n} kind="tight big" on=${amount === n}
        onClick=${() => say(String(n))}>${n}<//>`)}<//>
    <p class="o-typed o-num" aria-live="polite">${text || 0}${
      decimal &&
      html`<small class="o-head__hint">
      ${" "}${amount ? W.about(Math.max(1, count)) : names[method]}</small>`
    }</p>
    <${Keypad} label=${W.numberKeys} press=${press} erase=${() => say(text.slice(0, -1))}
      left=${decimal ? html`<${Corner} icon="s-sharps" onClick=${() => press(".")}>${W.decimal}<//>` : html`<span>
        <${Icon} name="s-sharps" look="o-ico--off" /></span>`} />`;
}
