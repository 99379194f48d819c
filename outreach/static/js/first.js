// Starts the app. On a phone that was here before, the page's own copy of the lock stands in the first picture and takes
// what is typed; the app begins behind it, and its lock goes on with it and adds clock and drawings (shift/lock.js).
"use strict";

const start = () => import("./field-app.js");

if (navigator.serviceWorker?.controller && !location.hash) {
  const copyIn = (tag) => document.querySelector(`template[lang="${tag.split("-")[0]}"]`);
  const copy = (navigator.languages ?? []).map(copyIn).find(Boolean) ?? copyIn("en");
  const lock = copy.content.firstElementChild;
  lock.querySelector("form").addEventListener("submit", (event) => event.preventDefault()); // nobody could open it yet
  document.getElementById("app").append(lock);
  Object.assign(document.documentElement, { lang: copy.getAttribute("lang"), dir: copy.getAttribute("dir") });
  document.hidden ? start() : requestAnimationFrame(() => setTimeout(start));
} else start();
