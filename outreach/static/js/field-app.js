// The phone app begins here: opens the phone, joins it with pages, settings and updates, draws on each change.
import { openPhone } from "./phone.js";
import { makeKept } from "./contacts/kept.js";
import { hashOf } from "./enrol/link.js";
import { App } from "./ui/app.js";
import { html, render } from "./ui/kit.js";
import { buzz, measure, readLook, showLook } from "./ui/look.js";
import { makeNav } from "./ui/nav.js";
import { readReference } from "./ui/reference.js";
import { watchUpdates } from "./ui/update.js";

const root = document.getElementById("app");
const build = /\/v\/([0-9a-f]{8})/.exec(import.meta.url)?.[1] ?? "";

/** Draws the app for `phone`; everything it remembers between drawings stands here. */
function join(phone, arrived) {
  let look = readLook(phone.look);
  let away = false;
  let opened = false;
  let stage = phone.view.stage;
  let update = { ready: false };
  const nav = makeNav(() => draw());
  const kept = makeKept(phone, () => draw());

  const app = {
    phone,
    nav,
    kept,
    arrived,
    leave: () => goAway(() => phone.quickExit()),
    panic: () => goAway(() => phone.panic().then(() => buzz(look, "wiped"))),
    back: () => {
      away = false;
      draw();
    },
    setLook: (next) => {
      look = next;
      showLook(look);
      phone.keepLook(look);
      draw();
    },
  };
  const goAway = (work) => {
    away = true;
    draw(); // the clock first, then the work
    work();
  };
  const draw = () => {
    const { view } = phone;
    if (stage === "open" && view.stage !== "open") close();
    stage = view.stage;
    opened ||= stage === "open";
    if (mayUpdate(update, view, opened)) update.apply(phone);
    const now = update.ready ? () => update.apply(phone) : null;
    render(
      html`<${App}
        app=${{ ...app, view, look, away, update: now, ref: phone.reference && readReference(phone.reference) }} />`,
      root,
    );
  };
  // Locked: nothing readable stays in memory, and no page with it on the stack.
  const close = () => {
    stage = "";
    kept.forget();
    nav.home();
  };
  showLook(look);
  root.replaceChildren();
  phone.subscribe(draw);
  update = watchUpdates(() => draw());
  draw();
  return {
    leave: () => {
      away = true;
      draw();
    },
  };
}

/** A newer version takes over by itself only at a lock that was never opened: there nothing can be lost. */
const mayUpdate = (update, view, opened) =>
  update.ready &&
  !opened &&
  !view.syncing &&
  ["new", "locked"].includes(view.stage) &&
  !document.querySelector("input:focus");

/** The task switcher must not take a picture of the work. */
function blankWhenHidden() {
  const blank = () => document.documentElement.toggleAttribute("data-blank", document.visibilityState === "hidden");
  document.addEventListener("visibilitychange", blank);
  addEventListener("resize", () => measure());
}

async function start() {
  const arrived = hashOf(location.hash);
  let joined = null;
  const phone = await openPhone({ version: build, leave: () => joined?.leave() });
  if (arrived && phone.view.stage !== "unsupported") history.replaceState({}, "", location.pathname);
  blankWhenHidden();
  joined = join(phone, arrived);
}

start();
