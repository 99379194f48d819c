// The one Trusted Types policy. It lets through our own script files and nothing else, so that a worker or
// the service worker can only ever be started from what this server built.
const OWN = /^\/(sw\.js|static\/(v\/[0-9a-f]+|vendor|js)\/[\w./@-]+\.js)$/;

function own(url) {
  const asked = new URL(url, location.href);
  if (asked.origin !== location.origin || !OWN.test(asked.pathname) || asked.search) {
    throw new TypeError("not one of our scripts");
  }
  return asked.href;
}

const policy = globalThis.trustedTypes?.createPolicy("outreach", { createScriptURL: own });

/** A script address that `new Worker` and `serviceWorker.register` take. Throws TypeError for any other. */
export function scriptUrl(url) {
  return policy ? policy.createScriptURL(String(url)) : own(String(url));
}
