// The phone's own clock, for showing and for the part of the day. Records carry no time, only day and part.
import { isoDay } from "../store/clock.js";
import { locale } from "./words.js";

const DAY = 86_400_000;
const CLOCK = { hour: "numeric", minute: "2-digit" };

/** Milliseconds now; the only place where screens read the clock. */
export const now = () => Date.now();

/** 0 morning, 1 afternoon, 2 evening, 3 night, at `at` by the phone's clock. */
export function partOfDay(at = now()) {
  const hour = new Date(at).getHours();
  return hour < 5 || hour >= 23 ? 3 : hour < 12 ? 0 : hour < 18 ? 1 : 2;
}

/** The programme's day "YYYY-MM-DD": until `ends` ("05:00") in the morning it is still the evening before. */
export function programmeDay(at = now(), ends = "05:00") {
  const [hour, minute] = ends.split(":").map(Number);
  return isoDay(new Date(at - (hour * 60 + minute) * 60_000));
}

/** The day `by` days after (or before) `day`. */
export const shiftDay = (day, by) => isoDay(new Date(noon(day).getTime() + by * DAY));

/** "Friday 20 November", without a year. */
export const longDay = (day) => clockDay(noon(day));

/** "Fri 20 Nov", for a choice of days. */
export const shortDay = (day) => format({ weekday: "short", day: "numeric", month: "short" }, noon(day));

/** The date on the clock pages, which follows midnight and not the programme's day. */
export const clockDay = (at = now()) => format({ weekday: "long", day: "numeric", month: "long" }, at);

/** "2:14" or "2:14 AM", as the phone shows it. */
export const clockTime = (at = now()) => format(CLOCK, at).replace(/ /g, "\u00a0");

/** The hour and minute alone, for the big clock. */
export function bigTime(at = now()) {
  const parts = formatter(CLOCK).formatToParts(at);
  return parts.map(({ type, value }) => (type === "dayPeriod" ? "" : value)).join("").trim();
}

/** Time since the form opened, in bands of 5 seconds; 0 means not measured. */
export function band(opened, at = now()) {
  const seconds = (at - opened) / 1000;
  return seconds > 0 && seconds < 3600 ? Math.ceil(seconds / 5) * 5 : 0;
}

const noon = (day) => new Date(`${day}T12:00:00`);
export const format = (how, date) => formatter(how).format(date);

/** In the app's language, in the form of the phone's own region where it speaks that language. */
function formatter(how) {
  const key = JSON.stringify([locale(), how]);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale(), how));
  return formatters.get(key);
}
const formatters = new Map(); // each takes a cheap phone milliseconds to make
