// The view library in one place, and the two smallest pieces that every screen uses.
import {
  html,
  render,
  useState,
  useEffect,
  useLayoutEffect,
  useRef,
} from "../../vendor/htm-preact-3.1.1/standalone.module.js";

export { html, render, useState, useEffect, useLayoutEffect, useRef };

const SPRITE = new URL("../../icons/icons.svg", import.meta.url).href;

/** What every screen may reach: { phone, view, nav, look, leave … }. Each drawing begins at the root, with all of it. */
let app = null;
export const useOutreach = () => app;
export function draw(root, page, reach) {
  app = reach;
  render(html`<${page} />`, root);
}

/** Class names: `base`, and `base--kind` for each word of `kind`. */
export const kinds = (base, kind) => base + String(kind || "").replace(/\s*(\S*)/g, (_, word) => word && ` ${base}--${word}`);

/** One drawing of the sprite. `size` is s, l or xl; `turn` mirrors it where words run right to left. */
export function Icon({ name, size, turn, look }) {
  const kind = kinds("o-ico", `${size || ""} ${turn ? "turn" : ""}`);
  return html`<svg class=${look ? `${kind} ${look}` : kind} aria-hidden="true"><use href="${SPRITE}#${name}" /></svg>`;
}

/** Numbers, ranges and +5 keep their order also where words run right to left. */
export const Ltr = ({ children }) => html`<span class="o-ltr o-num" dir="ltr">${children}</span>`;

/** Gives an element focus when a page or sheet opens, so that a reader begins there. */
export function useFocus() {
  const ref = useRef(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return ref;
}
