// The directory of services, offline: what is open now, the nearest first. Filters last as long as the page.
import { html, Icon, kinds, useEffect, useOutreach, useRef, useState } from "../ui/kit.js";
import { Btn, Key, Note, Page, Row } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { Dock } from "../shift/dock.js";
import { Find } from "../ui/found.js";
import { useNow } from "../ui/timing.js";
import { LanguagesSheet, NearSheet, TypesSheet } from "./filter-sheets.js";
import { Filters } from "./filters.js";
import { emptyWish, find } from "./finding.js";
import { MakeSlipSheet } from "./make-slip.js";
import { dayFrom, dayOf } from "./opening.js";
import { readSlip } from "./rules.js";
import { dateWords, searchText, wallNow } from "./saying.js";
import { ServiceCard } from "./service-card.js";
import { ServiceSheet } from "./service-sheet.js";

const EACH = 30_000; // ms: an open page follows the clock
const OLD = 30; // days since the list came
const SHEETS = {
  near: NearSheet,
  types: TypesSheet,
  languages: LanguagesSheet,
  service: ServiceSheet,
  makeslip: MakeSlipSheet,
};

export function ServicesPage() {
  const { view, ref, nav } = useOutreach();
  const [wish, setWish] = useState({ ...emptyWish(), types: nav.top.types ?? [] }); // from a report of harm
  const [near, setNear] = useState({ zone: view.shift.zone, point: null }); // a position is in memory only
  const [searching, setSearching] = useState(false);
  useNow(EACH);
  const at = wallNow(ref, view.shift);
  const origin = near.point ?? ref.zone(near.zone).centre ?? null;
  const put = (change) => setWish((old) => ({ ...old, ...change, later: false }));
  const search = () => {
    setSearching(!searching);
    put({ text: "" });
  };
  const found = find(ref.services, wish, at, origin, (service) => searchText(service, ref));
  const list = { wish, put, found, near, setNear, at, origin };
  const extra = html`<${NearPill} near=${near} />
    <${Key} icon=${searching ? "close" : "search"} label=${searching ? W.referrals.closeSearch : W.referrals.search}
      onClick=${search} />`;
  return html`<${Page} title=${W.referrals.title} extra=${extra} lined=${false} foot=${html`<${Dock} here="services" />`}>
      ${searching && html`<${SearchField} ...${list} />`}
      ${
        ref.services.length
          ? html`<${Filters} ...${list} /><${List} ...${list} more=${() => setWish({ ...wish, later: true })} />`
          : html`<section class="o-empty"><${Icon} name="service" size="xl" /><b>${W.referrals.noList}</b>
            <p>${W.referrals.noListDo}</p></section>`
      }
      <div class="o-card o-rows"><${Row} icon="slip" title=${W.referrals.back.row} sub=${W.referrals.back.rowHint}
        lead="next" onClick=${() => nav.go("slipback")} /></div>
      <${ListAge} at=${at} />
    <//>
    <${Sheets} ...${list} />`;
}

function NearPill({ near }) {
  const { ref, nav } = useOutreach();
  const name = near.point ? W.referrals.nearMe : ref.zone(near.zone).name;
  return html`<button type="button" class="o-pill o-pill--edge" aria-label=${W.referrals.near(name)}
    onClick=${() => nav.open("near")}><${Icon} name="zone" size="s" /><span>${name}</span></button>`;
}

/** A slip that is typed here is taken for what it is. */
function SearchField({ wish, put }) {
  const { nav } = useOutreach();
  const box = useRef(null);
  const slip = readSlip(wish.text);
  useEffect(() => box.current.querySelector("input").focus(), []);
  return html`<div ref=${box}><${Find} label=${W.referrals.searchField} value=${wish.text}
      onInput=${(text) => put({ text })} /></div>
    ${
      slip &&
      html`<${Note} icon="slip" title=${W.referrals.back.typed} action=${html`<${Btn}
      onClick=${() => nav.go("slipback", { slip })}>${W.referrals.back.row}<//>`} />`
    }`;
}

function List({ found: { now, later }, wish, put, at, more }) {
  const words = W.referrals;
  const shown = wish.later || wish.text || !wish.when ? later : [];
  return html`<p class="o-sr" role="status">${words[wish.when === "now" ? "foundOpen" : "found"](now.length)}</p>
    ${!now.length && !shown.length && html`<${Nothing} wish=${wish} later=${later} put=${put} />`}
    <${Cards} list=${now} at=${at} />
    ${shown.length > 0 && html`<h2 class="o-head">${wish.when === "tonight" ? words.others : words.later}</h2>`}
    <${Cards} list=${shown} at=${at} />
    ${later.length > shown.length && html`<${Btn} icon="down" onClick=${more}>${words.showLater(later.length)}<//>`}`;
}

const Cards = ({ list, at }) =>
  list.length > 0 &&
  html`<ul class="o-svcs">${list.map(
    (one) => html`<${ServiceCard} key=${one.service.id} found=${one} at=${at} />`,
  )}</ul>`;

/** Filters leave nothing: what may be taken off, and that the need was there. */
function Nothing({ wish, later, put }) {
  const { nav } = useOutreach();
  const words = W.referrals;
  const timely = { now: words.nothing, tonight: words.nothingTonight };
  return html`<section class="o-empty o-empty--svc"><${Icon} name="service" size="xl" />
    <b role="status">${(later.length && timely[wish.when]) || words.nothingAll}</b>
    ${!later.length && html`<${Btn} icon="undo" turn onClick=${() => put(emptyWish())}>${words.clearAll}<//>`}
    <${Btn} kind="quiet" icon="pencil" onClick=${() => nav.go("other", { kind: "unmet" })}>${words.missing}<//>
    </section>`;
}

/** When the list came to this phone. */
function ListAge({ at }) {
  const { ref } = useOutreach();
  const day = ref.came_on;
  if (!day || !ref.services.length) return null;
  const old = dayOf(at) - dayFrom(day) > OLD;
  return html`<p class=${kinds("o-text", old ? "quiet clay" : "quiet")}>
    ${W.referrals[old ? "listOld" : "listOf"](dateWords(day, at))}</p>`;
}

function Sheets(list) {
  const { nav, ref } = useOutreach();
  const { sheet, service } = nav.top;
  const [Sheet, one] = [SHEETS[sheet], ref.service(service)];
  return Sheet && (one || !service) && html`<${Sheet} service=${one} ...${list} />`;
}
