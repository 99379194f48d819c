// A worker's own usual shift: where, the bag, who, the check-in. Kept only when they ask for it, under their own words.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Btn, Head } from "../ui/parts.js";
import { W } from "../ui/words.js";

const only = (list) => (list.length === 1 ? list[0].id : null);

/** The start of a first shift: only what the team has no choice about is chosen. */
export const emptyPlan = (ref) => ({
  zone: only(ref.zones),
  site: only(ref.sites),
  setting: null,
  workers: 1,
  minutes: 0,
  load: {},
});

/** The kept usual as far as the team's lists still know it; null when nothing of it can be used. */
export function usualOf(kept, ref) {
  if (!kept || !ref.zones.some(({ id }) => id === kept.zone)) return null;
  if (!ref.settingCodes.some(({ code }) => code === kept.setting)) return null;
  const known = new Set(ref.items.map(({ code }) => code));
  return {
    ...emptyPlan(ref),
    ...kept,
    site: ref.site(kept.site) ? kept.site : null,
    load: Object.fromEntries(Object.entries(kept.load ?? {}).filter(([code]) => known.has(code))),
  };
}

export const bagSays = (load) => {
  const number = Object.keys(load).length;
  return number ? W.items(number) : W.shift.load.none;
};

/** The usual shift on one card, with what is in the bag, and a way to change it. */
export function Usual({ plan, change, forget }) {
  const { ref } = useOutreach();
  const words = W.shift;
  const lines = Object.entries(plan.load);
  const facts = [
    ["zone", ref.zone(plan.zone).name],
    ["person", ref.setting(plan.setting).name],
    plan.site !== null && ["bag", ref.site(plan.site).name],
    ["people", plan.workers > 1 ? words.company.more(plan.workers) : words.company.alone],
    plan.minutes > 0 && ["waiting", words.checkin.minutes(plan.minutes)],
  ].filter(Boolean);
  return html`<${Head}>${words.usual.title}<//><section class="o-card o-card--pad" aria-label=${words.usual.title}>
    <ul class="o-facts">${facts.map(([icon, name]) => html`<li key=${icon}><${Icon} name=${icon} size="s" />${name}</li>`)}
    </ul>
    ${
      lines.length > 0 &&
      html`<p class="o-gives">${lines.map(
        ([code, n]) => html`<span class="o-give o-give--small" key=${code}><${Icon} name=${ref.item(code).icon} size="s" />
        <b class="o-num">${n}</b><span class="o-sr">${ref.item(code).short}</span></span>`,
      )}</p>`
    }
    <div class="o-pair"><${Btn} kind="quiet" onClick=${forget}>${words.usual.forget}<//>
      <${Btn} icon="pencil" onClick=${change}>${words.usual.change}<//></div></section>`;
}
