// "Tonight is Friday 20 November?" One tap if it is; otherwise the days around it.
import { html, useState } from "../ui/kit.js";
import { Chip, Choices } from "../ui/parts.js";
import { longDay, shiftDay } from "../ui/moment.js";
import { W } from "../ui/words.js";

export function Day({ day, part, put }) {
  const [other, setOther] = useState(false);
  const [around] = useState(() => [-2, -1, 0, 1].map((by) => shiftDay(day.value, by)));
  return html`<section class="o-day" aria-label=${W.dayTitle}><p>${W.tonight[part]}<b>${longDay(day.value)}</b></p>
    <${Choices} label=${W.dayTitle} cols=${2}>${
      other
        ? around.map(
            (value) => html`<${Chip} key=${value} on=${day.sure && day.value === value}
            onClick=${() => put({ value, sure: true })}>${longDay(value)}<//>`,
          )
        : html`<${Chip} on=${day.sure} onClick=${() => put({ ...day, sure: !day.sure })}>${W.dayYes}<//>
          <${Chip} onClick=${() => setOther(true)}>${W.dayNo}<//>`
    }<//>${other && html`<p class="o-head__hint">${W.dayHint}</p>`}</section>`;
}
