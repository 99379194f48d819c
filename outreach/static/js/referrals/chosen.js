// The referrals of the contact that is being logged: where to, and in what way. Both can be left as they are.
import { html, useOutreach } from "../ui/kit.js";
import { Btn, Head, Row } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Ask } from "../ui/ask.js";
import { withReferral } from "../contacts/draft.js";
import { forType } from "./finding.js";
import { showSlip } from "./rules.js";
import { openSays, wallNow, whereSays } from "./saying.js";

/** The form with a referral of this type changed; added with `slip` where there is none yet. */
export function withSlip(draft, type, change, slip) {
  const isIt = (one) => one.type === type;
  const { referrals } = draft.referrals.some(isIt) ? draft : withReferral(draft, type, slip);
  return { ...draft, referrals: referrals.map((one) => (isIt(one) ? { ...one, ...change } : one)) };
}

/** In what way a worker helps: told them, called for them, went along, or done on the spot. */
export const Modes = ({ mode, put }) => html`<${Ask} title=${W.referrals.slipHow} cols=${2}
  choices=${Object.entries(W.referrals.modes)} is=${mode} tap=${put} />`;

/** One row for each chosen type. */
export function ChosenReferrals({ draft }) {
  const { ref, nav } = useOutreach();
  if (!draft.referrals.length) return null;
  return html`<div class="o-card o-rows" role="group" aria-label=${W.referrals.chosen}>${draft.referrals.map(
    ({ type, mode, service }) => html`<${Row} key=${type} icon="slip" lead="next" title=${ref.referral(type).short}
      sub=${[ref.service(service)?.name ?? W.referrals.anyService, W.referrals.modes[mode]].join(" · ")}
      onClick=${() => nav.open("referral", { type })} />`,
  )}</div>`;
}

/** Which service, the nearest first, and which way. */
export function ReferralSheet({ draft, put }) {
  const { ref, view, nav } = useOutreach();
  const { type, entry } = nav.top;
  const one = draft.referrals.find((referral) => referral.type === type);
  const at = wallNow(ref, view.shift);
  const list = forType(ref.services, type, at, ref.zone(draft.zone).centre ?? null);
  const change = (part) => put((form) => withSlip(form, type, part, one.slip));
  if (!one) return null;
  const choices = list.map((found) => [found.service, [openSays(found, at), whereSays(found, ref.zones)].join(" · ")]);
  return html`<${Sheet} full title=${ref.referral(type).name}
    foot=${html`<${Btn} kind="lamp" icon="check" onClick=${nav.back}>${W.done}<//>`}>
    ${entry && html`<${Again} referral=${one} />`}
    <${Modes} mode=${one.mode} put=${(mode) => change({ mode })} />
    <${Head} hint=${W.referrals.nearestHint}>${W.referrals.nearest}<//>
    <div class="o-card o-rows" role="group" aria-label=${W.referrals.nearest}>${[
      [{ id: null, name: W.referrals.noService }],
      ...choices,
    ].map(([{ id, name }, sub]) => {
      const on = one.service === id;
      return html`<${Row} key=${id} title=${name} sub=${sub} pressed=${on} kind=${on ? "o-row--on" : ""}
        lead=${on && "check"} onClick=${() => change({ service: id })} />`;
    })}</div>
    ${!list.length && html`<p class="o-text o-text--quiet">${W.referrals.noneOfType}</p>`}
  <//>`;
}

/** The slip of a contact that is saved already, for somebody who lost it. */
function Again({ referral: { type, slip, mode, service } }) {
  const { nav } = useOutreach();
  return html`<${Btn} kind="start" icon="slip" onClick=${() =>
    nav.open("slips", { referrals: [[type, slip, mode, service]] })}><span class="o-ltr o-num">${showSlip(slip)}</span><//>`;
}
