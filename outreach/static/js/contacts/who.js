// Who it was: only what they want to say. Nothing chosen means not asked; a second tap clears.
import { html, Ltr, useOutreach } from "../ui/kit.js";
import { Chip, Choices, Note } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { withGroup, withOne } from "./draft.js";

const NUMBERS = [2, 3, 4, 5, 6];
const MINORS = ["u15", "15-17", "u18"];

export function Who({ draft, put, ask }) {
  const seen = (code) => put((form) => withOne(form.group ? withGroup(form, false) : form, "seen", code, 0));
  return html`<div class="o-who">
    <${Choices} label=${W.newOrBack}>
      <${Chip} on=${draft.seen === 1} onClick=${() => seen(1)}>${W.firstTime}<//>
      <${Chip} on=${draft.seen === 2} onClick=${() => seen(2)}>${W.beenBefore}<//>
      <${Chip} icon="people" on=${draft.group} onClick=${() => put((form) => withGroup(form, !form.group))}>
        ${W.group}<//>
    <//>
    ${draft.group ? html`<${Group} draft=${draft} put=${put} ask=${ask} />` : html`<${Person} draft=${draft}
      put=${put} />`}
  </div>`;
}

function Group({ draft, put, ask }) {
  const large = draft.people > 6;
  return html`<${Choices} label=${W.howMany} cols=${6}>
      ${NUMBERS.map(
        (n) => html`<${Chip} key=${n} kind="tight" label=${W.people(n)} on=${draft.people === n}
        onClick=${() => put((form) => withOne(form, "people", n, 0))}>${n}<//>`,
      )}
      <${Chip} kind="tight" on=${large} label=${large ? W.people(draft.people) : W.seven} onClick=${ask}>
        ${large ? draft.people : W.seven}<//>
    <//>
    <${Choices} label=${W.howCounted} cols=${2}>
      <${Chip} on=${draft.each} onClick=${() => put((form) => ({ ...form, each: true }))}>${W.each}<//>
      <${Chip} on=${!draft.each} onClick=${() => put((form) => ({ ...form, each: false }))}>${W.together}<//>
    <//>`;
}

function Person({ draft, put }) {
  const { ref } = useOutreach();
  const one = (field, code) => put((form) => withOne(form, field, code));
  const genders = ref.genders.filter(({ code }) => code !== "other"); // another word stands under More
  return html`<${Choices} label=${W.age} cols=${6}>
      ${ref.usualAges.map(
        ({ code, name, short }) => html`<${Chip} key=${code} kind="tight" label=${name} on=${draft.age === code}
        onClick=${() => one("age", code)}><${Ltr}>${short}<//><//>`,
      )}<//>
    ${MINORS.includes(draft.age) && html`<${Note} kind="lilac" icon="info" role="status">${W.under18}<//>`}
    <${Choices} label=${W.gender}>
      ${genders.map(
        ({
          code,
          name,
        }) => html`<${Chip} key=${code} kind=${code === "no_say" ? "soft" : ""} on=${draft.gender === code}
        onClick=${() => one("gender", code)}>${name}<//>`,
      )}<//>`;
}
