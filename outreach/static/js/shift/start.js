// Start of shift: the day (asked once, so that a wrong clock does no harm), where, the bag, who is out. A worker's own
// usual shift is filled in, so that nothing but the day has to be said.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Note, Page, Row } from "../ui/parts.js";
import { partOfDay, programmeDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Place } from "../contacts/place-sheet.js";
import { checkinFor } from "./checkin-timer.js";
import { CheckinChoice, Company } from "./company.js";
import { Day } from "./day.js";
import { MoveSheet } from "./move-sheet.js";
import { PinSheet } from "./pin-sheet.js";
import { Pin, Practice, Switch } from "./switches.js";
import { bagSays, emptyPlan, usualOf, Usual } from "./usual.js";

export function StartPage() {
  const { phone, nav, ref } = useOutreach();
  const part = partOfDay();
  const [day, setDay] = useState({ value: programmeDay(undefined, ref.own.day_ends), sure: false });
  const [usual] = useState(() => usualOf(phone.usual, ref));
  const [plan, setPlan] = useState(usual ?? emptyPlan(ref));
  const [asUsual, setAsUsual] = useState(Boolean(usual));
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);
  const put = (change) => setPlan((was) => ({ ...was, ...change }));
  const missing = [plan.zone === null && W.zone, !plan.setting && W.setting, !day.sure && W.day].filter(Boolean);
  const start = async () => {
    setBusy(true);
    if (keep) phone.keepUsual(plan);
    await phone.startShift(shiftFrom(plan, day.value, part));
    nav.home();
  };
  const forget = () => {
    phone.keepUsual(null);
    setPlan(emptyPlan(ref));
    setAsUsual(false);
  };
  const foot = html`<${Btn} kind="lamp" icon="lamp" off=${missing.length > 0} busy=${busy} onClick=${start}>${W.start}
    ${missing.length > 0 && html`<span class="o-btn__more">${W.startFirst(missing.join(W.comma).toLowerCase())}</span>`}<//>`;
  const { sheet } = nav.top;
  return html`<${Page} title=${W.startTitle} foot=${foot}>
      <${Day} day=${day} part=${part} put=${setDay} />
      ${
        asUsual
          ? html`<${Usual} plan=${plan} change=${() => setAsUsual(false)} forget=${forget} />`
          : html`<${Plan} plan=${plan} put=${put} />`
      }
      <${Own} keep=${keep} setKeep=${asUsual ? null : setKeep} />
    <//>
    ${sheet === "pin" && html`<${PinSheet} />`}
    ${
      sheet === "load" &&
      html`<${MoveSheet} way="loaded" had=${plan.load} first=${ref.usualItems.map(({ code }) => code)}
      onClose=${nav.back}
      done=${(load) => {
        put({ load });
        nav.back();
      }} />`
    }`;
}

/** The shift object, which the notebook keeps encrypted until the shift ends. */
const shiftFrom = ({ minutes, load, ...plan }, day, part) => ({
  ...plan,
  day,
  part,
  bag: { loaded: load },
  checkin: checkinFor(minutes),
});

function Plan({ plan, put }) {
  const { phone, nav, ref, view } = useOutreach();
  if (!ref.zones.length)
    return html`<${Note} kind="clay" icon="alert" action=${html`<${Btn} onClick=${() => phone.sync()}>${W.tryNow}<//>`}>
      ${W.noZones}<//>`;
  return html`<${Place} place=${plan} put=${put} />
    ${
      view.notebook &&
      html`<div class="o-card o-rows"><${Row} icon="bag" title=${W.shift.load.row} sub=${bagSays(plan.load)} lead="next"
      onClick=${() => nav.open("load")} /></div>`
    }
    <${Company} workers=${plan.workers} put=${(workers) => put({ workers })} />
    <${CheckinChoice} title=${W.shift.checkin.title} minutes=${plan.minutes} put=${(minutes) => put({ minutes })} />`;
}

/** What belongs to this worker and this phone. Without `setKeep` the shift is the usual one: there is less to say. */
function Own({ keep, setKeep }) {
  const { nav, ref } = useOutreach();
  return html`<div class="o-card o-rows">
      ${
        setKeep &&
        html`<${Switch} icon="repeat" title=${W.shift.usual.keep} sub=${W.shift.usual.keepSub} on=${keep} put=${setKeep} />`
      }
      <${Pin} icon="lock" />
      <${Practice} />
      ${setKeep && html`<${Row} icon="phone" title=${W.settingsTitle} lead="next" onClick=${() => nav.go("settings")} />`}
    </div>
    ${setKeep && ref.team && html`<p class="o-text o-text--quiet">${W.shift.team(ref.team, ref.device_name || "")}</p>`}`;
}
