// The lock, before the app has come: on a phone that was here before, the page's own copy of it stands in the first
// picture and takes what is typed. The app's lock goes on with it, and adds clock and drawings (shift/lock.js).
"use strict";

if (navigator.serviceWorker?.controller && !location.hash) {
  const copyIn = (tag) => document.querySelector(`template[lang="${tag.split("-")[0]}"]`);
  const copy = (navigator.languages ?? []).map(copyIn).find(Boolean) ?? copyIn("en");
  const lock = copy.content.firstElementChild;
  lock.querySelector("form").addEventListener("submit", (event) => event.preventDefault()); // nobody could open it yet
  document.getElementById("app").append(lock);
  Object.assign(document.documentElement, { lang: copy.getAttribute("lang"), dir: copy.getAttribute("dir") });
}
