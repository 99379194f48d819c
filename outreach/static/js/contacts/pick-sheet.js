// One thing out of a long list: an item or a kind of service, by category, with a search.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Head } from "../ui/parts.js";
import { grouped } from "../ui/reference.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Find, search } from "../supplies/items-sheet.js";

/** `what` is "item" or "referral"; `done(code)` takes the one that was tapped. */
export function PickSheet({ what, code, done }) {
  const { ref } = useOutreach();
  const [asked, setAsked] = useState("");
  const items = what === "item";
  const found = search(items ? ref.items : ref.types, asked);
  const words = W.others.unmet;
  return html`<${Sheet} full title=${items ? words.pickItem : words.pickReferral}>
    <${Find} label=${items ? W.findItem : W.findReferral} value=${asked} onInput=${setAsked} />
    ${grouped(found).map(
      ([name, list]) => html`<section key=${name}><${Head}>${W.groups[name] || capital(name)}<//>
      <div class="o-card o-rows">${list.map(
        (one) => html`<button type="button" class="o-row" key=${one.code} aria-pressed=${String(one.code === code)}
          onClick=${() => done(one.code)}><${Icon} name=${one.icon || "slip"} size="l" />
          <span class="o-row__main">${one.short}</span>${one.code === code && html`<${Icon} name="check" />`}</button>`,
      )}</div></section>`,
    )}
    ${!found.length && html`<p class="o-text o-text--quiet" role="status">${W.nothingFound}</p>`}
  <//>`;
}

const capital = (name) => name && name[0].toUpperCase() + name.slice(1);
