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
