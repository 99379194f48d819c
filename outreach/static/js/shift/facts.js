// The rows of "What is safe": each says how one thing stands, and at most one thing to do.
import { html, useOutreach } from "../ui/kit.js";
import { Row, State } from "../ui/parts.js";
import { clockTime, longDay, programmeDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { OFFLINE } from "./pill.js";

const DAY = 86_400_000;
const LONG = 3; // days; the phone knows the day of the oldest one only, never the time
const MEGABYTE = 1_048_576;
const LITTLE = 20; // megabytes: some thousand records

/** One row: how it stands is ok, wait or look, and said in a word. */
export const fact = (icon, title, sub, is, word, onClick) =>
  html`<${Row} icon=${icon} title=${title} sub=${sub} onClick=${onClick}
    state=${is && html`<${State} is=${is}>${word}<//>`} />`;

export const freeMegabytes = ({ quota, usage }) => (quota ? Math.max(0, Math.floor((quota - usage) / MEGABYTE)) : null);

export function Facts() {
  const { view, nav, update } = useOutreach();
  const { storage, problems } = view;
  return html`<div class="o-card o-rows">
    ${update && fact("sync", W.updateReady, W.updateSub, "wait", W.updateDo, update)}
    ${oldest(view)}
    ${proof(view)}
    ${
      problems.some(({ code }) => OFFLINE.includes(code))
        ? fact("no-signal", W.signal, W.triesItself, "wait", W.noneNow)
        : fact("sync", W.signal, W.sendsItself, "ok", W.there)
    }
    ${fact("lock", W.sealedRow, W.sealedSub, "ok", W.sealed)}
    ${room(freeMegabytes(storage))}
    ${keeping(storage, storage.installed ? undefined : () => nav.open("install"))}
  </div>`;
}

function oldest({ unsent, oldest: day }) {
  if (!unsent) return fact("waiting", W.oldest, W.nothingWaits, "ok", W.fine);
  if (!day) return null;
  const days = Math.max(0, Math.round((Date.parse(programmeDay()) - Date.parse(day)) / DAY));
  const says = days ? W.savedAgo(days) : W.savedToday;
  return fact("waiting", W.oldest, says, ...(days > LONG ? ["look", W.tooOld] : ["ok", W.fine]));
}

function proof({ proof }) {
  const { held, total, at, equal } = proof ?? {};
  if (!(total > 0 || held > 0)) return fact("proof", W.lastProof, W.noProof); // "0 of 0" says nothing
  const state = equal === false ? ["look", W.differs] : ["ok", W.matched];
  return fact("proof", W.lastProof, W.heldOf(held, total, clockTime(at)), ...state);
}

/** How long the phone keeps what is on it: free room … */
const room = (free) =>
  free === null
    ? fact("phone", W.room, W.roomUnknown, "ok", W.fine)
    : fact("phone", W.room, W.safe.free(free), ...(free < LITTLE ? ["look", W.safe.little] : ["ok", W.fine]));

/** … and what the browser may erase by itself, and when: a countdown, or the plain word that it may. */
function keeping({ evicts, daysLeft, evictsOn, installed }, install) {
  const words = W.safe;
  if (evicts === "never")
    return [
      fact("check", words.never, words.neverSub, "ok", W.fine),
      installed
        ? fact("phone", W.installed, W.installedSub, "ok", W.fine)
        : fact("phone", W.notInstalled, W.notInstalledSub, "look", W.doIt, install),
    ];
  return evicts === "week"
    ? fact("waiting", words.week(daysLeft), words.weekSub(longDay(evictsOn)), "look", W.doIt, install)
    : fact("waiting", words.pressure, words.pressureSub, "look", W.doIt, install);
}
