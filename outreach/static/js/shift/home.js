// The shift page: dangers first, where am I, what was given so far, the last saved, and the ways to begin.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Btn, Note, Page } from "../ui/parts.js";
import { clockTime } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { goingOn } from "../contacts/kinds.js";
import { newest } from "../contacts/kept.js";
import { inline, saveSays } from "../contacts/say.js";
import { SameSheet } from "../contacts/same.js";
import { PlaceSheet } from "../contacts/place-sheet.js";
import { SlipSheet } from "../referrals/sheets.js";
import { AlertStrip } from "../safety/strip.js";
import { HelpStrip } from "./checkin.js";
import { Dock } from "./dock.js";
import { LastSaved } from "./last.js";
import { SyncPill } from "./pill.js";
import { tally } from "./tally.js";

export function ShiftHome() {
  const { phone, view, nav, kept, ref } = useOutreach();
  const lines = kept.same();
  const foot = html`
    <div class="o-pair o-pair--stay"><${Btn} kind="start ember" icon="lifebuoy"
        onClick=${() => nav.go("guide", { code: "overdose" })}>${W.shift.overdose}<//>
      <${Btn} kind="start" icon="harm" onClick=${() => nav.go("harm")}>${W.shift.harm}<//></div>
    ${
      lines &&
      html`<${Btn} kind="start tall" icon="repeat" onClick=${() => nav.open("same", { lines })}>
      <span class="o-btn__two"><span>${W.sameAsLast}</span><span class="o-btn__more">${linesSay(lines, ref)}</span></span><//>`
    }
    <${Btn} kind=${lines ? "lamp" : "lamp huge"} icon="plus" onClick=${() => nav.go("contact")}>${W.newContact}<//>
    <${Dock} here="shift" />`;
  const { sheet } = nav.top;
  return html`<${Page} title=${html`<${Where} />`} extra=${html`<${SyncPill} />`} lined=${false} foot=${foot}>
      <h1 class="o-sr">${W.tonightTitle}</h1>
      <${HelpStrip} />
      <${AlertStrip} />
      <${Tonight} entries=${newest(phone)} />
      <${Unfinished} />
      <${LastSaved} />
    <//>
    ${sheet === "same" && html`<${SameSheet} lines=${nav.top.lines} />`}
    ${sheet === "slips" && html`<${SlipSheet} referrals=${nav.top.referrals} />`}
    ${sheet === "place" && html`<${PlaceSheet} place=${view.shift} put=${(place) => phone.moveShift(place)} />`}`;
}

function Where() {
  const { view, nav, ref, checkin } = useOutreach();
  const { zone, part } = view.shift;
  const { minutes, next } = checkin.view;
  return html`<button type="button" class="o-where" onClick=${() => nav.open("place")}><${Icon} name="zone" />
    <span class="o-where__text">${ref.zone(zone).name}
      <small>${
        minutes
          ? html`<span class="o-where__check"><${Icon} name="waiting" size="s" />
            <span class="o-sr">${W.shift.checkin.title}</span><span class="o-num">${clockTime(next)}</span></span>`
          : W.partShift[part]
      }</small></span>
    <span class="o-sr">${W.change}</span></button>`;
}

const linesSay = (lines, ref) =>
  Object.entries(lines).map(([code, qty]) => W.qtyOf(qty, inline(ref.item(code).short))).join(W.comma);

function Tonight({ entries }) {
  const { view, ref } = useOutreach();
  const { contacts, rows } = tally(entries, ref, view);
  if (!contacts && !rows.length) {
    return html`<section class="o-empty" aria-label=${W.tonightTitle}><${Icon} name="lamp" size="xl" />
      <b>${W.firstNight}</b><p>${W.nothingYet}</p></section>`;
  }
  return html`<section class="o-tonight" aria-label=${W.tonightTitle}>
    <p class="o-tonight__big"><b class="o-num">${contacts}</b><span>${W.contactsSoFar[view.shift.part](contacts)}</span></p>
    <dl class="o-tonight__list">${rows.map(
      ({ icon, name, count, sub, low, tall }) => html`<div key=${name} class=${tall ? "o-tall-row" : ""}>
      <${Icon} name=${icon} /><dt>${name}${sub && html`<small class=${low ? "is-low" : ""}>${sub}</small>`}</dt>
      <dd class="o-num">${count}</dd></div>`,
    )}</dl>
  </section>`;
}

function Unfinished() {
  const { kept, nav } = useOutreach();
  const [open] = kept.drafts;
  if (!open) return null;
  return html`<${Note} icon="pencil" title=${W.draftRow} action=${html`
    <${Btn} kind="quiet" onClick=${() => kept.drop(open.id)}>${W.draftDrop}<//>
    <${Btn} onClick=${() => nav.go(...goingOn(open))}>${W.draftGo}<//>`}>
    ${(open.kind ?? "contact") === "contact" ? saveSays(open.form) : W.others.kinds[open.kind]}<//>`;
}
