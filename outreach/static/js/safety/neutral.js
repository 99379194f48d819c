// What anybody sees who looks at a phone that was left: the plain page that the organisation chose. It stands in the
// shell, the same for everybody, so it is known before anything is unlocked.
import { html } from "../ui/kit.js";
import { clockDay, format, now } from "../ui/moment.js";
import { number, W } from "../ui/words.js";
import { Away as Clock, useOpening } from "../shift/clock.js";

const WEEK = 7;
const chosen = () => document.documentElement.dataset;

/** True when Leave closes the app: the empty page takes its place once everything is locked. */
export const leavesToBlank = () => chosen().leave === "blank";

/** The page that comes first after unlocking. */
export const firstPage = () => ["shift", "services", "guides"][Number(chosen().first)] ?? "shift";

/** The neutral page; `open` leads to the lock. */
export function Away({ open }) {
  const Page = { calendar: Month, blank: Empty }[chosen().leave] ?? Clock;
  return html`<${Page} open=${open} />`;
}

const Empty = () => html`<main class="o-away"><h1 class="o-sr">${document.title}</h1></main>`;

/** A plain month, with today as the key. */
function Month({ open }) {
  const key = useOpening(open);
  const today = new Date(now());
  const day = (n) =>
    n === today.getDate()
      ? html`<button class="o-away__today" key=${n} aria-label=${W.safety.monthToday(clockDay(today))} ...${key}>
          ${number(n)}</button>`
      : html`<span key=${n}>${number(n)}</span>`;
  return html`<main class="o-away"><div class="o-month">
    <h1 class="o-month__name">${format({ month: "long", year: "numeric" }, today)}</h1>
    <div class="o-month__days">${weekdays().map((name, n) => html`<i key=${`d${n}`} aria-hidden="true">${name}</i>`)}
      ${before(today).map((n) => html`<span key=${`b${n}`}></span>`)}${days(today).map(day)}</div></div></main>`;
}

const upTo = (n) => Array.from({ length: n }, (_, i) => i + 1);
const days = (date) => upTo(new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate());
/** Empty places before the first of the month, in a week that begins on Monday. */
const before = (date) => upTo((new Date(date.getFullYear(), date.getMonth(), 1).getDay() + WEEK - 1) % WEEK);
/** "M" to "S": 2024 began on a Monday. */
const weekdays = () => upTo(WEEK).map((n) => format({ weekday: "narrow" }, new Date(2024, 0, n)));
