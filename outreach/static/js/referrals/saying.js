// Words for services: when they open, how far they are, when they meet. Times are moments on the wall (opening.js).
import { format, now } from "../ui/moment.js";
import { locale, W } from "../ui/words.js";
import { isStale, onFoot, zoneAt } from "./finding.js";
import { DAY, dayFrom, dayOf, DAYS, minutes, NIGHT_ENDS, onTheWall, ROUND_THE_CLOCK, weekday } from "./opening.js";

const SOON = 30; // minutes
const FAR_ON_FOOT = 60; // minutes; beyond that kilometres are said
const A_WEEK = 7;

/**
 * The moment on the wall, in the programme's time zone. The day is the shift's, which the worker has confirmed: a phone
 * whose date is wrong still knows what is open.
 */
export function wallNow({ own }, shift) {
  const at = onTheWall(now(), own.timezone);
  const off = dayOf(at - NIGHT_ENDS) - dayFrom(shift.day);
  return off < 0 || off > 1 ? at - off * DAY : at;
}

const shown = (at, how) => format({ timeZone: "UTC", ...how }, at * 60_000);
/** "22:00" or "10:00 PM", as the phone shows it. */
const clock = (at) => shown(at, { hour: "numeric", minute: "2-digit" });
const timeWords = (time) => clock(minutes(time)); // of "18:00"
/** The name of one of the seven days, 0 Monday to 6 Sunday. */
const weekdayName = (place, weekday = "long") => shown((place + 4) * DAY, { weekday }); // 5 January 1970 was a Monday
const year = (at) => shown(at, { year: "numeric" });
/** "20 November" of a day "YYYY-MM-DD"; with its year where it is not this one. */
export function dateWords(iso, at) {
  const here = dayFrom(iso) * DAY;
  return shown(here, { day: "numeric", month: "long", year: year(here) === year(at) ? undefined : "numeric" });
}

/** "open", "soon" (to be closed) or "closed". */
export const openIs = ({ until }, at) => (until ? (until - at > SOON ? "open" : "soon") : "closed");

/** "Open until 22:00", "Opens tomorrow 09:00". */
export function openSays({ until, next }, at) {
  const words = W.referrals;
  const then = until ?? next;
  if (!then) return words.noHours;
  const [day, time] = [near(then, at), clock(then)];
  if (until) {
    if (until - at >= ROUND_THE_CLOCK) return words.openAlways;
    if (until - at <= SOON) return words.closesSoon(time);
    return until - at > DAY ? words.openUntilDay(day, time) : words.openUntil(time);
  }
  const days = dayOf(next) - dayOf(at);
  if (!days) return words.opensToday(time);
  return days === 1 ? words.opensTomorrow(time) : words.opensDay(day, time);
}

/** The weekday within a week, else the date. */
const near = (then, at) =>
  shown(
    then,
    dayOf(then) - dayOf(at) < A_WEEK ? { weekday: "long" } : { weekday: "short", day: "numeric", month: "short" },
  );

/** "Canal, 6 min on foot", "By phone". */
export function whereSays({ service, far }, zones) {
  if (!service.at) return W.referrals.byPhone;
  const zone = zoneAt(zones, service.at)?.name;
  if (far === null) return zone ?? service.address;
  const foot = onFoot(far);
  const km = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(far / 1000);
  const [way, long] = foot > FAR_ON_FOOT ? ["kilometres", km] : ["walk", foot];
  return zone ? W.referrals[way](zone, long) : W.referrals[`${way}Only`](long);
}

/** "Meets Thursday 18:00: Peer evening", or "". */
export function meetingSays({ meeting }, at) {
  if (!meeting) return "";
  const [begin, , what] = meeting;
  return W.referrals[what ? "nextMeetingWhat" : "nextMeeting"](near(begin, at), clock(begin), what);
}

/** [what, when] of each meeting: "Peer evening", "Every Thursday, 18:00 to 20:00". */
export const meetingRows = ({ meetings = [] }) =>
  meetings.map(([day, from, to, which, what]) => [
    what,
    W.referrals.meets[which](weekdayName(DAYS.indexOf(day)), timeWords(from), timeWords(to)),
  ]);

/** The seven days from Monday: [{ name, spans: ["09:00 to 17:00"], today }]. */
export const weekRows = ({ hours }, at) =>
  DAYS.map((day, place) => ({
    name: weekdayName(place),
    spans: (hours[day] ?? []).map(([from, to]) =>
      minutes(from) || minutes(to) % DAY ? W.referrals.range(timeWords(from), timeWords(to)) : W.referrals.allDay,
    ),
    today: weekday(dayOf(at)) === place,
  }));

/** The week in few lines, for paper: "Mon to Sat: 20:00 to 2:00", "Sun: all day". Closed days are left out. */
export function weekShort(service) {
  const runs = []; // [hours, first day, last day]
  weekRows(service, 0).forEach(({ spans }, place) => {
    const hours = spans.join(W.comma);
    if (runs.at(-1)?.[0] === hours) runs.at(-1)[2] = place;
    else runs.push([hours, place, place]);
  });
  const name = (place) => weekdayName(place, "short");
  const days = (first, last) => (first === last ? name(first) : W.referrals.dayRange(name(first), name(last)));
  return runs.filter(([hours]) => hours).map(([hours, ...ends]) => W.referrals.dayHours(days(...ends), hours));
}

/** Closed days that are still to come, in words. */
export const closedRows = ({ closed_on: closed = [] }, at) =>
  closed
    .filter(([, last]) => dayFrom(last) >= dayOf(at))
    .map((ends) => {
      const [first, last] = ends.map((day) => dateWords(day, at));
      return first === last ? W.referrals.closedDay(first) : W.referrals.closedOn(first, last);
    });

/** When somebody last made sure that it is true. */
export const checkedSays = (found, at) => {
  const day = found.service.checked_on;
  return isStale(found)
    ? W.referrals.checkedLong(shown(dayFrom(day) * DAY, { month: "long", year: "numeric" }))
    : W.referrals.checkedOn(dateWords(day, at));
};

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
