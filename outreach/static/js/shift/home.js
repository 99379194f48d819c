// The shift page: where am I, what was given so far, the last saved, and the two ways to begin the next contact.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Btn, Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { newest } from "../contacts/kept.js";
import { inline, saveSays } from "../contacts/say.js";
import { SameSheet } from "../contacts/same.js";
import { PlaceSheet } from "../contacts/place-sheet.js";
import { SlipSheet } from "../referrals/sheets.js";
import { Dock } from "./dock.js";
import { LastSaved } from "./last.js";
import { SyncPill } from "./pill.js";
import { tally } from "./tally.js";

export function ShiftHome() {
  const { phone, view, nav, kept } = useOutreach();
  const lines = kept.same();
  const foot = html`
    ${
      lines &&
      html`<${Btn} kind="start tall" icon="repeat" onClick=${() => nav.open("same", { lines })}>
      <span class="o-btn__two"><span>${W.sameAsLast}</span><${Lines} lines=${lines} /></span><//>`
    }
    <${Btn} kind="lamp" icon="plus" onClick=${() => nav.go("contact")}>${W.newContact}<//>
    <${Dock} here="shift" />`;
  const { sheet } = nav.top;
  return html`<${Page} title=${html`<${Where} />`} extra=${html`<${SyncPill} />`} lined=${false} foot=${foot}>
      <h1 class="o-sr">${W.tonightTitle}</h1>
      <${Tonight} entries=${newest(phone)} />
      <${Unfinished} />
      <${LastSaved} />
    <//>
    ${sheet === "same" && html`<${SameSheet} lines=${nav.top.lines} />`}
    ${sheet === "slips" && html`<${SlipSheet} referrals=${nav.top.referrals} />`}
    ${
      sheet === "place" &&
      html`<${PlaceSheet} place=${view.shift}
      done=${(place) => {
        phone.moveShift(place);
        nav.back();
      }} />`
    }`;
}

function Where() {
  const { view, nav, ref } = useOutreach();
  const { zone, part } = view.shift;
  return html`<button type="button" class="o-where" onClick=${() => nav.open("place")}><${Icon} name="zone" />
    <span class="o-where__text">${ref.zone(zone).name}<small>${W.partShift[part]}</small></span>
    <span class="o-sr">${W.change}</span></button>`;
}

function Lines({ lines }) {
  const { ref } = useOutreach();
  const words = Object.entries(lines).map(([code, qty]) => W.qtyOf(qty, inline(ref.item(code).short)));
  return html`<span class="o-btn__more">${words.join(W.comma)}</span>`;
}

function Tonight({ entries }) {
  const { view, ref } = useOutreach();
  const { contacts, rows } = tally(entries, ref, view.practice);
  if (!contacts) {
    return html`<section class="o-empty" aria-label=${W.tonightTitle}><${Icon} name="lamp" size="xl" />
      <b>${W.firstNight}</b><p>${W.nothingYet}</p></section>`;
  }
  return html`<section class="o-tonight" aria-label=${W.tonightTitle}>
    <p class="o-tonight__big"><b class="o-num">${contacts}</b><span>${W.contactsSoFar[view.shift.part](contacts)}</span></p>
    <dl class="o-tonight__list">${rows.map(
      ({ icon, name, count, sub }) => html`<div key=${name}>
      <${Icon} name=${icon} /><dt>${name}${sub && html`<small>${sub}</small>`}</dt><dd class="o-num">
        ${count}</dd></div>`,
    )}</dl>
  </section>`;
}

function Unfinished() {
  const { kept, nav } = useOutreach();
  const open = kept.draft;
  if (!open) return null;
  const on = () => {
    kept.goOn();
    nav.go("contact");
  };
  return html`<${Note} icon="pencil" title=${W.draftRow} action=${html`
    <${Btn} kind="quiet" onClick=${() => kept.drop()}>${W.draftDrop}<//><${Btn} onClick=${on}>${W.draftGo}<//>`}>
    ${saveSays(open.form)}<//>`;
}
