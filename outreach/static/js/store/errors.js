// What can go wrong with a write, named so that a screen can say it in plain words: "full", "slow" or "damaged".

import { Coded } from "../privacy/coded.js";

/** Browsers name a full phone in several ways. @param {any} error @returns {Coded} */
export function named(error) {
  if (error instanceof Coded) return error;
  const full = /quota|no_?space|disk is full|not enough space/i.test(`${error?.name} ${error?.message}`);
  return new Coded(full ? "full" : "damaged");
}

/** `work()`, at most three times: what failed once may have been a dead handle. @template T @param {() => Promise<T>} work */
export async function again(work) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const known = named(error);
      if (tries >= 3 || known.code !== "damaged") throw known;
    }
  }
}

/**
 * `work`, or "slow" after `limit` ms: a write to a full phone may never answer at all.
 * @template T @param {Promise<T>} work @param {{after: Function}} clock @param {number} limit @returns {Promise<T>}
 */
export function within(work, clock, limit = 5000) {
  return new Promise((resolve, reject) => {
    const stop = clock.after(limit, () => reject(new Coded("slow")));
    work.then(resolve, (error) => reject(named(error))).finally(stop);
  });
}
