// Words for services: when they open, how far they are, when they meet. Times are moments on the wall (opening.js).
import { now } from "../ui/moment.js";
import { locale, W } from "../ui/words.js";
import { isStale, onFoot, zoneAt } from "./finding.js";
import { DAY, dayFrom, dayOf, DAYS, meets, onTheWall, ROUND_THE_CLOCK, weekday } from "./opening.js";

const SOON = 30; // minutes
const FAR_ON_FOOT = 60; // minutes; beyond that kilometres are said
const A_WEEK = 7;
const NIGHT_ENDS = 300;

/**
 * The moment on the wall, in the programme's time zone. The day is the shift's, which the worker has confirmed: a phone
 * whose date is wrong still knows what is open.
 */
export function wallNow({ own }, shift) {
  const at = onTheWall(now(), own.timezone);
  const off = dayOf(at - NIGHT_ENDS) - dayFrom(shift.day);
  return off < 0 || off > 1 ? at - off * DAY : at;
}

const shown = (at, how) => new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...how }).format(new Date(at * 60_000));
/** "22:00" or "10:00 PM", as the phone shows it. */
export const clock = (at) => shown(at, { hour: "numeric", minute: "2-digit" });
/** "Thursday" of a day counted from 1970, or "Thu". */
export const dayName = (day, weekdayForm = "long") => shown(day * DAY, { weekday: weekdayForm });
/** The name of one of the seven days, 0 Monday to 6 Sunday. */
export const weekdayName = (place, form = "long") => dayName(place + 4, form); // 5 January 1970 was a Monday
/** "20 November" of a day "YYYY-MM-DD"; with its year where it is not this one. */
export const dateWords = (iso, at) => {
  const here = dayFrom(iso);
  const year = shown(here * DAY, { year: "numeric" }) === shown(at, { year: "numeric" }) ? undefined : "numeric";
  return shown(here * DAY, { day: "numeric", month: "long", year });
};
const monthWords = (iso) => shown(dayFrom(iso) * DAY, { month: "long", year: "numeric" });
/** A time "18:00" as the phone shows it. */
export const timeWords = (time) => clock(Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)));

/** "Open until 22:00", "Opens tomorrow 09:00": { words, is: "open" | "soon" | "closed" }. */
export function openSays({ until, next }, at) {
  const words = W.referrals;
  if (until === null) return { words: nextSays(next, at), is: "closed" };
  if (until - at >= ROUND_THE_CLOCK) return { words: words.openAlways, is: "open" };
  if (until - at <= SOON) return { words: words.closesSoon(clock(until)), is: "soon" };
  const far = until - at > DAY;
  return { words: far ? words.openUntilDay(near(until, at), clock(until)) : words.openUntil(clock(until)), is: "open" };
}

function nextSays(next, at) {
  const words = W.referrals;
  if (next === null) return words.noHours;
  const days = dayOf(next) - dayOf(at);
  if (days === 0) return words.opensToday(clock(next));
  return days === 1 ? words.opensTomorrow(clock(next)) : words.opensDay(near(next, at), clock(next));
}

/** The weekday within a week, else the date. */
const near = (then, at) =>
  dayOf(then) - dayOf(at) < A_WEEK ? dayName(dayOf(then)) : shown(then, { weekday: "short", day: "numeric", month: "short" });

/** "Canal, 6 min on foot", "By phone". */
export function whereSays({ service, far }, zones) {
  const words = W.referrals;
  if (!service.at) return words.byPhone;
  const zone = zoneAt(zones, service.at)?.name ?? "";
  if (far === null) return zone || service.address;
  const foot = onFoot(far);
  if (foot <= FAR_ON_FOOT) return zone ? words.walk(zone, foot) : words.walkOnly(foot);
  const km = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(far / 1000);
  return zone ? words.kilometres(zone, km) : words.kilometresOnly(km);
}

/** The next meeting in the coming five weeks: "Meets Thursday 18:00: Peer evening", or "". */
export function meetingSays({ meetings = [] }, at) {
  for (let day = dayOf(at); day < dayOf(at) + 35; day += 1) {
    const one = meetings.find((meeting) => meets(meeting, day) && endOf(meeting, day) > at);
    if (one) {
      const words = [near(day * DAY + 1, at), timeWords(one[1])];
      return one[4] ? W.referrals.nextMeetingWhat(...words, one[4]) : W.referrals.nextMeeting(...words);
    }
  }
  return "";
}

const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const endOf = ([, from, to], day) => day * DAY + minutes(to) + (minutes(to) > minutes(from) ? 0 : DAY);

/** One line for each meeting: "Every Thursday, 18:00 to 20:00", "Peer evening". */
export const meetingRows = ({ meetings = [] }) =>
  meetings.map(([day, from, to, which, what]) => ({
    when: W.referrals.meets[which](weekdayName(DAYS.indexOf(day)), timeWords(from), timeWords(to)),
    what,
  }));

/** The seven days from Monday: [{ name, spans: ["09:00 to 17:00"], today }]. */
export const weekRows = ({ hours }, at) =>
  DAYS.map((day, place) => ({
    name: weekdayName(place),
    spans: (hours[day] ?? []).map(([from, to]) =>
      from === "00:00" && ["00:00", "24:00"].includes(to)
        ? W.referrals.allDay
        : W.referrals.range(timeWords(from), timeWords(to)),
    ),
    today: weekday(dayOf(at)) === place,
  }));

/** The week in few lines, for paper: "Mon to Sat: 20:00 to 2:00", "Sun: all day". Closed days are left out. */
export function weekShort(service) {
  const rows = weekRows(service, 0).map(({ spans }, place) => ({ place, hours: spans.join(W.comma) }));
  const runs = [];
  for (const { place, hours } of rows.filter((row) => row.hours)) {
    const run = runs.at(-1);
    if (run?.hours === hours && run.last === place - 1) run.last = place;
    else runs.push({ first: place, last: place, hours });
  }
  const name = (place) => weekdayName(place, "short");
  const days = ({ first, last }) => (first === last ? name(first) : W.referrals.dayRange(name(first), name(last)));
  return runs.map((run) => W.referrals.dayHours(days(run), run.hours));
}

/** Closed days that are still to come, in words. */
export const closedRows = ({ closed_on: closed = [] }, at) =>
  closed
    .filter(([, last]) => dayFrom(last) >= dayOf(at))
    .map(([first, last]) =>
      first === last
        ? W.referrals.closedDay(dateWords(first, at))
        : W.referrals.closedOn(dateWords(first, at), dateWords(last, at)),
    );

/** When somebody last made sure that it is true: { words, stale }. */
export const checkedSays = (found, at) =>
  isStale(found)
    ? { words: W.referrals.checkedLong(monthWords(found.service.checked_on)), stale: true }
    : { words: W.referrals.checkedOn(dateWords(found.service.checked_on, at)), stale: false };

/** The name of a language in the worker's own. */
export const languageName = (code) => {
  const name = new Intl.DisplayNames([locale()], { type: "language" }).of(code) ?? code;
  return name[0].toLocaleUpperCase(locale()) + name.slice(1);
};

/** What is searched: name, place, notes, what it is for, languages, meetings. */
export const searchText = (service, ref) =>
  [
    ...[service.name, service.address, service.notes, service.affirming_says],
    ...service.types.flatMap((code) => [ref.referral(code).name, ref.referral(code).short]),
    ...service.languages.map(languageName),
    ...(service.meetings ?? []).map((meeting) => meeting[4]),
  ].join(" ");
