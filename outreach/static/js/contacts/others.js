// The other kinds of record, each with its picture. None of them holds a name.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

// From rare to frequent: what is done most stands nearest to the thumb.
const TILES = ["count", "restock", "paper", "slipback", "cleanup", "reversal", "unmet", "tally"];
const ICONS = { slipback: "slip", reversal: "lifebuoy" };

export function OthersPage() {
  const { nav } = useOutreach();
  const words = W.others;
  const open = (kind) => nav.go(kind === "slipback" ? kind : "other", { kind });
  return html`<${Page} title=${words.title} back=${nav.back}>
    <p class="o-text o-text--quiet">${words.hint}</p>
    <div class="o-low o-tiles">${TILES.map(
      (kind) => html`<button type="button" class="o-tile" key=${kind} onClick=${() => open(kind)}>
      <${Icon} name=${ICONS[kind] ?? kind} size="xl" /><b>${words.kinds[kind]}</b><span>${words.hints[kind]}</span></button>`,
    )}</div>
  <//>`;
}
