// Sheets of the directory: what a service is for, which language, and what is near.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head, Note } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { grouped } from "../ui/reference.js";
import { W } from "../ui/words.js";
import { withSeveral } from "../contacts/draft.js";
import { languageName } from "./saying.js";

const PATIENCE = 15_000; // ms for one position

/** Only what some service of the list is for. */
export function TypesSheet(list) {
  const { ref } = useOutreach();
  const there = new Set(ref.services.flatMap(({ types }) => types));
  const groups = grouped(ref.types.filter(({ code }) => there.has(code)));
  return html`<${Several} ...${list} name="types" title=${W.referrals.typesTitle}>${(chips) =>
    groups.map(([name, types]) => {
      const heading = W.groups[name] || name;
      const choices = types.map(({ code, short }) => [code, short]);
      return html`<section key=${name}><${Head}>${heading}<//>${chips(heading, choices)}</section>`;
    })}<//>`;
}

export function LanguagesSheet(list) {
  const { ref } = useOutreach();
  const codes = [...new Set(ref.services.flatMap(({ languages }) => languages))];
  const names = codes.map((code) => [code, languageName(code)]).sort(([, a], [, b]) => a.localeCompare(b));
  const title = W.referrals.languagesTitle;
  return html`<${Several} ...${list} name="languages" title=${title}>${(chips) => chips(title, names)}<//>`;
}

/** Several may be chosen: any of them will do. The foot says how many services are left. */
function Several({ title, name, wish, put, found: { now, later }, children }) {
  const { nav } = useOutreach();
  const left = now.length || later.length;
  const chips = (label, choices) => html`<${Choices} label=${label} cols=${2}>${choices.map(
    ([code, words]) => html`<${Chip} key=${code} on=${wish[name].includes(code)}
      onClick=${() => put(withSeveral(wish, name, code))}>${words}<//>`,
  )}<//>`;
  return html`<${Sheet} full title=${title} foot=${html`
    ${wish[name].length > 0 && html`<${Btn} kind="quiet" onClick=${() => put({ [name]: [] })}>${W.referrals.clear}<//>`}
    <${Btn} kind="lamp" icon="check" onClick=${nav.back}>
      <span aria-live="polite">${left ? W.referrals.show(left) : W.referrals.showNone}</span><//>`}>
    ${children(chips)}<//>`;
}

/** A zone's middle, or where the phone is: asked once, after this tap, kept in memory by the page and nowhere else. */
export function NearSheet({ near, setNear }) {
  const { ref, nav } = useOutreach();
  const [state, setState] = useState("");
  const done = (next) => {
    setNear(next);
    nav.back();
  };
  const ask = () => {
    setState("looking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ ...near, point: [coords.longitude, coords.latitude] }),
      () => setState("none"),
      { enableHighAccuracy: false, timeout: PATIENCE, maximumAge: 0 },
    );
  };
  return html`<${Sheet} title=${W.referrals.nearTitle}>
    <${Head} hint=${W.referrals.nearHint}>${W.zone}<//>
    <${Choices} label=${W.zone} cols=${2}>${ref.zones.map(
      ({ id, name }) => html`<${Chip} key=${id} icon="zone" on=${!near.point && near.zone === id}
      onClick=${() => done({ zone: id, point: null })}>${name}<//>`,
    )}<//>
    <${Btn} icon="person" busy=${state === "looking"} onClick=${ask}>
      ${state === "looking" ? W.referrals.looking : W.referrals.useMe}<//>
    <p class="o-text o-text--quiet">${W.referrals.useMeHint}</p>
    ${state === "none" && html`<${Note} kind="clay" icon="alert" role="alert">${W.referrals.noPlace}<//>`}
  <//>`;
}
