// How the app looks and feels to this worker: theme, size of words, hand, movement, vibration. Nothing about the work.
import { LANGUAGES } from "./words.js";

export const LOOK = Object.freeze({ theme: "dark", words: 1, hand: "right", still: false, buzz: true, keys: false, ring: false, lang: null, checked: ["en"] });
const ALLOWED = {
  theme: ["dark", "light", "auto"],
  words: [1, 2, 3],
  hand: ["right", "left"],
  still: [false, true],
  buzz: [true, false],
  keys: [false, true],
  ring: [false, true],
  lang: LANGUAGES,
};
const COLOURS = { dark: "#17121b", light: "#f8f1e8" };

/** The settings with everything unknown put back to its default. */
export function readLook(stored) {
  const clean = { ...LOOK };
  for (const [name, values] of Object.entries(ALLOWED)) {
    if (values.includes(stored?.[name])) clean[name] = stored[name];
  }
  clean.checked = LANGUAGES.filter((lang) => stored?.checked?.includes(lang) || lang === "en");
  return clean;
}

/** Puts the settings on the page. */
export function showLook(look, root = document.documentElement) {
  const light = globalThis.matchMedia?.("(prefers-color-scheme: light)").matches;
  const theme = look.theme === "auto" ? (light ? "light" : "dark") : look.theme;
  root.dataset.theme = theme;
  root.dataset.words = look.words;
  root.dataset.hand = look.hand;
  root.toggleAttribute("data-still", look.still);
  measure(root);
  measure(root);
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", COLOURS[theme]);
}

const NARROW = 20; // letters' widths: below, columns fall to two and pages flow

/** Marks a page that is narrow for the size of its words. (Container queries miss a change of the root's letters.) */
export function measure(root = document.documentElement) {
  const letters = Number.parseFloat(getComputedStyle(root).fontSize);
  root.toggleAttribute("data-narrow", globalThis.innerWidth / letters <= NARROW);
}

const PATTERNS = { tick: 8, saved: [20, 40, 20], failed: [60, 60, 60], wiped: 80, alarm: [400, 200, 400, 200, 400] };

/** A short vibration, where the phone has one and the worker wants it. Never a sound. */
export function buzz(look, what) {
  const touched = navigator.userActivation?.hasBeenActive ?? true; // browsers refuse it before the first touch
  if (look.buzz && touched) navigator.vibrate?.(PATTERNS[what]);
}
