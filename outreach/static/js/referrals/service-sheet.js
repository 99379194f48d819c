// All that is known about one service, to read out or to show.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { stand } from "./finding.js";
import { closedRows, languageName, meetingRows, weekRows, whereSays } from "./saying.js";
import { Checked, Flags, Open } from "./service-card.js";

export function ServiceSheet({ service, at, origin }) {
  const { ref, nav } = useOutreach();
  const found = stand(service, at, origin);
  const words = W.referrals;
  return html`<${Sheet} full title=${service.name} foot=${html`<${Btn} kind="lamp" icon="slip"
      onClick=${() => nav.open("makeslip", { service: service.id })}>${words.makeSlip}<//>`}>
    <p class="o-svc__head"><${Open} found=${found} at=${at} /><span>${whereSays(found, ref.zones)}</span></p>
    <${Flags} service=${service} />
    <dl class="o-svcfacts">
      ${service.address && html`<${Fact} name=${words.address}><bdi><b>${service.address}</b></bdi><//>`}
      ${service.phone && html`<${Fact} name=${words.phone}><${Phone} number=${service.phone} /><//>`}
      <${Fact} name=${words.forWhat}>${service.types.map((code) => ref.referral(code).name).join(W.comma)}<//>
      <${Hours} service=${service} at=${at} />
      <${Lines} name=${words.meetings} rows=${meetingRows(service)} />
      ${service.cost && html`<${Fact} name=${words.cost}><bdi>${service.cost}</bdi><//>`}
      <${Fact} name=${words.speaks}>${service.languages.map(languageName).join(W.comma)}<//>
      ${service.notes && html`<${Fact} name=${words.notes}><bdi>${service.notes}</bdi><//>`}
    </dl>
    <${Checked} found=${found} at=${at} />
  <//>`;
}

const Fact = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

/** Shown large to be read out; calling is a choice. */
const Phone = ({ number }) => html`<b class="o-svcfacts__phone o-num" dir="ltr">${number}</b>
  <span class="o-svcfacts__call">${W.referrals.readOut}
    <a class="o-btn" href=${`tel:${number.replace(/[^+\d]/g, "")}`}><${Icon} name="call" size="s" />${W.referrals.call}</a>
  </span>`;

/** The week from Monday; today stands out by its word too. A service that only meets has no week to show. */
function Hours({ service, at }) {
  const rows = weekRows(service, at);
  const closed = closedRows(service, at);
  const name = W.referrals.hours;
  if (!rows.some(({ spans }) => spans.length)) return html`<${Lines} name=${name} rows=${closed.map((one) => [one])} />`;
  return html`<${Fact} name=${name}><ul class="o-svcweek">${rows.map(
    ({ name, spans, today }) => html`<li key=${name} class=${today ? "is-today" : ""}>
      <span>${name}${today && html` <small>${W.referrals.today}</small>`}</span>
      <span>${spans.join(W.comma) || W.referrals.closed}</span></li>`,
  )}${closed.map((one) => html`<li key=${one} class="o-svcweek__closed">${one}</li>`)}</ul><//>`;
}

const Lines = ({ name, rows }) =>
  rows.length > 0 &&
  html`<${Fact} name=${name}><ul class="o-svclines">${rows.map(
    ([bold, rest]) => html`<li key=${bold + rest}>${bold && html`<b>${bold}</b>`}${rest && html`<span>${rest}</span>`}</li>`,
  )}</ul><//>`;
