// What can go wrong, by a code that a screen has plain words for.

export class Coded extends Error {
  /** @param {string} code what happened, in one word @param {number} [seconds] to wait, if any */
  constructor(code, seconds) {
    super(code);
    Object.assign(this, { code, seconds });
  }
}
