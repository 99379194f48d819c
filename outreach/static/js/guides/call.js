// The one key that calls for help.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";

export function Call() {
  const { ref } = useOutreach();
  const number = ref.emergency_number || "112";
  return html`<a class="o-btn o-btn--ember o-call" href=${`tel:${number.replaceAll(" ", "")}`}><${Icon} name="call" />
    <span>${W.guides.call(number)}</span></a>`;
}
