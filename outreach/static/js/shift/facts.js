// The rows of "What is safe": each says how one thing stands, and at most one thing to do.
import { html, useOutreach } from "../ui/kit.js";
import { Row, State } from "../ui/parts.js";
import { clockTime, programmeDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Keeping, Room } from "./room.js";

const DAY = 86_400_000;
const LONG = 3; // days; the phone knows the day of the oldest one only, never the time
const OFFLINE = ["offline", "timeout", "portal", "busy"];

export function Facts() {
  const { view, nav, update } = useOutreach();
  const { proof, storage, problems } = view;
  const offline = problems.some(({ code }) => OFFLINE.includes(code));
  const told = proof && (proof.total > 0 || proof.held > 0); // "0 of 0" says nothing
  const ok = (word) => html`<${State} is="ok">${word}<//>`;
  return html`<div class="o-card o-rows">
    ${
      update &&
      html`<${Row} icon="sync" title=${W.updateReady} sub=${W.updateSub} onClick=${update}
      state=${html`<${State} is="wait">${W.updateDo}<//>`} />`
    }
    <${Oldest} />
    <${Row} icon="proof" title=${W.lastProof}
      sub=${told ? W.heldOf(proof.held, proof.total, clockTime(proof.at)) : W.noProof}
      state=${told && (proof.equal === false ? html`<${State} is="look">${W.differs}<//>` : ok(W.matched))} />
    <${Row} icon=${offline ? "no-signal" : "sync"} title=${W.signal} sub=${offline ? W.triesItself : W.sendsItself}
      state=${offline ? html`<${State} is="wait">${W.noneNow}<//>` : ok(W.there)} />
    <${Row} icon="lock" title=${W.sealedRow} sub=${W.sealedSub} state=${ok(W.sealed)} />
    <${Room} />
    <${Keeping} />
    ${
      storage.evicts === "never" &&
      (storage.installed
        ? html`<${Row} icon="phone" title=${W.installed} sub=${W.installedSub} state=${ok(W.fine)} />`
        : html`<${Row} icon="phone" title=${W.notInstalled} sub=${W.notInstalledSub}
          onClick=${() => nav.open("install")} state=${html`<${State} is="look">${W.doIt}<//>`} />`)
    }
  </div>`;
}

function Oldest() {
  const { view } = useOutreach();
  if (!view.unsent)
    return html`<${Row} icon="waiting" title=${W.oldest} sub=${W.nothingWaits} state=${html`<${State} is="ok">
      ${W.fine}<//>`} />`;
  if (!view.oldest) return null;
  const days = Math.max(0, Math.round((Date.parse(programmeDay()) - Date.parse(view.oldest)) / DAY));
  const state = days > LONG ? html`<${State} is="look">${W.tooOld}<//>` : html`<${State} is="ok">${W.fine}<//>`;
  return html`<${Row} icon="waiting" title=${W.oldest} sub=${days ? W.savedAgo(days) : W.savedToday} state=${state} />`;
}
