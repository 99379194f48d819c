// The ways from the bag's page to everything that is not logging: two columns of doors, each with a drawing.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { clockTime } from "../ui/moment.js";
import { W } from "../ui/words.js";

export function Doors() {
  const { phone, view, nav, checkin } = useOutreach();
  const words = W.shift.doors;
  const { minutes, next } = checkin.view;
  const door = (icon, name, go, sub) => html`<button type="button" class="o-door" key=${name} onClick=${go}>
    <${Icon} name=${icon} /><span>${name}${sub && html`<small>${sub}</small>`}</span></button>`;
  return html`<div class="o-doors" role="group" aria-label=${words.label}>
    ${door("guide", words.notebook, () => nav.go("notebook"))}
    ${door("waiting", words.checkin, () => nav.open("checkin"), minutes ? words.at(clockTime(next)) : words.off)}
    ${door("all", words.others, () => nav.go("others"))}
    ${door("slip", words.slipback, () => nav.go("slipback"))}
    ${door("restock", words.restock, () => nav.go("other", { kind: "restock" }))}
    ${door("count", words.count, () => nav.go("other", { kind: "count" }))}
    ${door("proof", words.safe, () => nav.go("safe"), view.unsent ? words.waits(view.unsent) : view.proof && words.proven)}
    ${door("people", words.workers, () => nav.go("workers"))}
    ${door("info", words.practice, () => phone.practice(!view.practice), W.onOff[view.practice])}
    ${door("phone", words.settings, () => nav.go("settings"))}
  </div>`;
}
