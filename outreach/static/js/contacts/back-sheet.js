// Needles that came back: counted, or estimated by the litres of a bin or by weight. The method is kept and printed.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Corner } from "../ui/keypad.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Keys, Usual } from "../supplies/amount-sheet.js";
import { typed, typedDecimal } from "../supplies/amounts.js";
import { Ask, worded } from "../ui/ask.js";
import { counted } from "./fields.js";

const QUICK = { counted: [10, 20, 30, 50, 100], litres: [0.5, 1, 2, 5, 10], kilos: [0.1, 0.2, 0.5, 1, 2] };

/** The words of each method. */
export const methods = () => ({ counted: W.counted, litres: W.litres, kilos: W.kilos });

export function BackSheet({ back, done }) {
  const { ref } = useOutreach();
  const [now, setNow] = useState(back);
  const count = counted(now, ref.returnRules);
  return html`<${Sheet} title=${W.needlesBack} foot=${html`<${Btn} kind="lamp" icon="check"
      onClick=${() => done(now)}>${count ? W.setTo(count) : back.amount ? W.takeOut : W.done}<//>`}>
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
  const hint = html`<small class="o-head__hint"> ${amount ? W.about(counted(back, ref.returnRules)) : methods()[method]}</small>`;
  return html`<${Ask} bare title=${W.howBack} choices=${worded(Object.keys(QUICK), methods())} is=${method}
      tap=${(how) => say("", how)} />
    <${Usual} amounts=${QUICK[method]} is=${amount} tap=${(n) => say(String(n))} />
    <${Keys} shown=${[text || 0, decimal && hint]} press=${press} erase=${() => say(text.slice(0, -1))}
      left=${decimal ? html`<${Corner} icon="s-sharps" onClick=${() => press(".")}>${W.decimal}<//>` : html`<span>
        <${Icon} name="s-sharps" look="o-ico--off" /></span>`} />`;
}
