// Several workers on one phone: each has own words, an own notebook and an own shift. No names: slots have numbers.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Note, Page, Row, State } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";

export function WorkersPage() {
  const { phone, nav } = useOutreach();
  const words = W.shift.workers;
  const workers = phone.workers();
  const { sheet, slot } = nav.top;
  const foot = html`<div class="o-pair">
    <${Btn} icon="plus" onClick=${() => nav.open("invite")}>${words.add}<//>
    <${Btn} kind="lamp half" icon="lock" off=${workers.length < 2} onClick=${() => phone.lock()}>${words.switch}<//></div>`;
  return html`<${Page} title=${words.title} back=${() => nav.back()} foot=${foot}>
      <p class="o-text">${words.lead}</p>
      <div class="o-card o-rows">${workers.map(
        (worker) => html`<${Row} key=${worker.slot} icon="person" title=${nameOf(worker)} sub=${saysOf(worker)}
        state=${worker.mine && html`<${State} is="ok">${words.you}<//>`} lead="next"
        onClick=${() => nav.open("worker", { slot: worker.slot })} />`,
      )}</div>
      <p class="o-text o-text--quiet">${words.switchSub}</p>
    <//>
    ${sheet === "invite" && html`<${InviteSheet} full=${workers.length >= MOST} />`}
    ${sheet === "worker" && html`<${RemoveSheet} worker=${workers.find((one) => one.slot === slot)} />`}`;
}

const MOST = 6;

/** "Worker 2": the number is all that the phone knows. */
export const nameOf = ({ slot }) => W.shift.workers.other(slot);
export const saysOf = ({ shiftOpen }) => (shiftOpen ? W.shift.workers.openShift : W.shift.workers.noShift);

/** The phone is handed over: the one who is in is closed before a colleague chooses words. */
function InviteSheet({ full }) {
  const { phone, nav } = useOutreach();
  const [failed, setFailed] = useState(false);
  const words = W.shift.workers;
  const go = () => phone.inviteWorker().then(nav.home, () => setFailed(true));
  return html`<${Sheet} title=${words.addTitle}
    foot=${!full && html`<${Btn} kind="lamp" icon="people" onClick=${() => go()}>${words.addDo}<//>`}>
    <p class="o-text">${full ? words.full : words.addText}</p>
    ${failed && html`<${Note} kind="clay" icon="alert" role="alert">${words.failed}<//>`}
  <//>`;
}

function RemoveSheet({ worker }) {
  const { phone, nav } = useOutreach();
  const [failed, setFailed] = useState(false);
  const words = W.shift.workers;
  if (!worker) return null;
  const go = () =>
    phone.forget(worker.slot).then(
      () => nav.back(),
      () => setFailed(true),
    );
  return html`<${Sheet} title=${words.remove(worker.slot)}
    foot=${html`<${Btn} icon="erase" onClick=${go}>${words.removeDo}<//>
      <${Btn} kind="quiet" onClick=${() => nav.back()}>${W.cancel}<//>`}>
    <p class="o-text">${worker.mine ? words.removeMine : words.removeText}</p>
    ${failed && html`<${Note} kind="clay" icon="alert" role="alert">${words.failed}<//>`}
  <//>`;
}
