// When a service is open: the twin of referrals/opening.py. Both pass the cases in tests/cases/opening.json.
// A moment is a whole number of minutes on the clock on the wall, counted from 1 January 1970 as if there were no time
// zones: a night on which clocks change then needs no rule of its own. `times` = { hours, meetings, closed_on }.
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const DAY = 1440;
export const ROUND_THE_CLOCK = 7 * DAY; // open for a whole week from now: there is no end worth saying
const AHEAD = 35; // days
const NIGHT_BEGINS = 20 * 60;
export const NIGHT_ENDS = 5 * 60;
const LAST = 5;

/** The day of a moment, counted from 1 January 1970. */
export const dayOf = (at) => Math.floor(at / DAY);
/** 0 Monday to 6 Sunday. */
export const weekday = (day) => (day + 3) % 7;
/** The day of "2026-11-20". */
export const dayFrom = (iso) => Date.parse(iso) / 86_400_000;
/** The minutes of "18:30" since midnight. */
export const minutes = (time) => time.slice(0, 2) * 60 + Number(time.slice(3));

/** The moment on the wall in a time zone at `at` milliseconds; without a zone, the phone's own. */
export function onTheWall(at, timeZone) {
  const how = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const shown = new Intl.DateTimeFormat("en", { ...how, hourCycle: "h23", timeZone }).formatToParts(at);
  const { year, month, day, hour, minute } = Object.fromEntries(shown.map(({ type, value }) => [type, value]));
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000;
}

/**
 * How it stands at `at`, by the openings from yesterday to five weeks ahead: { until, next, tonight, meeting }.
 * `until`: when it closes, null when it is closed; openings that touch are one. `next`: when it opens after `at`, or
 * null. `tonight`: whether it is open at any time from `at`, but not before 20:00, until 05:00 in the morning.
 * `meeting`: the next meeting, or the one that runs, as [begin, end, what]; undefined if there is none.
 */
export function opening(times, at) {
  const all = spans(times, dayOf(at) - 1);
  const until = all.reduce(
    (end, [begin, later]) => (begin <= end && begin < at + ROUND_THE_CLOCK ? Math.max(end, later) : end),
    at,
  );
  const night = dayOf(at - NIGHT_ENDS) * DAY;
  const dusk = Math.max(at, night + NIGHT_BEGINS);
  return {
    until: until > at ? until : null,
    next: all.find(([begin]) => begin > at)?.[0] ?? null,
    tonight: all.some(([begin, end]) => begin < night + DAY + NIGHT_ENDS && end > dusk),
    meeting: all.find(([, end, what]) => what !== undefined && end > at),
  };
}

/**
 * Openings from a day on, in their order: [begin, end, what], where a meeting says what. Hours are meetings of every
 * week that say nothing. One whose end is not after its start goes over midnight.
 */
function spans({ hours, meetings = [], closed_on: closed = [] }, from) {
  const shut = closed.map((ends) => ends.map(dayFrom));
  const weekly = Object.entries(hours).flatMap(([day, list]) => list.map((one) => [day, ...one, 0]));
  const all = [];
  for (const [name, begins, ends, which, what] of [...weekly, ...meetings]) {
    const [begin, end] = [minutes(begins), minutes(ends)];
    const first = from + ((DAYS.indexOf(name) - weekday(from) + 7) % 7);
    for (let day = first; day < from + AHEAD + 2; day += 7) {
      if (!meets(which, day) || shut.some(([first, last]) => first <= day && day <= last)) continue;
      all.push([day * DAY + begin, day * DAY + (end > begin ? end : end + DAY), what]);
    }
  }
  return all.sort(([one], [other]) => one - other);
}

/** Whether a meeting takes place on this day: 0 every week, 1 to 4 the first to fourth in its month, 5 the last. */
function meets(which, day) {
  const date = (days) => new Date(days * 86_400_000).getUTCDate();
  return !which || (which === LAST ? date(day + 7) < date(day) : which === Math.ceil(date(day) / 7));
}
