// The service worker, and when a newer version may take over: never over an open form, a write or a sync.
import { scriptUrl } from "../trusted.js";

const HOURLY = 3_600_000;

/**
 * Registers the service worker and watches for a newer one. `changed` is called when one is ready.
 * Returns { ready, apply(phone) }: `apply` waits until the phone is idle, switches and loads the page again.
 */
export function watchUpdates(changed) {
  const workers = navigator.serviceWorker;
  let registration = null;
  let asked = false;
  const update = {
    ready: false,
    async apply(phone) {
      await phone.idle();
      asked = true;
      registration.waiting?.postMessage("activate");
    },
  };
  const look = () => {
    const { ready } = update;
    update.ready = Boolean(registration.waiting && workers.controller);
    if (ready !== update.ready) changed();
  };
  const begin = async () => {
    registration = await workers.register(scriptUrl("/sw.js"), { scope: "/field/", updateViaCache: "none" });
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    look();
    setInterval(() => registration.update().catch(() => {}), HOURLY);
  };
  workers?.addEventListener("controllerchange", () => asked && location.reload());
  if (workers) begin().catch(() => {}); // without it the app works while there is a network
  return update;
}
