// What is on a shelf now. It changes nothing by itself: a coordinator books it.
import { html, useOutreach } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { OtherForm, useOther } from "../contacts/other-form.js";
import { CountLine, ShelfLines } from "./shelf-lines.js";

export function CountForm() {
  const { ref } = useOutreach();
  const form = useOther("count");
  const { draft, put } = form;
  const words = W.others.count;
  const items = Object.keys(draft.lines).length;
  const missing = (!draft.site && words.missingSite) || (!items && words.missingItems);
  return html`<${OtherForm} form=${form} says=${W.items(items)} missing=${missing} line=${CountLine}>
    <${Head}>${words.site}<//>
    <${Choices} label=${words.site} cols=${2}>${ref.sites.map(
      ({ id, name }) => html`<${Chip} key=${id} on=${draft.site === id}
      onClick=${() => put((old) => ({ ...old, site: old.site === id ? null : id }))}>${name}<//>`,
    )}<//>
    <${Head}>${words.items}<//><${ShelfLines} draft=${draft} put=${put} line=${CountLine} />
    <p class="o-text o-text--quiet">${words.booked}</p>
  <//>`;
}
