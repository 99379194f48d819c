// When to sync: on open, when the network or the page comes back, and each minute while visible. navigator.onLine is
// never asked: it lies. Background Sync is not needed.

/** @param {() => void} attempt called often; the engine itself knows whether it is due @returns {() => void} stop */
export function schedule(attempt) {
  const soon = () => document.visibilityState === "hidden" || attempt();
  const over = new AbortController(); // an event's options: { signal }
  addEventListener("online", soon, over);
  document.addEventListener("visibilitychange", soon, over);
  const timer = setInterval(soon, 60_000);
  soon();
  return () => {
    over.abort();
    clearInterval(timer);
  };
}
