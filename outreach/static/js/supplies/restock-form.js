// What runs low, asked of the store: how much and how soon. A coordinator decides.
import { html, useOutreach } from "../ui/kit.js";
import { Chip, Choices, Head } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { OtherForm, useOther } from "../contacts/other-form.js";
import { AskLine, ShelfLines } from "./shelf-lines.js";

export function RestockForm() {
  const { ref } = useOutreach();
  const form = useOther("restock");
  const { draft, put } = form;
  const words = W.others.restock;
  const items = Object.keys(draft.lines).length;
  const site = (id) => put((old) => ({ ...old, site: id }));
  return html`<${OtherForm} form=${form} says=${W.items(items)} missing=${!items && words.missing} line=${AskLine}
      above=${html`<${Choices} label=${words.when}>${words.whens.map(
        (name, urgency) => html`<${Chip} key=${urgency} on=${draft.urgency === urgency}
        onClick=${() => put((old) => ({ ...old, urgency }))}>${name}<//>`,
      )}<//>`}>
    ${
      ref.sites.length > 0 &&
      html`<${Head}>${words.site}<//><${Choices} label=${words.site} cols=${2}>
      <${Chip} on=${draft.site === null} onClick=${() => site(null)}>${words.siteAny}<//>
      ${ref.sites.map(({ id, name }) => html`<${Chip} key=${id} on=${draft.site === id} onClick=${() => site(id)}>
        ${name}<//>`)}<//>`
    }
    <${Head}>${words.items}<//><${ShelfLines} draft=${draft} put=${put} line=${AskLine} />
  <//>`;
}
