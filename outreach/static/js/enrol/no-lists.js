// Open, but the lists (zones, items) are not on this phone: they come with the next signal.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Btn, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function NoListsPage() {
  const { phone, view } = useOutreach();
  return html`<${Page} title=${W.startTitle} foot=${html`<${Btn} kind="lamp" icon="sync" busy=${view.syncing}
      onClick=${() => phone.sync()}>${view.syncing ? W.sending : W.tryNow}<//>`}>
    <div class="o-hello"><${Icon} name="no-signal" size="xl" /><b>${W.noLists}</b><p>${W.noListsText}</p></div>
  <//>`;
}
