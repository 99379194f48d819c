// Rows that stand on more than one page: something that is on or off, the practice mode, the PIN.
import { html, useOutreach } from "../ui/kit.js";
import { Row } from "../ui/parts.js";
import { W } from "../ui/words.js";

/** Something that is on or off. */
export const Switch = ({ icon, title, sub, on, put }) => html`<${Row} icon=${icon} title=${title} sub=${sub}
  pressed=${on} state=${html`<span class="o-state">${W.onOff[on]}</span>`} onClick=${() => put(!on)} />`;

export function Practice() {
  const { phone, view } = useOutreach();
  return html`<${Switch} icon="info" title=${W.practiceRow} sub=${W.practiceHint} on=${view.practice}
    put=${(on) => phone.practice(on)} />`;
}

/** Opens the sheet "pin" (pin-sheet.js), which the page draws. */
export function Pin({ icon }) {
  const { view, nav } = useOutreach();
  return html`<${Row} icon=${icon} title=${W.pinRow} sub=${view.pinSet ? W.pinRowOn : W.pinRowOff} lead="next"
    onClick=${() => nav.open("pin")} />`;
}
