// How long a browser keeps what an app stores. Pure.
//
// An app on the home screen, or storage that the browser promised to persist, is not erased by itself. WebKit (Safari,
// and every browser on iOS) erases a page's storage after seven days of use of the browser without a visit to it. The
// others erase when room is short. No browser tells a page that its window is private, except Firefox by keeping OPFS
// from it (`refused` in opfs.js); Chromium 156 answers every question there as in a normal window.

import { isoDay } from "./clock.js";

const DAY = 86_400_000;
const WEEK = 7;

/** @param {string} agent @returns {boolean} Safari's engine; on iOS all browsers are */
export const isWebKit = (agent) =>
  /iPhone|iPad|iPod/.test(agent) || (/AppleWebKit\//.test(agent) && !/Chrome\/|Chromium\/|Android/.test(agent));

/**
 * @param {{installed: boolean, persisted: boolean, webkit: boolean}} how @param {number} used when the page was last used
 * @param {number} now ms
 * @returns {{evicts: "never"|"week"|"pressure", evictsOn: string|null, daysLeft: number|null}} `evictsOn`: the first day
 *   on which it may happen; `daysLeft` until then
 */
export function keeping({ installed, persisted, webkit }, used, now) {
  const kept = installed || persisted;
  if (kept || !webkit) return { evicts: kept ? "never" : "pressure", evictsOn: null, daysLeft: null };
  const gone = Math.floor(Math.max(0, now - used) / DAY);
  return { evicts: "week", evictsOn: isoDay(used + WEEK * DAY), daysLeft: Math.max(0, WEEK - gone) };
}
