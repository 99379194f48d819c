// How long the phone keeps what is on it: free room, and what the browser may erase by itself, and when.
import { html, useOutreach } from "../ui/kit.js";
import { Row, State } from "../ui/parts.js";
import { longDay } from "../ui/moment.js";
import { W } from "../ui/words.js";

const MEGABYTE = 1_048_576;
const LITTLE = 20; // megabytes: some thousand records

export const freeMegabytes = ({ quota, usage }) => (quota ? Math.max(0, Math.floor((quota - usage) / MEGABYTE)) : null);

export function Room() {
  const { storage } = useOutreach().view;
  const free = freeMegabytes(storage);
  const little = free !== null && free < LITTLE;
  return html`<${Row} icon="phone" title=${W.room} sub=${free === null ? W.roomUnknown : W.safe.free(free)}
    state=${html`<${State} is=${little ? "look" : "ok"}>${little ? W.safe.little : W.fine}<//>`} />`;
}

/** The countdown of browsers that erase what was not opened for a week, or the plain word that they may. */
export function Keeping() {
  const { view, nav } = useOutreach();
  const { evicts, daysLeft, evictsOn, installed } = view.storage;
  const words = W.safe;
  if (evicts === "never")
    return html`<${Row} icon="check" title=${words.never} sub=${words.neverSub}
      state=${html`<${State} is="ok">${W.fine}<//>`} />`;
  const [title, sub] =
    evicts === "week" ? [words.week(daysLeft), words.weekSub(longDay(evictsOn))] : [words.pressure, words.pressureSub];
  return html`<${Row} icon="waiting" title=${title} sub=${sub} onClick=${installed ? undefined : () => nav.open("install")}
    state=${html`<${State} is="look">${W.doIt}<//>`} />`;
}
