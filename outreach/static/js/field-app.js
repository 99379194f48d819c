// The phone app begins here: opens the phone, joins it with pages, settings and updates, draws on each change. The first
// page stands before the storage has answered.
import { openPhone } from "./phone.js";
import { makeKept } from "./contacts/kept.js";
import { hashOf } from "./enrol/link.js";
import { firstPage, leavesToBlank } from "./safety/neutral.js";
import { Checkin } from "./shift/checkin-timer.js";
import { ring } from "./shift/ring.js";
import { App } from "./ui/app.js";
import { draw } from "./ui/kit.js";
import { buzz, measure, readLook, showLook } from "./ui/look.js";
import { makeNav } from "./ui/nav.js";
import { readReference } from "./ui/reference.js";
import { watchUpdates } from "./ui/update.js";
import { language, loadWords, number } from "./ui/words.js";

const root = document.getElementById("app");
const build = /\/v\/([0-9a-f]{8})/.exec(import.meta.url)?.[1] ?? "";

/** Joins the phone with pages, settings and updates; everything remembered between drawings stands here. */
class FieldApp {
  away = false;
  open = false;
  opened = false; // once
  updates = {};

  constructor(phone, arrived, fresh) {
    Object.assign(this, { phone, arrived, fresh, look: readLook(phone.look) });
    this.nav = makeNav(this.draw);
    this.kept = makeKept(phone, this.draw);
    this.checkin = new Checkin(phone, this.draw, () => ring(this.look));
    this.checkin.watch();
    root.querySelector(".o-boot")?.remove(); // the lock of first.js stays, and is drawn on
    phone.subscribe(this.draw);
    this.draw();
    painted(() => {
      number(0); // the first number takes a cheap phone tens of milliseconds: now nobody waits
      this.updates = watchUpdates(this.draw);
      this.draw();
    });
  }

  leave = () => this.#goAway(() => this.phone.quickExit());
  panic = () => this.#goAway(() => this.phone.panic().then(() => buzz(this.look, "wiped")));
  back = () => this.#set({ away: false });
  later = () => this.#set({ arrived: null });
  setLook = (look) => {
    this.phone.keepLook(look);
    this.show(look);
  };

  /** Theme, size of words, hand and the like, as this worker wants them. */
  async show(look) {
    await speak(look);
    showLook(look);
    this.#set({ look });
  }

  draw = () => {
    const { phone, nav, updates, look } = this;
    const { view } = phone;
    this.checkin.adopt(view);
    const open = view.goesOn || view.stage === "open"; // on without the lists: what was typed goes with the lock too
    const opens = open && !this.open;
    if (this.open && !open) this.#close();
    if (opens && look.lang && !phone.look?.lang) phone.keepLook(look); // a language chosen before the phone was set up
    this.open = open; // before the page is chosen, which draws again
    this.opened ||= open;
    if (opens && view.shift) nav.tab(firstPage());
    if (updates.ready && !this.opened && mayUpdate(view)) updates.apply(phone);
    // What every screen may reach: all that stands here, and
    const ref = phone.reference && readReference(phone.reference);
    const update = updates.ready ? () => updates.apply(phone) : null;
    draw(root, App, { ...this, view: phone.view, ref, update }); // the view of now: some of this changes it
  };

  /** The neutral page; the phone asks for it when everything is locked. The empty one ends this page. */
  goneAway() {
    this.#set({ away: true });
    if (leavesToBlank()) location.replace("about:blank");
  }

  #set(change) {
    Object.assign(this, change);
    this.draw();
  }

  #goAway(work) {
    this.#set({ away: true }); // out of sight first, then the work
    work();
  }

  // Locked: nothing readable stays in memory, and no page with it on the stack.
  #close() {
    this.open = false;
    this.kept.forget();
    this.nav.home();
  }
}

/** After the next picture on the screen. */
const painted = (work) => (document.hidden ? work() : requestAnimationFrame(() => setTimeout(work)));

const speak = async ({ lang }) => lang && lang !== language() && loadWords(lang);

/** A newer version takes over by itself only at a lock that was never opened: there nothing can be lost. */
const mayUpdate = ({ syncing, stage }) =>
  !syncing && ["new", "locked"].includes(stage) && !document.querySelector("input:focus");

/** The task switcher must not take a picture of the work: phones tell in different ways that it comes. */
function blankWhenHidden() {
  const blank = (on) => document.documentElement.toggleAttribute("data-blank", on);
  document.addEventListener("visibilitychange", () => blank(document.visibilityState === "hidden"));
  for (const gone of ["blur", "pagehide"]) addEventListener(gone, () => blank(true));
  for (const here of ["focus", "pageshow", "pointerdown"]) addEventListener(here, () => blank(false));
  addEventListener("resize", measure);
}

async function start() {
  const arrived = hashOf(location.hash);
  const words = loadWords(null);
  let joined = null;
  // A page that was here before is locked, almost always, another one new: its first page stands before the storage is
  // opened. With a code for setting up it waits: a phone that was set up before asks before it takes one.
  const fresh = !navigator.serviceWorker?.controller;
  const early = async (phone) => {
    await words;
    joined = new FieldApp(phone, arrived, fresh);
    await new Promise(painted);
  };
  const phone = await openPhone({ version: build, leave: () => joined?.goneAway(), early: arrived ? undefined : early });
  if (arrived && phone.view.stage !== "unsupported") history.replaceState({}, "", location.pathname);
  blankWhenHidden();
  await words;
  const look = readLook(phone.look);
  await speak(look);
  joined ??= new FieldApp(phone, arrived, fresh);
  joined.show(look);
}

start();
