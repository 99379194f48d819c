// How the app looks and feels to this worker: theme, size of words, hand, movement, vibration. Nothing about the work.
import { LANGUAGES } from "./words.js";

// The first of each is where a phone starts.
const ALLOWED = {
  theme: ["dark", "light", "auto"],
  words: [1, 2, 3],
  hand: ["right", "left"],
  still: [false, true],
  buzz: [true, false],
  keys: [false, true],
  ring: [false, true],
  lang: [null, ...LANGUAGES],
};
const COLOURS = { dark: "#17121b", light: "#f8f1e8" };

/** The settings with everything unknown put back to its default. */
export function readLook(stored) {
  const said = ([name, values]) => [name, values.includes(stored?.[name]) ? stored[name] : values[0]];
  const checked = LANGUAGES.filter((lang) => lang === "en" || stored?.checked?.includes(lang));
  return { ...Object.fromEntries(Object.entries(ALLOWED).map(said)), checked };
}

/** Puts the settings on the page. */
export function showLook({ theme: wanted, words, hand, still }) {
  const root = document.documentElement;
  const light = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  const theme = wanted === "auto" ? light : wanted;
  Object.assign(root.dataset, { theme, words, hand });
  root.toggleAttribute("data-still", still);
  measure();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", COLOURS[theme]);
}

const NARROW = 20; // letters' widths: below, columns fall to two and pages flow

/** Marks a page that is narrow for the size of its words. (Container queries miss a change of the root's letters.) */
export function measure() {
  const root = document.documentElement;
  root.toggleAttribute("data-narrow", innerWidth / parseFloat(getComputedStyle(root).fontSize) <= NARROW);
}

const PATTERNS = { tick: 8, saved: [20, 40, 20], failed: [60, 60, 60], wiped: 80, alarm: [400, 200, 400, 200, 400] };

/** A short vibration, where the phone has one and the worker wants it. Never a sound. */
export function buzz(look, what) {
  const touched = navigator.userActivation?.hasBeenActive ?? true; // browsers refuse it before the first touch
  if (look.buzz && touched) navigator.vibrate?.(PATTERNS[what]);
}
