// Work that must go one after another.

/** @returns {<T>(work: () => T|Promise<T>) => Promise<T>} does `work` once all that came before has ended, well or not */
export function makeLine() {
  let last = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    last = run.catch(() => {});
    return run;
  };
}
