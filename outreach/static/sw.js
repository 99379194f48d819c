// The service worker: keeps one version of the phone app's shell and serves it, with or without a network. It
// touches nothing else: no API answer, no page of the desk, nothing about anybody. The server puts one line in front:
//   self.PRECACHE = {version, entries: [[address, integrity], …]}
"use strict";

const PREFIX = "notes-";
const NAME = PREFIX + self.PRECACHE.version;
const SHELL = "/field/";
const LISTED = new Set(self.PRECACHE.entries.map(([address]) => address));

// Each file is checked against the hash of what was built: half a version, or a portal's page, is never kept.
async function fill() {
  const cache = await caches.open(NAME);
  const asked = self.PRECACHE.entries.map(
    ([address, integrity]) =>
      new Request(address, {
        integrity,
        cache: "no-cache",
        credentials: "omit",
        redirect: "error",
      }),
  );
  await cache.addAll(asked);
}

// The version before stays until this one is really in use: an open page goes on with the files it began with.
async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(address) {
  const cache = await caches.open(NAME);
  return cache.match(address, { ignoreVary: true });
}

// From this version's cache. Should the browser have lost a file, the network may still give it.
async function answer(request, address) {
  return (await kept(address)) ?? fetch(request);
}

// Where the browser knows how (Chromium 123), it takes the same files from the same cache without waking this script:
// a cold start need not wait for it. What the cache has lost goes to the network there too.
async function route(event) {
  const files = [...LISTED].filter((address) => address !== SHELL);
  const page = { urlPattern: { pathname: SHELL, search: "" }, requestMode: "navigate" };
  const or = [page, ...files.map((pathname) => ({ urlPattern: { pathname } }))];
  await event.addRoutes?.({ condition: { or }, source: { cacheName: NAME } });
}

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([fill(), route(event).catch(() => {})]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

// A new version waits until the page says that no form is open and no write or sync is running.
self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith(SHELL)) {
    event.respondWith(answer(request, SHELL));
  } else if (LISTED.has(url.pathname)) {
    event.respondWith(answer(request, url.pathname));
  }
});
