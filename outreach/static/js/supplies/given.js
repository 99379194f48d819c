// What was given: packs first, then the programme's usual items, then whatever else is in this form.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { andChosen } from "../ui/ask.js";
import { withLine, withPack } from "../contacts/draft.js";
import { buzz } from "../ui/look.js";

const SHORT = 3; // items on a small phone; taller ones show six
const TALL = 6;

/** `put(change)` gives the form a change; sheets are opened by the page. */
export function Given({ draft, put }) {
  const { ref, nav } = useOutreach();
  const usual = ref.usualItems.slice(0, TALL);
  return html`<h2 class="o-sr">${W.whatGiven}</h2><${Packs} draft=${draft} put=${put} />
    <div class="o-card o-steps">
      ${andChosen(usual, Object.keys(draft.lines), ref.item).map(
        (item, place) => html`<${Line} key=${item.code} item=${item} draft=${draft} put=${put}
        tall=${place >= SHORT && !draft.lines[item.code]} />`,
      )}
      ${
        !usual.length &&
        html`<button type="button" class="o-row" onClick=${() => nav.open("items")}>
        <${Icon} name="all" /><span class="o-row__main">${W.allItems}</span></button>`
      }
    </div>`;
}

/** One item with its stepper; the step is part of the catalogue. */
export function Line({ item, draft, put, tall, by = item.step }) {
  const { nav } = useOutreach();
  return html`<${Stepper} name=${item.short} icon=${item.icon} count=${draft.lines[item.code] || 0} by=${by}
    tall=${tall} set=${(n) => put((form) => withLine(form, item.code, n))}
    type=${() => nav.open("amount", { item: item.code })} />`;
}

function Packs({ draft, put }) {
  const { ref, nav, look } = useOutreach();
  const tap = (pack) => {
    put((form) => withPack(form, pack));
    buzz(look, "tick");
  };
  return html`<div class="o-packs" role="group" aria-label=${W.packs}>
    ${ref.bundles.slice(0, 3).map(
      (pack) => html`<button type="button" class="o-pack" key=${pack.id}
      aria-pressed=${String(draft.packs.includes(pack.id))} onClick=${() => tap(pack)}>
      <${Icon} name=${pack.icon || "s-pack"} /><span>${pack.name}</span></button>`,
    )}
    <button type="button" class=${`o-pack o-pack--plain ${ref.bundles.length ? "" : "o-pack--wide"}`}
      onClick=${() => nav.open("items")}><${Icon} name="all" /><span>${W.allItems}</span>
      ${!ref.bundles.length && html`<span class="o-head__hint">${W.noBundles}</span>`}</button></div>`;
}
