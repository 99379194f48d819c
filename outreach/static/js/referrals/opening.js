// When a service is open: the twin of referrals/opening.py. Both pass the cases in tests/cases/opening.json.
// A moment is a whole number of minutes on the clock on the wall, counted from 1 January 1970 as if there were no time
// zones: a night on which clocks change then needs no rule of its own. `times` = { hours, meetings, closed_on }.
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const DAY = 1440;
export const ROUND_THE_CLOCK = 7 * DAY; // open for a whole week from now: there is no end worth saying
const AHEAD = 35; // days
const [NIGHT_BEGINS, NIGHT_ENDS] = [20 * 60, 5 * 60];
const LAST = 5;

/** The day of a moment, counted from 1 January 1970. */
export const dayOf = (at) => Math.floor(at / DAY);
/** 0 Monday to 6 Sunday. */
export const weekday = (day) => (((day + 3) % 7) + 7) % 7;
/** "2026-11-20" of a day. */
export const isoOf = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** The day of "2026-11-20". */
export const dayFrom = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);

/** The moment on the wall in a time zone at `at` milliseconds; without a zone, the phone's own. */
export function onTheWall(at, timeZone) {
  const how = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const shown = new Intl.DateTimeFormat("en", { ...how, hourCycle: "h23", timeZone }).formatToParts(new Date(at));
  const { year, month, day, hour, minute } = Object.fromEntries(shown.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000;
}

/** Openings that begin on `day`, as moments. One whose end is not after its start goes over midnight. */
export function spans({ hours, meetings = [], closed_on: closed = [] }, day) {
  const iso = isoOf(day);
  if (closed.some(([first, last]) => first <= iso && iso <= last)) return [];
  const met = meetings.filter((one) => meets(one, day)).map(([, begins, ends]) => [begins, ends]);
  return [...(hours[DAYS[weekday(day)]] ?? []), ...met].map((pair) => {
    const [begin, end] = pair.map(minutes);
    return [day * DAY + begin, day * DAY + (end > begin ? end : end + DAY)];
  });
}

/** Whether a meeting [day, from, to, which, what] takes place on this day. */
export function meets([name, , , which], day) {
  if (DAYS[weekday(day)] !== name) return false;
  const date = new Date(day * 86_400_000).getUTCDate();
  if (which === LAST) return new Date((day + 7) * 86_400_000).getUTCDate() < date;
  return which === 0 || which === Math.floor((date - 1) / 7) + 1;
}

/** When the service that is open at `at` closes; null when it is closed. Openings that touch are one. */
export function openUntil(times, at) {
  let end = at;
  while (end - at < ROUND_THE_CLOCK) {
    const later = endAt(times, end);
    if (later === null) break;
    end = later;
  }
  return end > at ? end : null;
}

export const isOpen = (times, at) => endAt(times, at) !== null;

/** The next opening after `at` within five weeks, or null. */
export function opensNext(times, at) {
  for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
    const later = spans(times, dayOf(at) + ahead).filter(([begin]) => begin > at);
    if (later.length) return Math.min(...later.map(([begin]) => begin));
  }
  return null;
}

/** Whether it is open at any time from `at`, but not before 20:00, until 05:00 in the morning. */
export function openTonight(times, at) {
  const day = dayOf(at - NIGHT_ENDS);
  const begins = Math.max(at, day * DAY + NIGHT_BEGINS);
  const next = opensNext(times, begins);
  return isOpen(times, begins) || (next !== null && next < (day + 1) * DAY + NIGHT_ENDS);
}

function endAt(times, at) {
  const held = [dayOf(at), dayOf(at) - 1].flatMap((day) => spans(times, day));
  const ends = held.filter(([begin, end]) => begin <= at && at < end).map(([, end]) => end);
  return ends.length ? Math.max(...ends) : null;
}

const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
