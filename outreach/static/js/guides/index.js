// The guides that a worker may show: big rows with a picture, what is urgent first.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Head, Page } from "../ui/parts.js";
import { Dock } from "../shift/dock.js";
import { W } from "../ui/words.js";
import { cardsOf, GROUPS } from "./cards.js";
import { Picture } from "./picture.js";

export function GuidesPage() {
  const { ref } = useOutreach();
  const cards = cardsOf(ref);
  const groups = GROUPS.map((group) => [group, cards.filter((card) => card.group === group)]);
  return html`<${Page} title=${W.guides.title} lined=${false} foot=${html`<${Dock} here="guides" />`}>
    ${!cards.length && html`<${None} />`}
    ${groups.map(
      ([group, inside]) =>
        inside.length > 0 &&
        html`<${Head} key=${group}>${W.guides.groups[group]}<//>
        <div class="o-card o-rows">${inside.map((card) => html`<${Entry} key=${card.code} card=${card} />`)}</div>`,
    )}
  <//>`;
}

function Entry({ card }) {
  const { nav } = useOutreach();
  const open = () => nav.go(card.kind === "plan" ? "plan" : "guide", { code: card.code });
  const own = card.other ? card.lang : undefined;
  return html`<button type="button" class=${`o-row o-guide o-guide--${card.group}`} onClick=${open}>
    <span class="o-guide__pic"><${Picture} name=${card.picture} size="l" /></span>
    <span class="o-row__main" lang=${own} dir=${own && "auto"}><span>${card.words.title}</span>
      <span class="o-row__sub">${card.words.says}</span></span>
    <${Icon} name="next" turn /></button>`;
}

/** Overdose stays in reach without any card: there the number to call stands. */
function None() {
  const { nav } = useOutreach();
  return html`<div class="o-card o-rows"><button type="button" class="o-row o-guide o-guide--urgent"
      onClick=${() => nav.go("guide", { code: "overdose" })}>
      <span class="o-guide__pic"><${Icon} name="lifebuoy" size="l" /></span>
      <span class="o-row__main">${W.shift.overdose}</span><${Icon} name="next" turn /></button></div>
    <section class="o-empty"><${Icon} name="guide" size="xl" /><b>${W.guides.none}</b>
      <p>${W.guides.noneText}</p></section>`;
}
