// More about the contact: needles back, for others, referrals, topics, populations, card code. All can be skipped.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Chip, Choices, Head, Row } from "../ui/parts.js";
import { Stepper } from "../ui/stepper.js";
import { W } from "../ui/words.js";
import { newSlip } from "../referrals/rules.js";
import { ChosenReferrals } from "../referrals/sheets.js";
import { isTold } from "./other-drafts.js";
import { needlesBack, withOne, withReferral, withSeveral } from "./draft.js";

const BACK_STEP = 10;
const TYPES = 8;

/** `alone`: what is saved apart from the contact may be told too; not while an old contact is corrected. */
export function More({ draft, put, alone }) {
  const { nav } = useOutreach();
  return html`<${Head} hint=${W.moreHint}>${W.more}<//>
    <div class="o-card o-steps"><${Back} draft=${draft} put=${put} />
      <${Stepper} name=${W.forOthers} sub=${W.forOthersHint} icon="for-others" count=${draft.others}
        set=${(n) => put((form) => ({ ...form, others: Math.min(999, Math.max(0, n)) }))}
          type=${() => nav.open("others")} /></div>
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

export function Back({ draft, put }) {
  const { ref, nav } = useOutreach();
  const { method, amount } = draft.back;
  const set = (n) => put((form) => ({ ...form, back: { method: "counted", amount: Math.max(0, n) } }));
  const count = needlesBack(draft.back, ref.returnRules);
  const guess = { litres: W.litres, kilos: W.kilos }[method];
  return html`<${Stepper} name=${W.needlesBack} icon="returned" count=${amount && Math.max(1, count)} by=${BACK_STEP}
    sub=${guess && amount ? `${amount} ${guess.toLowerCase()}` : W.orBin} set=${set}
    type=${() => nav.open("back")} />`;
}

function Referrals({ draft, put }) {
  const { ref, nav } = useOutreach();
  const chosen = draft.referrals.map(({ type }) => type);
  const usual = ref.usualTypes.slice(0, TYPES);
  const others = chosen.filter((code) => !usual.some((type) => type.code === code)).map(ref.referral);
  if (!ref.types.length) return null;
  return html`<${Head} hint=${W.referralHint}>${W.referral}<//>
    <${Choices} label=${W.referral}>
      ${[...usual, ...others].map(
        (type) => html`<${Chip} key=${type.code} kind="tall" icon=${type.icon || "slip"}
        on=${chosen.includes(type.code)}
        onClick=${() => put((form) => withReferral(form, type.code, newSlip()))}>${type.short}<//>`,
      )}
      <button type="button" class="o-chip o-chip--tall" onClick=${() => nav.open("referrals")}><${Icon} name="all" />
        <span>${W.all(ref.types.length)}</span></button><//>
    <${ChosenReferrals} draft=${draft} />`;
}

export function Topics({ draft, put }) {
  const { ref } = useOutreach();
  const [all, setAll] = useState(false);
  const shown = all
    ? ref.topics
    : ref.topics.filter((t) => ref.usualTopics.includes(t) || draft.topics.includes(t.code));
  return html`<${Head}>${W.talked}<//><${Choices} label=${W.talked}>
    ${shown.map(
      ({ code, name }) => html`<${Chip} key=${code} on=${draft.topics.includes(code)}
      onClick=${() => put((form) => withSeveral(form, "topics", code))}>${name}<//>`,
    )}
    ${
      shown.length < ref.topics.length &&
      html`<button type="button" class="o-chip o-chip--soft"
      onClick=${() => setAll(true)}><span>${W.allTopics}</span></button>`
    }<//>`;
}

function Populations({ draft, put }) {
  const { ref } = useOutreach();
  const other = ref.genders.find(({ code }) => code === "other");
  return html`<${Head} hint=${W.populationsHint}>${W.populations}<//><${Choices} label=${W.populations} cols=${2}>
    ${ref.populations.map(
      ({ code, short }) => html`<${Chip} key=${code} kind=${code === "no_say" ? "soft" : ""}
      on=${draft.populations.includes(code)}
      onClick=${() => put((form) => withSeveral(form, "populations", code))}>${short}<//>`,
    )}
<//>
    ${
      other &&
      !draft.group &&
      html`<${Choices} label=${W.gender} cols=${1}><${Chip} on=${draft.gender === "other"}
      onClick=${() => put((form) => withOne(form, "gender", "other"))}>${W.anotherWord}<//><//>`
    }`;
}
