// A PIN of 4 to 6 digits: it only opens again a page that is still alive. Typed twice, never stored.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { Keypad } from "../ui/keypad.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Dots } from "./dots.js";

export function PinSheet() {
  const { phone, nav, look, kept } = useOutreach();
  const [first, setFirst] = useState("");
  const [pin, setPin] = useState("");
  const [said, setSaid] = useState("");
  const next = async () => {
    if (!first) return (setFirst(pin), setPin(""));
    if (first !== pin) return (setFirst(""), setPin(""), setSaid(W.notSame));
    await phone.setPin(pin);
    kept.pinLength = pin.length; // so that the last digit opens
    return nav.back();
  };
  const press = (digit) => {
    setSaid("");
    setPin((pin + digit).slice(0, 6));
  };
  return html`<${Sheet} title=${first ? W.againLabel : W.pinRow}
    foot=${html`<${Btn} kind="lamp" icon="check" off=${pin.length < 4} onClick=${next}>
      ${first ? W.pinSetDo : W.go}<//>`}>
    <${Dots} typed=${pin.length} />
    ${said ? html`<${Note} kind="clay" icon="alert" role="alert">${said}<//>` : html`<p class="o-text o-text--quiet">
      ${W.pinRowOff}</p>`}
    <${Keypad} label=${W.pinKeys} show=${look.keys} press=${press} erase=${() => setPin(pin.slice(0, -1))} />
  <//>`;
}
