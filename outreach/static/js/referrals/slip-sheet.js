// The slips of a saved contact, one after the other: a code to show, to write down or to print. Nothing on a slip says
// what it is for unless the participant wants it.
import { html, kinds, useEffect, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Other } from "../ui/ask.js";
import { SlipQr } from "./qr.js";
import { showSlip } from "./rules.js";
import { meetingRows, weekShort } from "./saying.js";

const PAPERS = ["receipt", "a6"];

/** `referrals` are [type, slip, mode, service] as they stand in the record; `done` goes on, to the shift page by itself. */
export function SlipSheet({ referrals, done }) {
  const { nav } = useOutreach();
  const [place, setPlace] = useState(0);
  const more = place < referrals.length - 1;
  const title = referrals.length > 1 ? W.referrals.slipOf(place + 1, referrals.length) : W.referrals.slipOne;
  const next = more ? () => setPlace(place + 1) : (done ?? (() => nav.home()));
  return html`<${Sheet} full title=${title} foot=${html`<${Btn} kind="lamp" icon=${more ? "next" : "check"} turn=${more}
    onClick=${next}>${more ? W.referrals.nextSlip : W.done}<//>`}><${Slip} key=${place} referral=${referrals[place]} /><//>`;
}

function Slip({ referral: [type, slip, , id] }) {
  const { ref } = useOutreach();
  const [named, setNamed] = useState(false);
  const [large, setLarge] = useState(false); // to be written down
  const words = W.referrals;
  const service = ref.service(id);
  useEffect(watchPrinting, []);
  return html`<article class=${kinds("o-slip", `${large ? "write" : ""} ${named ? "named" : ""}`)}>
      ${!large && html`<${SlipQr} slip=${slip} />`}
      <p class="o-slip__code o-num">${showSlip(slip)}</p><p>${large ? words.writeHint : words.showThis}</p>
      ${
        named &&
        html`<div class="o-slip__cut" aria-hidden="true"></div>
        ${service ? html`<${Named} service=${service} />` : html`<p class="o-slip__where">${ref.referral(type).name}</p>`}`
      }</article>
    ${!named && html`<p class="o-text o-text--quiet o-slip__note">${words.nothingOnIt}</p>`}
    <${Chip} kind="row" icon="zone" on=${named} onClick=${() => setNamed(!named)}>
      ${service ? words.withPlace : words.withType} <small>${words.withPlaceHint}</small><//>
    <${Choices} label=${words.keep}>
      <${Chip} kind="tall" icon="pencil" on=${large} onClick=${() => setLarge(!large)}>${words.writeDown}<//>
      ${PAPERS.map(
        (paper) => html`<${Other} key=${paper} icon="print" onClick=${() => print(paper)}>${words[paper]}<//>`,
      )}<//>`;
}

/** Name, place and hours of the service, but never what it was for. Hours, not "open now": paper lasts. */
function Named({ service }) {
  const lines = [...weekShort(service), ...meetingRows(service).map(([, when]) => when)];
  return html`<p class="o-slip__where">${service.name}</p>${service.address && html`<p>${service.address}</p>`}
    ${service.phone && html`<p class="o-num" dir="ltr">${service.phone}</p>`}
    ${lines.map((line) => html`<p key=${line} class="o-slip__hours">${line}</p>`)}`;
}

/** While this is on the page the slip, and nothing else, may be printed. */
function watchPrinting() {
  const clear = () => delete document.documentElement.dataset.print;
  addEventListener("afterprint", clear);
  return () => {
    removeEventListener("afterprint", clear);
    clear();
  };
}

/** The browser's own dialog; the paper's size stands in the styles. */
function print(paper) {
  document.documentElement.dataset.print = paper;
  globalThis.print();
}
