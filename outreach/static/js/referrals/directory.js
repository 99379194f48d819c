// The directory of services, offline: what is open now, the nearest first. Filters last as long as the page.
import { html, Icon, useEffect, useOutreach, useRef, useState } from "../ui/kit.js";
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

export function ServicesPage() {
  const { view, ref, nav } = useOutreach();
  const [wish, setWish] = useState(() => ({ ...emptyWish(), types: nav.top.types ?? [] })); // from a report of harm
  const [near, setNear] = useState({ zone: view.shift.zone, point: null }); // a position is in memory only
  const [searching, setSearching] = useState(false);
  const [later, setLater] = useState(false);
  const at = useWall();
  const origin = near.point ?? ref.zone(near.zone).centre ?? null;
  const put = (change) => {
    setLater(false);
    setWish((old) => ({ ...old, ...change }));
  };
  const search = () => {
    setSearching(!searching);
    put({ text: "" });
  };
  const found = find(ref.services, wish, at, origin, (service) => searchText(service, ref));
  const extra = html`<${NearPill} near=${near} />
    <${Key} icon=${searching ? "close" : "search"} label=${searching ? W.referrals.closeSearch : W.referrals.search}
      onClick=${search} />`;
  return html`<${Page} title=${W.referrals.title} extra=${extra} lined=${false} foot=${html`<${Dock} here="services" />`}>
      ${searching && html`<${SearchField} wish=${wish} put=${put} />`}
      ${
        ref.services.length
          ? html`<${Filters} wish=${wish} put=${put} />
            <${List} found=${found} wish=${wish} put=${put} at=${at} later=${later || Boolean(wish.text)}
              more=${() => setLater(true)} />`
          : html`<section class="o-empty"><${Icon} name="service" size="xl" /><b>${W.referrals.noList}</b>
            <p>${W.referrals.noListDo}</p></section>`
      }
      <div class="o-card o-rows"><${Row} icon="slip" title=${W.referrals.back.row} sub=${W.referrals.back.rowHint}
        lead="next" onClick=${() => nav.go("slipback")} /></div>
      <${ListAge} at=${at} />
    <//>
    <${Sheets} found=${found} wish=${wish} put=${put} near=${near} setNear=${setNear} at=${at} origin=${origin} />`;
}

/** The moment on the wall; the page is drawn again as it moves. */
function useWall() {
  const { view, ref } = useOutreach();
  useNow(EACH);
  return wallNow(ref, view.shift);
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

function List({ found, wish, put, at, later, more }) {
  const { now, later: rest } = found;
  const shown = later || wish.when === "" ? rest : [];
  const heading = wish.when === "tonight" ? W.referrals.others : W.referrals.later;
  return html`<p class="o-sr" role="status">${says(now.length, wish)}</p>
    ${!now.length && !shown.length && html`<${Nothing} wish=${wish} rest=${rest} put=${put} />`}
    <${Cards} list=${now} at=${at} />
    ${shown.length > 0 && html`<h2 class="o-head">${heading}</h2><${Cards} list=${shown} at=${at} />`}
    ${rest.length > 0 && !shown.length && html`<${Btn} icon="down" onClick=${more}>${W.referrals.showLater(rest.length)}<//>`}`;
}

const says = (count, { when }) => (when === "now" ? W.referrals.foundOpen(count) : W.referrals.found(count));

const Cards = ({ list, at }) =>
  list.length > 0 &&
  html`<ul class="o-svcs">${list.map(
    (one) => html`<${ServiceCard} key=${one.service.id} found=${one} at=${at} />`,
  )}</ul>`;

/** Filters leave nothing: what may be taken off, and that the need was there. */
function Nothing({ wish, rest, put }) {
  const { nav } = useOutreach();
  const { now, tonight } = { now: W.referrals.nothing, tonight: W.referrals.nothingTonight };
  const words = rest.length ? { now, tonight }[wish.when] : W.referrals.nothingAll;
  return html`<section class="o-empty o-empty--svc"><${Icon} name="service" size="xl" />
    <b role="status">${words ?? W.referrals.nothingAll}</b>
    ${!rest.length && html`<${Btn} icon="undo" turn onClick=${() => put(emptyWish())}>${W.referrals.clearAll}<//>`}
    <${Btn} kind="quiet" icon="pencil" onClick=${() => nav.go("other", { kind: "unmet" })}>${W.referrals.missing}<//>
    </section>`;
}

/** When the list came to this phone. */
function ListAge({ at }) {
  const { ref } = useOutreach();
  const day = ref.came_on;
  if (!day || !ref.services.length) return null;
  const old = dayOf(at) - dayFrom(day) > OLD;
  const words = old ? W.referrals.listOld : W.referrals.listOf;
  return html`<p class=${old ? "o-text o-text--quiet o-text--clay" : "o-text o-text--quiet"}>
    ${words(dateWords(day, at))}</p>`;
}

function Sheets({ wish, put, near, setNear, at, origin }) {
  const { nav, ref } = useOutreach();
  const { sheet, service } = nav.top;
  const one = ref.services.find(({ id }) => id === service);
  const count = (change) => {
    const { now, later } = find(ref.services, { ...wish, ...change }, at, origin, (each) => searchText(each, ref));
    return now.length || later.length;
  };
  const sheets = {
    near: () => html`<${NearSheet} near=${near} put=${setNear} />`,
    types: () => html`<${TypesSheet} wish=${wish} put=${put} count=${count} />`,
    languages: () => html`<${LanguagesSheet} wish=${wish} put=${put} count=${count} />`,
    service: () => one && html`<${ServiceSheet} service=${one} at=${at} origin=${origin} />`,
    makeslip: () => one && html`<${MakeSlipSheet} service=${one} wanted=${wish.types} />`,
  };
  return sheets[sheet]?.() ?? null;
}
