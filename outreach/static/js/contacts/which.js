// What was asked for: the team's usual items or services, the one that was chosen elsewhere, and the way to all.
import { html, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { Ask, Other, pictured } from "../ui/ask.js";
import { one } from "./draft.js";

const USUAL = 5;

export function Which({ draft: { what, code }, put }) {
  const { ref, nav } = useOutreach();
  const words = W.others.unmet;
  const [title, all, list] =
    what === "item"
      ? [words.pickItem, W.allItems, ref.usualItems]
      : [words.pickReferral, W.all(ref.types.length), ref.usualTypes];
  const usual = list.slice(0, USUAL);
  const apart = code && !usual.some((entry) => entry.code === code);
  const shown = apart ? [ref[what](code), ...usual.slice(0, USUAL - 1)] : usual;
  return html`<${Ask} bare title=${title} kind="tall" choices=${shown.map(pictured)} is=${code} tap=${one(put, "code")}>
    <${Other} icon="all" onClick=${() => nav.open("pick")}>${all}<//><//>`;
}
