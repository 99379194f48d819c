// The strip of filters: chips that stay where they are, so that a thumb finds them again.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Chip } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { withOne, withSeveral } from "../contacts/draft.js";
import { FLAGS } from "./service-card.js";

const TIMES = { now: "waiting", tonight: "moon" };
const LISTED = { types: "service", languages: "talk" };

export function Filters({ wish, put }) {
  const { nav } = useOutreach();
  const words = W.referrals;
  const time = (when) => html`<${Chip} key=${when} icon=${TIMES[when]} on=${wish.when === when}
    onClick=${() => put(withOne(wish, "when", when))}>${words[when]}<//>`;
  const flag = (code) => html`<${Chip} key=${code} icon=${FLAGS[code]} on=${wish.flags.includes(code)}
    onClick=${() => put(withSeveral(wish, "flags", code))}>${words.flags[code]}<//>`;
  const listed = (name) => {
    const { length } = wish[name];
    return html`<button type="button" class="o-chip" key=${name} aria-pressed=${length > 0} aria-haspopup="dialog"
      onClick=${() => nav.open(name)}><${Icon} name=${LISTED[name]} size="s" />
      <span>${length ? words[`${name}On`](length) : words[name]}</span></button>`;
  };
  return html`<div class="o-strip" role="group" aria-label=${words.filters}>
    ${time("now")}${time("tonight")}${listed("types")}
    ${["free", "affirming", "no_papers", "step_free"].map(flag)}${listed("languages")}</div>`;
}
