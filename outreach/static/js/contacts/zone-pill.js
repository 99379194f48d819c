// The zone in the bar of a form; a tap opens where and when.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";

export function ZonePill({ zone }) {
  const { ref, nav } = useOutreach();
  const { name } = ref.zone(zone);
  return html`<button type="button" class="o-pill o-pill--edge" aria-label=${W.zoneChange(name)}
    onClick=${() => nav.open("place")}><${Icon} name="zone" size="s" /><span>${name}</span></button>`;
}
