// Start of shift: the day (asked once, so that a wrong clock does no harm), zone, setting, a PIN, practice.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head, Note, Page, Row } from "../ui/parts.js";
import { longDay, partOfDay, programmeDay, shiftDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Place } from "../contacts/place-sheet.js";
import { PinSheet } from "./pin-sheet.js";

export function StartPage() {
  const { phone, view, nav, ref } = useOutreach();
  const part = partOfDay();
  const [day, setDay] = useState({ value: programmeDay(undefined, ref.own.day_ends), sure: false });
  const [place, setPlace] = useState({ zone: only(ref.zones)?.id ?? null, site: only(ref.sites)?.id ?? null, setting: null });
  const [busy, setBusy] = useState(false);
  const missing = [place.zone === null && W.zone, !place.setting && W.setting, !day.sure && W.day].filter(Boolean);
  const ready = !missing.length;
  const start = async () => {
    setBusy(true);
    await phone.startShift({ ...place, day: day.value, part });
    nav.home();
  };
  const foot = html`<${Btn} kind="lamp" icon="lamp" off=${!ready} busy=${busy} onClick=${start}>${W.start}
    ${!ready && html`<span class="o-btn__more">${W.startFirst(missing.join(W.comma).toLowerCase())}</span>`}<//>`;
  return html`<${Page} title=${W.startTitle} foot=${foot}>
      <${Day} day=${day} part=${part} put=${setDay} />
      ${
        ref.zones.length
          ? html`<${Place} place=${place} put=${setPlace} />`
          : html`<${Note} kind="clay" icon="alert" action=${html`<${Btn} onClick=${() => phone.sync()}>
            ${W.tryNow}<//>`}>${W.noZones}<//>`
      }
      <div class="o-card o-rows">
        <${Row} icon="lock" title=${W.pinRow} sub=${view.pinSet ? W.pinRowOn : W.pinRowOff} lead="next"
          onClick=${() => nav.open("pin")} />
        <${Row} icon="info" title=${W.practiceRow} sub=${W.practiceHint} pressed=${String(view.practice)}
          state=${html`<span class="o-state">${W.onOff[view.practice]}</span>`}
            onClick=${() => phone.practice(!view.practice)} />
      </div>
    <//>
    ${nav.top.sheet === "pin" && html`<${PinSheet} />`}`;
}

/** "Tonight is Friday 20 November?" One tap if it is; otherwise the days around it. */
function Day({ day, part, put }) {
  const [other, setOther] = useState(false);
  const [around] = useState(() => [-2, -1, 0, 1].map((by) => shiftDay(day.value, by)));
  return html`<section class="o-day" aria-label=${W.dayTitle}><p>${W.tonight[part]}<b>${longDay(day.value)}</b></p>
    ${
      other
        ? html`<${Choices} label=${W.dayTitle} cols=${2}>${around.map(
            (value) => html`<${Chip} key=${value}
        on=${day.sure && day.value === value} onClick=${() => put({ value, sure: true })}>${longDay(value)}<//>`,
          )}<//>
        <p class="o-head__hint">${W.dayHint}</p>`
        : html`<${Choices} label=${W.dayTitle} cols=${2}>
        <${Chip} on=${day.sure} onClick=${() => put({ ...day, sure: !day.sure })}>${W.dayYes}<//>
        <${Chip} onClick=${() => setOther(true)}>${W.dayNo}<//><//>`
    }</section>`;
}

const only = (list) => (list.length === 1 ? list[0] : null);
