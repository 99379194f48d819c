// When to sync: on open, when the network or the page comes back, and each minute while visible. navigator.onLine is
// never asked: it lies. Background Sync is not needed.

/** @param {() => void} attempt called often; the engine itself knows whether it is due @returns {() => void} stop */
export function schedule(attempt, page = globalThis) {
  const visible = () => page.document?.visibilityState !== "hidden";
  const soon = () => visible() && attempt();
  page.addEventListener?.("online", soon);
  page.document?.addEventListener?.("visibilitychange", soon);
  const timer = setInterval(soon, 60_000);
  soon();
  return () => {
    page.removeEventListener?.("online", soon);
    page.document?.removeEventListener?.("visibilitychange", soon);
    clearInterval(timer);
  };
}
