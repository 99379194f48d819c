// All warnings that hold now: this zone's first, then those of other zones.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { longDay } from "../ui/moment.js";
import { Btn, Head, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { ICONS, isRead, markRead, warnings } from "./warned.js";

export function AlertsPage() {
  const app = useOutreach();
  const { nav } = app;
  const [{ here, unread, elsewhere }] = useState(() => warnings(app)); // what was new stays marked while it is read
  const done = () => {
    void markRead(app, here).then(nav.back);
  };
  const foot = unread.length > 0 && html`<${Btn} kind="lamp" icon="check" onClick=${done}>
    ${unread.length === 1 ? W.safety.gotIt : W.safety.gotThem}<//>`;
  return html`<${Page} title=${W.safety.alerts} back=${nav.back} foot=${foot}>
    ${part(here, W.safety.here, app.ref.zone(app.view.shift.zone).name)}
    ${part(elsewhere, W.safety.elsewhere, W.safety.elsewhereHint, true)}
    ${
      !here.length &&
      !elsewhere.length &&
      html`<section class="o-empty"><${Icon} name="check" size="xl" /><b>${W.safety.none}</b>
        <p>${W.safety.noneText}</p></section>`
    }
  <//>`;
}

const part = (alerts, title, hint, far) => html`${alerts.length > 0 && html`<${Head} hint=${hint}>${title}<//>`}
  ${alerts.map((alert) => html`<${Warning} key=${alert.id} alert=${alert} far=${far} />`)}`;

function Warning({ alert, far }) {
  const { ref, view } = useOutreach();
  const zones = alert.zones.map((zone) => ref.zone(zone).name);
  const quiet = far || isRead(alert, view.shift);
  return html`<article class=${quiet ? "o-warning" : "o-warning o-warning--new"}>
    <p class="o-warning__kind"><${Icon} name=${ICONS[alert.kind] || "alert"} size="s" />
      ${W.safety.kinds[alert.kind] || W.safety.kinds.other}</p>
    <h3 dir="auto">${alert.title}</h3><p dir="auto">${alert.text}</p>
    <p class="o-warning__where">${zones.length ? zones.map((name) => html`<span key=${name}>${name}</span>`) : html`<span>
      ${W.safety.allZones}</span>`}<span>${W.safety.until(longDay(alert.until))}</span></p></article>`;
}
