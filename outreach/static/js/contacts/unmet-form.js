// Somebody asked for what was not to be had: what, and why not, on one screen.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { withOne } from "./draft.js";
import { withWhat } from "./other-drafts.js";
import { OtherForm, useOther } from "./other-form.js";
import { WHY } from "./other-rules.js";

const WHATS = ["item", "referral", "other"];
const USUAL = 5;

export function UnmetForm() {
  const { nav } = useOutreach();
  const form = useOther("unmet");
  const { draft, put } = form;
  const words = W.others.unmet;
  const { what, code, why, people } = draft;
  const missing = what !== "other" && !code ? words.missingWhat : !why && words.missingWhy;
  return html`<${OtherForm} form=${form} says=${people > 1 ? W.people(people) : words.whys[why]} missing=${missing}>
    <${Head}>${words.what}<//>
    <${Choices} label=${words.what}>${WHATS.map(
      (one) => html`<${Chip} key=${one} on=${what === one} onClick=${() => put((old) => withWhat(old, one))}>
      ${words[one]}<//>`,
    )}<//>
    ${what !== "other" && html`<${Which} draft=${draft} put=${put} />`}
    <${Head}>${words.why}<//><${Choices} label=${words.why}>${WHY[what].map(
      (one) => html`<${Chip} key=${one} on=${why === one} onClick=${() => put((old) => withOne(old, "why", one))}>
      ${words.whys[one]}<//>`,
    )}<//>
    <div class="o-card o-steps"><${Stepper} name=${words.people} icon="people" count=${people} lit
      set=${(n) => put((old) => ({ ...old, people: Math.min(99, Math.max(1, n)) }))}
      type=${() => nav.open("asked")} /></div>
  <//>`;
}

/** The team's usual items or services, the one that was chosen elsewhere, and the way to all. */
function Which({ draft, put }) {
  const { ref, nav } = useOutreach();
  const items = draft.what === "item";
  const usual = (items ? ref.usualItems : ref.usualTypes).slice(0, USUAL);
  const apart = draft.code && !usual.some(({ code }) => code === draft.code);
  const shown = apart ? [(items ? ref.item : ref.referral)(draft.code), ...usual.slice(0, USUAL - 1)] : usual;
  const label = items ? W.others.unmet.pickItem : W.others.unmet.pickReferral;
  return html`<${Choices} label=${label}>${shown.map(
    ({ code, short, icon }) => html`<${Chip} key=${code} kind="tall" icon=${icon || "slip"} on=${draft.code === code}
      onClick=${() => put((old) => withOne(old, "code", code))}>${short}<//>`,
  )}
    <button type="button" class="o-chip o-chip--tall" onClick=${() => nav.open("pick")}><${Icon} name="all" />
      <span>${items ? W.allItems : W.all(ref.types.length)}</span></button><//>`;
}
