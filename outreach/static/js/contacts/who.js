// Who it was: only what they want to say. Nothing chosen means not asked; a second tap clears.
import { html, Ltr, useOutreach } from "../ui/kit.js";
import { Chip, Note } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { Ask, named } from "../ui/ask.js";
import { one, set, withGroup, withOne } from "./draft.js";

const NUMBERS = [2, 3, 4, 5, 6];
const MINORS = ["u15", "15-17", "u18"];

export function Who({ draft, put, ask }) {
  const { group, seen } = draft;
  const tap = (code) => put((form) => withOne(form.group ? withGroup(form, false) : form, "seen", code));
  const choices = [
    [1, W.firstTime],
    [2, W.beenBefore],
  ];
  return html`<div class="o-who">
    <${Ask} bare title=${W.newOrBack} choices=${choices} is=${seen} tap=${tap}>
      <${Chip} icon="people" on=${group} onClick=${() => put((form) => withGroup(form, !form.group))}>${W.group}<//><//>
    <${group ? Group : Person} draft=${draft} put=${put} ask=${ask} />
  </div>`;
}

function Group({ draft: { people, each }, put, ask }) {
  const large = people > 6;
  return html`<${Ask} bare title=${W.howMany} cols=${6} kind="tight" choices=${NUMBERS.map((n) => [n, n, W.people(n)])}
      is=${people} tap=${one(put, "people")}>
      <${Chip} kind="tight" on=${large} label=${large ? W.people(people) : W.seven} onClick=${ask}>
        ${large ? people : W.seven}<//>
    <//>
    <${Ask} bare title=${W.howCounted} cols=${2} is=${each} tap=${set(put, "each")}
      choices=${[
        [true, W.each],
        [false, W.together],
      ]} />`;
}

function Person({ draft: { age, gender }, put }) {
  const { ref } = useOutreach();
  const ages = ref.usualAges.map(({ code, name, short }) => [code, html`<${Ltr}>${short}<//>`, name]);
  return html`<${Ask} bare title=${W.age} cols=${6} kind="tight" choices=${ages} is=${age} tap=${one(put, "age")} />
    ${MINORS.includes(age) && html`<${Note} kind="lilac" icon="info" role="status">${W.under18}<//>`}
    <${Ask} bare title=${W.gender} choices=${named(ref.genders).filter(([code]) => code !== "other")} is=${gender}
      tap=${one(put, "gender")} />`; // another word stands under More
}
