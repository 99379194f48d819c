// What each kind of record asks, in which order, and what Save says of it. `above` stands right over Save and never
// scrolls; `missing` has to be said first; `line` draws an item in the sheet of all items.
import { html } from "../ui/kit.js";
import { Head, Note } from "../ui/parts.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { Given } from "../supplies/given.js";
import { AskLine, CountLine, ShelfLines } from "../supplies/shelf-lines.js";
import { Ask, placed, worded } from "../ui/ask.js";
import { BackFields } from "./back-sheet.js";
import { between, one, set } from "./draft.js";
import { counted } from "./fields.js";
import { Back, More, Topics } from "./more.js";
import { WHY } from "./other-rules.js";
import { Apart, One, Told } from "./reversal.js";
import { Sites } from "./place-sheet.js";
import { dotted, itemsOf, saveSays } from "./say.js";
import { Pad } from "./pad.js";
import { Which } from "./which.js";
import { Who } from "./who.js";

/** What is asked stands low, in reach of the thumb. */
const low = (content) => html`<div class="o-low">${content}</div>`;

/** Order and reasons: what was given, who, more, save. */
const contact = ({ draft, put, nav, entry }) => ({
  title: entry ? W.correctTitle : W.newContact,
  says: saveSays(draft),
  body: html`<${Given} draft=${draft} put=${put} />
    <${Head} hint=${W.whoHint}>${W.who}<//>
    <${Who} draft=${draft} put=${put} ask=${() => nav.open("people")} />
    <${More} draft=${draft} put=${put} alone=${!entry} />`,
});

/** A count for a busy van: one tap for each person, what was handed out in all, needles back. Nothing about anybody. */
const tally = ({ draft, put, words }) => {
  const items = itemsOf(draft);
  return {
    says: dotted([W.people(draft.people), items && W.items(items), draft.back.amount && W.back]),
    missing: !draft.people && words.missing,
    above: html`<${Pad} people=${draft.people} put=${put} />`,
    body: low(html`<${Given} draft=${draft} put=${put} />
      <div class="o-card o-steps"><${Back} draft=${draft} put=${put} /></div>
      <${Topics} draft=${draft} put=${put} />`),
  };
};

/** Used equipment that was picked up outside, with nobody there: counted, or estimated by litres or weight. */
const cleanup = ({ draft: { back }, put, ref, words }) => {
  const count = counted(back, ref.returnRules);
  return {
    says: back.method === "counted" ? W.others.rows.needles(count) : W.about(count),
    missing: !count && words.missing,
    body: low(html`<${Note} kind="lilac" icon="info">${words.warning}<//>
      <${BackFields} back=${back} put=${set(put, "back")} />`),
  };
};

/** Naloxone was used, told on its own: month and area only leave this phone in any figure. */
const reversal = ({ draft, put, words }) => {
  const say = (field, value) => one(put, field)(value);
  return {
    says: draft.doses ? W.others.rows.doses(draft.doses) : words.says,
    body: low(html`<${One} field="product" form=${draft} say=${say} values=${["nasal", "injectable", "both"]} />
      <${One} field="by" form=${draft} say=${say} values=${["participant", "worker", "other"]} />
      <${Told} form=${draft} say=${say} /><${Apart} />`),
  };
};

/** Somebody asked for what was not to be had: what, and why not, on one screen. */
const unmet = ({ draft, put, nav, words }) => {
  const { what, code, why, people } = draft;
  return {
    says: people > 1 ? W.people(people) : words.whys[why],
    missing: what !== "other" && !code ? words.missingWhat : !why && words.missingWhy,
    body: low(html`<${Ask} title=${words.what} choices=${worded(Object.keys(WHY), words)} is=${what}
        tap=${(what) => put((form) => ({ ...form, what, code: null, why: null }))} />
      ${what !== "other" && html`<${Which} draft=${draft} put=${put} />`}
      <${Ask} title=${words.why} choices=${worded(WHY[what], words.whys)} is=${why} tap=${one(put, "why")} />
      <div class="o-card o-steps"><${Stepper} name=${words.people} icon="people" count=${people} lit
        set=${(n) => set(put, "people")(between(1, n, 99))} type=${() => nav.open("asked")} /></div>`),
  };
};

const items = (draft, put, words, line) =>
  html`<${Head}>${words.items}<//><${ShelfLines} draft=${draft} put=${put} line=${line} />`;

/** What runs low, asked of the store: how much and how soon. A coordinator decides. */
const restock = ({ draft, put, words }) => ({
  says: W.items(itemsOf(draft)),
  missing: !itemsOf(draft) && words.missing,
  line: AskLine,
  above: html`<${Ask} bare title=${words.when} choices=${words.whens.map((name, at) => [at, name])} is=${draft.urgency}
    tap=${set(put, "urgency")} />`,
  body: low(html`<${Sites} title=${words.site} none=${words.siteAny} is=${draft.site} tap=${set(put, "site")} />
    ${items(draft, put, words, AskLine)}`),
});

/** What is on a shelf now. It changes nothing by itself: a coordinator books it. */
const count = ({ draft, put, ref, words }) => ({
  says: W.items(itemsOf(draft)),
  missing: (!draft.site && words.missingSite) || (!itemsOf(draft) && words.missingItems),
  line: CountLine,
  body: low(html`<${Ask} title=${words.site} cols=${2} choices=${placed(ref.sites)} is=${draft.site}
      tap=${one(put, "site")} />
    ${items(draft, put, words, CountLine)}
    <p class="o-text o-text--quiet">${words.booked}</p>`),
});

export const PAGES = { contact, tally, cleanup, reversal, unmet, restock, count };
