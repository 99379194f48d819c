// The real clock: wall time for dates and ages, timers for limits. Tests give their own.

/** @typedef {{now: () => number, after: (ms: number, work: () => void) => (() => void)}} Clock */

/** @type {Clock} */
export const realClock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** @param {Date|number} at @returns {string} the day there by the phone's clock, "YYYY-MM-DD" */
export function isoDay(at) {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
