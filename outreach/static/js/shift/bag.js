// What is in the bag, what moves in and out of it without a contact, and the ways to everything that is not logging.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head, Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { bagOf, bagRows, handedOut, isLoaded, isLow, moved } from "./bag-sums.js";
import { CheckinSheet, HelpStrip } from "./checkin.js";
import { Dock } from "./dock.js";
import { Doors } from "./doors.js";
import { MoveSheet } from "./move-sheet.js";
import { SyncPill } from "./pill.js";

const FEW = 4; // more stand behind a tap
const ICONS = { loaded: "plus", received: "s-pack", lost: "alert", on: "people" };

export function BagPage() {
  const { phone, view, nav } = useOutreach();
  const bag = bagOf(view.shift);
  const rows = sorted(bagRows(bag, handedOut(phone.entries())));
  const left = (code) => rows.find(({ item }) => item === code)?.left ?? 0;
  const foot = html`<${Btn} icon="lock" onClick=${() => nav.go("end")}>${W.endShift}<//><${Dock} here="bag" />`;
  const { sheet, way } = nav.top;
  const note = (lines) => {
    void phone.moveShift({ bag: moved(bag, way, lines), counts: {} });
    nav.back();
  };
  return html`<${Page} title=${W.shift.bag} extra=${html`<${SyncPill} />`} lined=${false} foot=${foot}>
      <${HelpStrip} />
      <${Inside} bag=${bag} rows=${rows} />
      <${Ways} loaded=${isLoaded(bag)} />
      <${Doors} />
    <//>
    ${
      sheet === "move" &&
      html`<${MoveSheet} way=${way} first=${firstOf(way, rows, useUsual())} left=${view.notebook && left}
      onClose=${nav.back} done=${note} />`
    }
    ${sheet === "checkin" && html`<${CheckinSheet} />`}`;
}

const sorted = (rows) => [...rows].sort((a, b) => b.loaded + b.received - a.loaded - a.received || b.given - a.given);

function useUsual() {
  return useOutreach().ref.usualItems.map(({ code }) => code);
}

/** What a sheet shows first: what is in the bag, and for things that come in also the team's usual items. */
const firstOf = (way, rows, usual) => {
  const inside = rows.filter(({ left }) => left > 0).map(({ item }) => item);
  return ["loaded", "received"].includes(way) ? [...new Set([...inside, ...usual])] : inside;
};

function Inside({ bag, rows }) {
  const { view, ref } = useOutreach();
  const [all, setAll] = useState(false);
  const words = W.shift.inside;
  if (!view.notebook) return html`<${Note} icon="info">${words.blind}<//>`;
  if (!isLoaded(bag))
    return html`<section class="o-bag-empty"><${Icon} name="bag" size="xl" /><div><b>${words.empty}</b>
      <p>${words.emptyText}</p></div></section>`;
  const first = [...rows].sort((a, b) => worry(b, ref) - worry(a, ref));
  const shown = all || rows.length <= FEW ? first : first.slice(0, FEW - 1);
  return html`<${Head}>${words.title}<//>
    <ul class="o-card o-rows">${shown.map(
      (row) => html`<li key=${row.item} class=${looks(row, ref)}>
      <${Icon} name=${ref.item(row.item).icon} size="l" />
      <p class="o-inside__name">${ref.item(row.item).short}<small>${sums(row)}</small></p>
      <p class="o-inside__left"><b class="o-num">${Math.max(0, row.left)}</b><${Say} row=${row} /></p></li>`,
    )}</ul>
    ${
      rows.length > FEW &&
      html`<${Btn} kind="quiet" icon=${all ? "minus" : "down"} onClick=${() => setAll(!all)}>
      ${all ? words.fewer : words.all(rows.length)}<//>`
    }`;
}

const low = (row, ref) => isLow(row, ref.item(row.item).step);
const worry = (row, ref) => Number(row.left < 0) * 2 + Number(low(row, ref)); // what needs a look comes first
const looks = (row, ref) => (row.left < 0 || low(row, ref) ? "o-inside o-inside--look" : "o-inside");

function sums({ loaded, received, given, lost, on }) {
  const words = W.shift.inside;
  return lost + on ? words.sumsMore(loaded + received, given, lost + on) : words.sums(loaded + received, given);
}

function Say({ row }) {
  const { ref } = useOutreach();
  if (row.left < 0) return html`<small>${W.shift.inside.over(-row.left)}</small>`;
  return low(row, ref) && html`<small>${W.shift.inside.low}</small>`;
}

/** Four small buttons in the reach of the thumb. Without a bag there is one: what was taken. */
function Ways({ loaded }) {
  const { nav } = useOutreach();
  const ways = loaded ? ["loaded", "received", "lost", "on"] : ["loaded", "received"];
  return html`<div class=${`o-choices o-choices--${ways.length}`} role="group" aria-label=${W.shift.moves.label}>${ways.map(
    (way) => html`<button type="button" class="o-chip o-chip--tall" key=${way}
      onClick=${() => nav.open("move", { way })}><${Icon} name=${ICONS[way]} /><span>${W.shift.moves[way]}</span>
      </button>`,
  )}</div>`;
}
