// Dangers first: the newest warning for this zone, on top of the shift page. Read ones become one quiet row.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { shortDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { warnings } from "./warned.js";

export function AlertStrip() {
  const app = useOutreach();
  const { here, unread } = warnings(app);
  if (!here.length) return null;
  const [newest] = unread;
  return html`<button type="button" class=${newest ? "o-note o-note--clay o-alert" : "o-note o-warned"}
    onClick=${() => app.nav.go("alerts")}><${Icon} name="alert" /><span>${
      newest
        ? html`<strong dir="auto">${newest.title}</strong><span class="o-alert__text" dir="auto">${newest.text}</span>
      <small>${W.safety.until(shortDay(newest.until))}${
        unread.length > 1 && html` <b>${W.safety.more(unread.length - 1)}</b>`
      }</small>`
        : W.safety.read(here.length)
    }</span><${Icon} name="next" size=${newest ? "" : "s"} turn /></button>`;
}
