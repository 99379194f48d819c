// More about the contact: needles back, for others, referrals, topics, populations, card code. All can be skipped.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Head, Row } from "../ui/parts.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { newSlip } from "../referrals/rules.js";
import { ChosenReferrals } from "../referrals/sheets.js";
import { andChosen, Ask, named, Other, pictured } from "../ui/ask.js";
import { between, isTold, one, set, withReferral, withSeveral } from "./draft.js";
import { methods } from "./back-sheet.js";
import { counted, NONE } from "./fields.js";

const BACK_STEP = 10;
const TYPES = 8;

/** `alone`: what is saved apart from the contact may be told too; not while an old contact is corrected. */
export function More({ draft, put, alone }) {
  const { nav } = useOutreach();
  return html`<${Head} hint=${W.moreHint}>${W.more}<//>
    <div class="o-card o-steps"><${Back} draft=${draft} put=${put} />
      <${Stepper} name=${W.forOthers} sub=${W.forOthersHint} icon="for-others" count=${draft.others}
        set=${(n) => set(put, "others")(between(0, n, 999))} type=${() => nav.open("others")} /></div>
    <${Referrals} draft=${draft} put=${put} />
    <${Topics} draft=${draft} put=${put} />
    <div class="o-card o-rows">
      ${alone && html`<${Apart} told=${isTold(draft.reversal)} />`}
      ${
        !draft.group &&
        html`<${Row} icon="card" title=${W.cardCode} sub=${draft.code || W.cardNone} lead="next"
        onClick=${() => nav.open("code")} />`
      }</div>
    <${Populations} draft=${draft} put=${put} />`;
}

/** What is saved apart from the contact: naloxone that was used, and harm. */
function Apart({ told }) {
  const { nav } = useOutreach();
  const words = W.others.reversal;
  return html`<${Row} icon="lifebuoy" look=${told ? "o-ico--lit" : ""} title=${words.row}
      sub=${told ? words.rowOn : words.rowHint} lead=${told ? "check" : "next"} onClick=${() => nav.open("reversal")} />
    <${Row} icon="harm" title=${W.others.harm} sub=${W.others.harmHint} lead="next" onClick=${() => nav.go("harm")} />`;
}

export function Back({ draft: { back }, put }) {
  const { ref, nav } = useOutreach();
  const { method, amount } = back;
  return html`<${Stepper} name=${W.needlesBack} icon="returned" count=${counted(back, ref.returnRules)} by=${BACK_STEP}
    sub=${method !== "counted" && amount ? `${amount} ${methods()[method].toLowerCase()}` : W.orBin}
    set=${(n) => set(put, "back")({ ...NONE.back, amount: Math.max(0, n) })} type=${() => nav.open("back")} />`;
}

function Referrals({ draft, put }) {
  const { ref, nav } = useOutreach();
  const chosen = draft.referrals.map(({ type }) => type);
  if (!ref.types.length) return null;
  return html`<${Ask} title=${W.referral} hint=${W.referralHint} kind="tall" is=${chosen}
      choices=${andChosen(ref.usualTypes.slice(0, TYPES), chosen, ref.referral).map(pictured)}
      tap=${(type) => put((form) => withReferral(form, type, newSlip()))}>
      <${Other} icon="all" onClick=${() => nav.open("referrals")}>${W.all(ref.types.length)}<//><//>
    <${ChosenReferrals} draft=${draft} />`;
}

/** Several answers may stand together. */
const several = (put, field) => (code) => put((form) => withSeveral(form, field, code));

export function Topics({ draft, put }) {
  const { ref } = useOutreach();
  const [all, setAll] = useState(false);
  const shown = all
    ? ref.topics
    : ref.topics.filter((t) => ref.usualTopics.includes(t) || draft.topics.includes(t.code));
  return html`<${Ask} title=${W.talked} choices=${named(shown)} is=${draft.topics} tap=${several(put, "topics")}>
    ${
      shown.length < ref.topics.length &&
      html`<${Other} kind="soft" onClick=${() => setAll(true)}>${W.allTopics}<//>`
    }<//>`;
}

function Populations({ draft, put }) {
  const { ref } = useOutreach();
  const other = ref.genders.some(({ code }) => code === "other");
  return html`<${Ask} title=${W.populations} hint=${W.populationsHint} cols=${2} is=${draft.populations}
      choices=${ref.populations.map(({ code, short }) => [code, short])} tap=${several(put, "populations")} />
    ${
      other &&
      !draft.group &&
      html`<${Ask} bare title=${W.gender} cols=${1} choices=${[["other", W.anotherWord]]} is=${draft.gender}
        tap=${one(put, "gender")} />`
    }`;
}
