// Sheets of the directory: what a service is for, which language, and what is near.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { grouped } from "../ui/reference.js";
import { W } from "../ui/words.js";
import { Ask, placed } from "../ui/ask.js";
import { withSeveral } from "../contacts/draft.js";
import { languageName } from "./saying.js";

const PATIENCE = 15_000; // ms for one position

/** Only what some service of the list is for. */
export function TypesSheet(list) {
  const { ref } = useOutreach();
  const there = ref.services.flatMap(({ types }) => types);
  const groups = grouped(ref.types.filter(({ code }) => there.includes(code)));
  return html`<${Several} ...${list} name="types" title=${W.referrals.typesTitle} asked=${groups.map(([name, types]) => ({
    title: W.groups[name] || name,
    choices: types.map(({ code, short }) => [code, short]),
  }))} />`;
}

export function LanguagesSheet(list) {
  const { ref } = useOutreach();
  const codes = [...new Set(ref.services.flatMap(({ languages }) => languages))];
  const choices = codes.map((code) => [code, languageName(code)]).sort(([, a], [, b]) => a.localeCompare(b));
  const title = W.referrals.languagesTitle;
  return html`<${Several} ...${list} name="languages" title=${title} asked=${[{ title, choices, bare: true }]} />`;
}

/** Several may be chosen: any of them will do. The foot says how many services are left. */
function Several({ title, name, asked, wish, put, found: { now, later } }) {
  const { nav } = useOutreach();
  const left = now.length || later.length;
  return html`<${Sheet} full title=${title} foot=${html`
    ${wish[name].length > 0 && html`<${Btn} kind="quiet" onClick=${() => put({ [name]: [] })}>${W.referrals.clear}<//>`}
    <${Btn} kind="lamp" icon="check" onClick=${nav.back}>
      <span aria-live="polite">${left ? W.referrals.show(left) : W.referrals.showNone}</span><//>`}>
    ${asked.map(
      (question) => html`<section key=${question.title}><${Ask} ...${question} cols=${2} is=${wish[name]}
        tap=${(code) => put(withSeveral(wish, name, code))} /></section>`,
    )}<//>`;
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
    <${Ask} title=${W.zone} hint=${W.referrals.nearHint} cols=${2} choices=${placed(ref.zones, "zone")}
      is=${!near.point && near.zone} tap=${(zone) => done({ zone, point: null })} />
    <${Btn} icon="person" busy=${state === "looking"} onClick=${ask}>
      ${state === "looking" ? W.referrals.looking : W.referrals.useMe}<//>
    <p class="o-text o-text--quiet">${W.referrals.useMeHint}</p>
    ${state === "none" && html`<${Note} kind="clay" icon="alert" role="alert">${W.referrals.noPlace}<//>`}
  <//>`;
}
