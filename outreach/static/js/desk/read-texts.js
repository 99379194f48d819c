// Opens texts of reports in this browser, with a passphrase that stays here. They are shown in memory only, and hide
// themselves: after some minutes, when the page is left, and when the window is not in front.
import { openForTeam, openTeamKey } from "../privacy/team.js";

const MINUTES = 5;
const page = document.querySelector("[data-texts]");
const say = (words) => (page.querySelector("[data-said]").textContent = words);
let timer = 0;

function hide(words) {
  clearTimeout(timer);
  for (const place of page.querySelectorAll("[data-text]")) place.replaceChildren();
  page.querySelector("[data-hide]").hidden = true;
  page.querySelector("[data-unlock]").hidden = false;
  if (words) say(words);
}

/** Wrapped keys by id: those of this page, and those of a backup file that was chosen. */
async function keys() {
  const known = new Map(JSON.parse(page.dataset.keys).map(({ id, key }) => [id, [key]]));
  const [file] = page.querySelector("[data-file]").files;
  if (file) for (const { id, key } of JSON.parse(await file.text()).keys) known.set(id, [...(known.get(id) ?? []), key]);
  return known;
}

async function unlock(passphrase) {
  const opened = new Map();
  for (const [id, wrapped] of await keys()) {
    for (const kept of wrapped) {
      const privateKey = opened.has(id) ? null : await openTeamKey(kept, passphrase);
      if (privateKey) opened.set(id, { privateKey, pub: kept.pub, org: page.dataset.org });
    }
  }
  return opened;
}

async function show(passphrase) {
  say("Opening. This takes a few seconds.");
  const own = await unlock(passphrase);
  if (!own.size) return say("This passphrase opens none of the keys. Nothing was changed.");
  let shown = 0;
  for (const place of page.querySelectorAll("[data-text]")) {
    const { key, text: sealed } = place.dataset;
    const said = own.has(key) ? await openForTeam(own.get(key), [key, sealed]) : null;
    place.textContent = said ?? "This text is under another key. It needs that key’s passphrase.";
    shown += said === null ? 0 : 1;
  }
  page.querySelector("[data-unlock]").hidden = true;
  page.querySelector("[data-hide]").hidden = false;
  page.querySelector("[data-hide]").focus();
  timer = setTimeout(() => hide(`Hidden again after ${MINUTES} minutes.`), MINUTES * 60_000);
  return say(`${shown} ${shown === 1 ? "text is" : "texts are"} open in this browser only. Hidden again in ${MINUTES} minutes.`);
}

function begin() {
  const form = page.querySelector("[data-unlock]");
  const field = page.querySelector("[data-passphrase]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const passphrase = field.value;
    field.value = "";
    show(passphrase).catch(() => say("This file holds no team key, or the browser could not open it."));
  });
  page.querySelector("[data-hide]").addEventListener("click", () => hide("Hidden."));
  addEventListener("pagehide", () => hide(""));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) hide("Hidden, because the window was not in front.");
  });
}

if (page) begin();
