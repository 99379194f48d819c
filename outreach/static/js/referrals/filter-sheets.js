// Sheets of the directory: what a service is for, which language, and what is near.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head, Note } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { grouped } from "../ui/reference.js";
import { W } from "../ui/words.js";
import { languageName } from "./saying.js";

const PATIENCE = 15_000; // ms for one position

/** Only what some service of the list is for. */
export function TypesSheet({ wish, put, count }) {
  const { ref } = useOutreach();
  const there = new Set(ref.services.flatMap(({ types }) => types));
  const types = ref.types.filter(({ code }) => there.has(code));
  return html`<${Several} title=${W.referrals.typesTitle} name="types" wish=${wish} put=${put} count=${count}>
    ${(flip) =>
      grouped(types).map(
        ([group, list]) => html`<section key=${group}><${Head}>${W.groups[group] || group}<//>
        <${Choices} label=${W.groups[group] || group} cols=${2}>${list.map(
          ({ code, short }) => html`<${Chip} key=${code} on=${wish.types.includes(code)}
          onClick=${() => flip(code)}>${short}<//>`,
        )}<//></section>`,
      )}<//>`;
}

export function LanguagesSheet({ wish, put, count }) {
  const { ref } = useOutreach();
  const codes = [...new Set(ref.services.flatMap(({ languages }) => languages))];
  const names = codes.map((code) => [code, languageName(code)]).sort(([, a], [, b]) => a.localeCompare(b));
  return html`<${Several} title=${W.referrals.languagesTitle} name="languages" wish=${wish} put=${put} count=${count}>
    ${(flip) => html`<${Choices} label=${W.referrals.languagesTitle} cols=${2}>${names.map(
      ([code, name]) => html`<${Chip} key=${code} on=${wish.languages.includes(code)}
      onClick=${() => flip(code)}>${name}<//>`,
    )}<//>`}<//>`;
}

/** Several may be chosen: any of them will do. The foot says how many services are left. */
function Several({ title, name, wish, put, count, children }) {
  const { nav } = useOutreach();
  const chosen = wish[name];
  const flip = (code) =>
    put({ [name]: chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code] });
  const left = count({});
  return html`<${Sheet} full title=${title} foot=${html`
    ${chosen.length > 0 && html`<${Btn} kind="quiet" onClick=${() => put({ [name]: [] })}>${W.referrals.clear}<//>`}
    <${Btn} kind="lamp" icon="check" onClick=${() => nav.back()}>
      <span aria-live="polite">${left ? W.referrals.show(left) : W.referrals.showNone}</span><//>`}>
    ${children(flip)}<//>`;
}

/** A zone's middle, or where the phone is: asked once, after this tap, kept in memory by the page and nowhere else. */
export function NearSheet({ near, put }) {
  const { ref, nav } = useOutreach();
  const [state, setState] = useState("");
  const done = (next) => {
    put(next);
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
