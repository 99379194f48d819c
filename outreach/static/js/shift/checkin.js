// The check-in of this shift: how often, what it can and cannot do, and help at once.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { clockTime } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { CheckinChoice } from "./company.js";

export function CheckinSheet() {
  const { view, nav, checkin } = useOutreach();
  const words = W.shift.checkin;
  const { minutes, next } = checkin.view;
  const help = () => {
    nav.back();
    checkin.askHelp(view.shift);
  };
  return html`<${Sheet} title=${words.title}
    foot=${html`<div class="o-pair"><${Btn} icon="call" onClick=${help}>${words.need}<//>
      <${Btn} kind="lamp half" icon="check" onClick=${nav.back}>${W.done}<//></div>`}>
    <p class="o-text">${words.lead}</p>
    <${CheckinChoice} title=${words.choose} minutes=${minutes} put=${(n) => checkin.start(n, view.shift)} />
    ${minutes > 0 && html`<${Note} kind="sage" icon="waiting" role="status">${words.running(clockTime(next))}<//>`}
    <ul class="o-truths">${words.truths.map(
      (one) => html`<li key=${one}><${Icon} name="info" size="s" /><span>${one}</span></li>`,
    )}</ul>
  <//>`;
}

/** Help was asked for and the page put aside: it stays in sight until the worker says that they are safe. */
export function HelpStrip() {
  const { checkin } = useOutreach();
  if (!checkin.view.help) return null;
  return html`<button type="button" class="o-note o-note--clay" onClick=${() => checkin.putAside(false)}>
    <${Icon} name="alert" /><span><strong>${W.shift.checkin.strip}</strong>${W.shift.checkin.stripText}</span>
    <${Icon} name="next" turn /></button>`;
}
