// One thing out of a long list: an item or a kind of service, by category, with a search.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { capital, Found } from "../ui/found.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";

/** `what` is "item" or "referral"; `done(code)` takes the one that was tapped. */
export function PickSheet({ what, code, done }) {
  const { ref } = useOutreach();
  const items = what === "item";
  const words = W.others.unmet;
  return html`<${Sheet} full title=${items ? words.pickItem : words.pickReferral}>
    <${Found} list=${items ? ref.items : ref.types} label=${items ? W.findItem : W.findReferral}
      title=${(name) => W.groups[name] || capital(name)}>${(list) => html`<div class="o-card o-rows">${list.map(
        (one) => html`<button type="button" class="o-row" key=${one.code} aria-pressed=${String(one.code === code)}
          onClick=${() => done(one.code)}><${Icon} name=${one.icon || "slip"} size="l" />
          <span class="o-row__main">${one.short}</span>${one.code === code && html`<${Icon} name="check" />`}</button>`,
      )}</div>`}<//><//>`;
}
