// One service in the list: what it is, whether it is open, how far, what it asks for; and its slip in one tap.
import { html, Icon, kinds, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";
import { isStale } from "./finding.js";
import { checkedSays, meetingSays, openIs, openSays, whereSays } from "./saying.js";

export const FLAGS = { free: "f-free", no_papers: "f-no-papers", step_free: "f-step-free", affirming: "f-affirming" };

export function ServiceCard({ found, at }) {
  const { ref, nav } = useOutreach();
  const { service } = found;
  const meets = meetingSays(found, at);
  return html`<li class=${`o-card ${kinds("o-svc", !found.until && "closed")}`}>
    <span class="o-svc__badge"><${Icon} name=${ref.referral(service.types[0]).icon || "service"} /></span>
    <button type="button" class="o-svc__text" onClick=${() => nav.open("service", { service: service.id })}>
      <b class="o-svc__name">${service.name}</b><${Open} found=${found} at=${at} />
      <span class="o-svc__where">${whereSays(found, ref.zones)}</span>
      ${meets && html`<span class="o-svc__where">${meets}</span>`}</button>
    <button type="button" class="o-btn o-svc__act" aria-label=${W.referrals.slipFor(service.name)}
      onClick=${() => nav.open("makeslip", { service: service.id })}><${Icon} name="slip" />
      <span>${W.referrals.slip}</span></button>
    <${Flags} service=${service} />
    ${isStale(found) && html`<${Checked} found=${found} at=${at} />`}</li>`;
}

/** "Open until 22:00" with a dot, or when it opens: the words say it, the colour only repeats it. */
export const Open = ({ found, at }) =>
  html`<span class=${kinds("o-svc__open", openIs(found, at))}>${openSays(found, at)}</span>`;

/** When somebody last made sure that it is true; after half a year it stands out. */
export const Checked = ({ found, at }) => html`<p class=${isStale(found) ? "o-svc__stale" : "o-text o-text--quiet"}>
  ${isStale(found) && html`<${Icon} name="alert" size="s" />`}${checkedSays(found, at)}</p>`;

/** What it does not ask for; and who calls it affirming. */
export function Flags({ service }) {
  const shown = Object.keys(FLAGS).filter((flag) => service.flags.includes(flag));
  if (!shown.length) return null;
  return html`<ul class="o-flags">${shown.map(
    (flag) => html`<li key=${flag}><${Icon} name=${FLAGS[flag]} size="s" />
      <span>${W.referrals.flags[flag]}${flag === "affirming" && html` <small>· ${service.affirming_says}</small>`}</span>
      </li>`,
  )}</ul>`;
}
