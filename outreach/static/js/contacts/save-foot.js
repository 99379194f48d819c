// The foot of every form: Save always says what it will save, or what is still missing; what went wrong stands above.
import { html } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { W } from "../ui/words.js";

/** `missing`: what has to be said first, in words; without it Save is lit. */
export function SaveFoot({ says, label, saving, missing }) {
  const { problem, busy, save } = saving;
  const more = missing ? W.others.first(missing) : says;
  return html`${problem && html`<${Note} kind="clay" icon="alert" role="alert" title=${W.notSaved}>${problem}<//>`}
    <${Btn} kind="lamp" icon="check" busy=${busy} off=${missing} onClick=${save}>${busy ? W.saving : label || W.save}
      <span class="o-btn__more" aria-live="polite">${more}</span><//>`;
}
