// What can go wrong with a write, named so that a screen can say it in plain words.

export class StoreError extends Error {
  /** @param {"full"|"slow"|"damaged"|"elsewhere"|"unsupported"|"private"|"no_team_key"} code @param {string} where "journal" or "index" */
  constructor(code, where = "") {
    super(`${where || "storage"}: ${code}`);
    this.code = code;
    this.where = where;
  }
}

/** Browsers name a full phone in several ways. @param {unknown} error @param {string} where @returns {StoreError} */
export function named(error, where) {
  if (error instanceof StoreError) return error;
  const said = `${error?.name ?? ""} ${error?.message ?? ""}`;
  return new StoreError(/quota|no_?space|disk is full|not enough space/i.test(said) ? "full" : "damaged", where);
}

/**
 * `work`, or StoreError "slow" after `limit` ms: a write to a full phone may never answer at all.
 * @template T @param {Promise<T>} work @param {string} where @param {{after: Function}} clock @param {number} limit
 * @returns {Promise<T>}
 */
export function within(work, where, clock, limit = 5000) {
  return new Promise((resolve, reject) => {
    const stop = clock.after(limit, () => reject(new StoreError("slow", where)));
    work.then(
      (value) => (stop(), resolve(value)),
      (error) => (stop(), reject(named(error, where))),
    );
  });
}
