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
import { loadWords } from "./ui/words.js";

const root = document.getElementById("app");
const build = /\/v\/([0-9a-f]{8})/.exec(import.meta.url)?.[1] ?? "";

/** Joins the phone with pages, settings and updates; everything remembered between drawings stands here. */
class FieldApp {
  away = false;
  opened = false;
  update = { ready: false };

  constructor(phone, arrived) {
    Object.assign(this, { phone, arrived, look: readLook(phone.look), stage: phone.view.stage });
    this.nav = makeNav(() => this.draw());
    this.kept = makeKept(phone, () => this.draw());
    showLook(this.look);
    root.replaceChildren();
    phone.subscribe(() => this.draw());
    this.update = watchUpdates(() => this.draw());
    this.draw();
  }

  /** What every screen may reach. */
  get context() {
    const { phone, nav, kept, arrived, look, away, update } = this;
    const ref = phone.reference && readReference(phone.reference);
    return {
      ...{ phone, nav, kept, arrived, look, away, ref, view: phone.view },
      update: update.ready ? () => update.apply(phone) : null,
      leave: () => this.#goAway(() => phone.quickExit()),
      panic: () => this.#goAway(() => phone.panic().then(() => buzz(look, "wiped"))),
      back: () => this.#set({ away: false }),
      later: () => this.#set({ arrived: null }),
      setLook: (next) => {
        showLook(next);
        phone.keepLook(next);
        this.#set({ look: next });
      },
    };
  }

  draw() {
    const { view } = this.phone;
    if (this.stage === "open" && view.stage !== "open") this.#close();
    this.stage = view.stage;
    this.opened ||= this.stage === "open";
    if (mayUpdate(this.update, view, this.opened)) this.update.apply(this.phone);
    render(html`<${App} app=${this.context} />`, root);
  }

  /** The clock; the phone asks for it when it locks in a hurry. */
  leave() {
    this.#set({ away: true });
  }

  #set(change) {
    Object.assign(this, change);
    this.draw();
  }

  #goAway(work) {
    this.leave(); // the clock first, then the work
    work();
  }

  // Locked: nothing readable stays in memory, and no page with it on the stack.
  #close() {
    this.stage = "";
    this.kept.forget();
    this.nav.home();
  }
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
  await loadWords(readLook(phone.look).lang);
  joined = new FieldApp(phone, arrived);
}

start();
