// Dangers first: the newest warning for this zone, on top of the shift page. Read ones become one quiet row.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { shortDay } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { warnings } from "./warned.js";

export function AlertStrip() {
  const app = useOutreach();
  const { here, unread } = warnings(app);
  const open = () => app.nav.go("alerts");
  if (!here.length) return null;
  if (!unread.length) {
    return html`<button type="button" class="o-note o-warned" onClick=${open}><${Icon} name="alert" />
      <span>${W.safety.read(here.length)}</span><${Icon} name="next" size="s" turn /></button>`;
  }
  const [newest] = unread;
  return html`<button type="button" class="o-note o-note--clay o-alert" onClick=${open}><${Icon} name="alert" />
    <span><strong dir="auto">${newest.title}</strong><span class="o-alert__text" dir="auto">${newest.text}</span>
      <small>${W.safety.until(shortDay(newest.until))}${
        unread.length > 1 && html` <b>${W.safety.more(unread.length - 1)}</b>`
      }</small></span>
    <${Icon} name="next" turn /></button>`;
}
