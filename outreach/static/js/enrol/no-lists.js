// Open, but the lists (zones, items) are not on this phone: they come with the next signal.
import { html, useOutreach } from "../ui/kit.js";
import { Big, Btn, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function NoListsPage() {
  const { phone, view } = useOutreach();
  return html`<${Page} title=${W.startTitle} foot=${html`<${Btn} kind="lamp" icon="sync" busy=${view.syncing}
      onClick=${() => phone.sync()}>${view.syncing ? W.sending : W.tryNow}<//>`}>
    <${Big} icon="no-signal" title=${W.noLists}>${W.noListsText}<//>
  <//>`;
}
