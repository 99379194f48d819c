// The clock between two doses of naloxone: three minutes, a tick for each breath, an alarm at the end. It knows how
// many doses and since when, nothing about anybody; it runs on while other pages are open or the phone is locked.
import { now } from "../ui/moment.js";
import { buzz } from "../ui/look.js";

export const WAIT = 180_000;
const BREATH = 5_000;
const ALARM = 10_000; // again and again, until somebody taps
const ENOUGH = 10 * 60_000; // so long the phone stays open by itself; then it locks as always, and stops buzzing

let clock = null; // { count, at, ended }
let timer = 0;
let awake = null;
let buzzed = 0;

/** { count, since, left, over, ended } in milliseconds, or null while no clock runs. */
export function doses(at = now()) {
  if (!clock) return null;
  const since = Math.max(0, (clock.ended ?? at) - clock.at);
  return { ...clock, since, left: Math.max(0, WAIT - since), over: since >= WAIT };
}

/** A dose was given: the three minutes begin (again). `look` is the worker's settings. */
export function give(phone, look) {
  buzzed = now();
  run(phone, look, { count: (clock?.count ?? 0) + 1, at: buzzed });
  buzz(look, "saved");
}

/** They breathe: the clock stands, the count stays. */
export const breathing = (phone) => rest(phone, clock && { ...clock, ended: now() });

/** It stopped again: breathe for them, the next dose is due. */
export const stoppedAgain = (phone, look) => run(phone, look, clock && { ...clock, ended: null });

/** The clock is closed and knows nothing any more. */
export const forget = (phone) => rest(phone, null);

function run(phone, look, next) {
  clock = next;
  phone.awakeUntil = now() + ENOUGH;
  clearInterval(timer);
  timer = setInterval(() => tick(look), 1000);
  document.addEventListener("visibilitychange", keepScreenOn); // once, however often it is said
  keepScreenOn();
}

function rest(phone, next) {
  clock = next;
  clearInterval(timer);
  phone.awakeUntil = 0;
  awake?.release().catch(() => {});
  awake = null;
}

function tick(look) {
  const at = now();
  const { since, over } = doses(at);
  if (since > ENOUGH) clearInterval(timer);
  else if (at - buzzed >= (over ? ALARM : BREATH)) {
    buzzed = at;
    buzz(look, over ? "alarm" : "tick");
  }
}

/** A dark screen would stop the vibration: the phone stays awake while the clock runs, also in a pocket. */
function keepScreenOn() {
  if (!clock || clock.ended || document.visibilityState !== "visible") return;
  const held = (lock) => {
    awake = lock;
  };
  navigator.wakeLock?.request("screen").then(held, () => {});
}
