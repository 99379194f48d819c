// A sheet that rises from the foot: a native dialog, closed by its key, by a swipe down, or by the back key.
import { html, kinds, useLayoutEffect, useOutreach, useRef } from "./kit.js";
import { Key } from "./parts.js";
import { W } from "./words.js";

const SWIPE = 70;

/** `foot` holds the lamp action; `full` gives lists all the height. */
export function Sheet({ title, foot, full, children, onClose }) {
  const { nav } = useOutreach();
  const box = useRef(null);
  const from = useRef(Infinity);
  const close = onClose || (() => nav.back());
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog.showModal();
    return () => dialog.close(); // gives focus back to what opened it
  }, []);
  const down = (event) => {
    from.current = event.clientY;
  };
  const up = (event) => {
    if (event.clientY - from.current > SWIPE) close();
    from.current = Infinity;
  };
  const cancel = (event) => {
    event.preventDefault();
    close();
  };
  const outside = (event) => event.target === box.current && close();
  return html`<dialog class=${kinds("o-sheet", full && "full")} ref=${box} aria-labelledby="sheet-title"
    onCancel=${cancel} onClick=${outside}>
    <header class="o-sheet__head" onPointerDown=${down} onPointerUp=${up}>
      <h2 id="sheet-title">${title}</h2><${Key} icon="close" label=${W.close} onClick=${close} /></header>
    <div class="o-sheet__body">${children}</div>
    ${foot && html`<footer class="o-sheet__foot">${foot}</footer>`}
  </dialog>`;
}
