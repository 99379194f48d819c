// What is to be known about the words of a card: their language, and whether anybody has checked the translation.
import { html } from "../ui/kit.js";
import { Note } from "../ui/parts.js";
import { locale, W } from "../ui/words.js";

export function Marks({ card }) {
  const name = new Intl.DisplayNames(locale(), { type: "language" }).of(card.lang);
  return html`${card.other && html`<${Note} icon="info">${W.guides.otherLanguage(name)}<//>`}
    ${card.machine && html`<p class="o-text o-text--quiet">${W.guides.machine}</p>`}`;
}
