// What is in the bag, what moves in and out of it without a contact, and the ways to everything that is not logging.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head, Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { bagOf, bagRows, count, INTO, isLoaded, isLow, moved, MOVES } from "./bag-sums.js";
import { CheckinSheet, HelpStrip } from "./checkin.js";
import { sumsOf } from "./counts.js";
import { Dock } from "./dock.js";
import { Doors } from "./doors.js";
import { MoveSheet } from "./move-sheet.js";
import { SyncPill } from "./pill.js";

const FEW = 4; // more stand behind a tap
const ICONS = { loaded: "plus", received: "s-pack", lost: "alert", on: "people" };

export function BagPage() {
  const { phone, view, nav, ref } = useOutreach();
  const bag = bagOf(view.shift);
  const rows = bagRows(bag, count(phone.entries()).items).sort(
    (a, b) => b.loaded + b.received - a.loaded - a.received || b.given - a.given,
  );
  const left = (code) => rows.find(({ item }) => item === code)?.left ?? 0;
  const foot = html`<${Btn} icon="lock" onClick=${() => nav.go("end")}>${W.endShift}<//><${Dock} here="bag" />`;
  const { sheet, way } = nav.top;
  const note = (lines) => {
    void phone.moveShift({ bag: moved(bag, way, lines), counts: {} });
    nav.back();
  };
  // First what is in the bag, and for things that come in also the team's usual items.
  const first = rows.filter((row) => row.left > 0).map(({ item }) => item);
  if (INTO.includes(way)) first.push(...ref.usualItems.map(({ code }) => code));
  return html`<${Page} title=${W.shift.bag} extra=${html`<${SyncPill} />`} lined=${false} foot=${foot}>
      <${HelpStrip} />
      <${Inside} rows=${rows} loaded=${isLoaded(bag)} />
      <${Ways} loaded=${isLoaded(bag)} />
      <${Doors} />
    <//>
    ${
      sheet === "move" &&
      html`<${MoveSheet} way=${way} first=${first} left=${view.notebook ? left : null} onClose=${nav.back} done=${note} />`
    }
    ${sheet === "checkin" && html`<${CheckinSheet} />`}`;
}

function Inside({ rows, loaded }) {
  const { view, ref } = useOutreach();
  const [all, setAll] = useState(false);
  const words = W.shift.inside;
  if (!view.notebook) return html`<${Note} icon="info">${words.blind}<//>`;
  if (!loaded)
    return html`<section class="o-bag-empty"><${Icon} name="bag" size="xl" /><div><b>${words.empty}</b>
      <p>${words.emptyText}</p></div></section>`;
  const worry = (row) => 2 * (row.left < 0) + isLow(row, ref.item(row.item).step);
  const first = [...rows].sort((a, b) => worry(b) - worry(a)); // what needs a look comes first
  return html`<${Head}>${words.title}<//>
    <ul class="o-card o-rows">${first.slice(0, all || rows.length <= FEW ? undefined : FEW - 1).map((row) => {
      const { icon, short } = ref.item(row.item);
      const look = row.left < 0 ? words.over(-row.left) : worry(row) ? words.low : "";
      return html`<li key=${row.item} class=${look ? "o-inside o-inside--look" : "o-inside"}><${Icon} name=${icon} size="l" />
        <p class="o-inside__name">${short}<small>${sumsOf(row)}</small></p>
        <p class="o-inside__left"><b class="o-num">${Math.max(0, row.left)}</b>${look && html`<small>${look}</small>`}</p></li>`;
    })}</ul>
    ${
      rows.length > FEW &&
      html`<${Btn} kind="quiet" icon=${all ? "minus" : "down"} onClick=${() => setAll(!all)}>
      ${all ? words.fewer : words.all(rows.length)}<//>`
    }`;
}

/** Four small buttons in the reach of the thumb. Without a bag there are two: what was taken. */
function Ways({ loaded }) {
  const { nav } = useOutreach();
  const ways = loaded ? MOVES : INTO;
  return html`<div class=${`o-choices o-choices--${ways.length}`} role="group" aria-label=${W.shift.moves.label}>${ways.map(
    (way) => html`<button type="button" class="o-chip o-chip--tall" key=${way}
      onClick=${() => nav.open("move", { way })}><${Icon} name=${ICONS[way]} /><span>${W.shift.moves[way]}</span>
      </button>`,
  )}</div>`;
}
