// The guides that a worker may show: big rows with a picture, what is urgent first.
import { html, Icon, kinds, useOutreach } from "../ui/kit.js";
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

function Entry({ card: { code, group, picture, words, other, lang } }) {
  const { nav } = useOutreach();
  const own = other ? lang : undefined;
  return html`<button type="button" class=${`o-row ${kinds("o-guide", group)}`} onClick=${() => nav.go("guide", { code })}>
    <span class="o-guide__pic"><${Picture} name=${picture} size="l" /></span>
    <span class="o-row__main" lang=${own} dir=${own && "auto"}><span>${words.title}</span>
      ${words.says && html`<span class="o-row__sub">${words.says}</span>`}</span>
    <${Icon} name="next" turn /></button>`;
}

/** Overdose stays in reach without any card: there the number to call stands. */
function None() {
  const overdose = { code: "overdose", group: "urgent", picture: "lifebuoy", words: { title: W.shift.overdose } };
  return html`<div class="o-card o-rows"><${Entry} card=${overdose} /></div>
    <section class="o-empty"><${Icon} name="guide" size="xl" /><b>${W.guides.none}</b>
      <p>${W.guides.noneText}</p></section>`;
}
