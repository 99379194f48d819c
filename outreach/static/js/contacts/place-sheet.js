// Zone, setting and site: of the shift, or of one contact only.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";

/** `place` is { zone, site, setting }; `done(place)` takes the new one. */
export function PlaceSheet({ place, done }) {
  const { ref } = useOutreach();
  const [chosen, setChosen] = useState(place);
  return html`<${Sheet} title=${W.zoneTitle} foot=${html`<${Btn} kind="lamp" icon="check"
      onClick=${() => done(chosen)}>${W.done}<span class="o-btn__more">${ref.zone(chosen.zone).name}</span><//>`}>
    <${Place} place=${chosen} put=${setChosen} />
  <//>`;
}

/** The three choices themselves, also on the start page. */
export function Place({ place, put }) {
  const { ref } = useOutreach();
  const zone = (id) => put({ ...place, zone: id });
  return html`<${Head}>${W.zone}<//>
    <${Choices} label=${W.zone} cols=${2}>${ref.zones.map(
      ({ id, name }) => html`<${Chip} key=${id} icon="zone"
      on=${place.zone === id} onClick=${() => zone(id)}>${name}<//>`,
    )}<//>
    <${Head} hint=${W.settingHint}>${W.setting}<//>
    <${Choices} label=${W.setting}>${ref.settingCodes.map(
      ({ code, name }) => html`<${Chip} key=${code}
      on=${place.setting === code} onClick=${() => put({ ...place, setting: code })}>${name}<//>`,
    )}<//>
    ${
      ref.sites.length > 0 &&
      html`<${Head} hint=${W.siteHint}>${W.site}<//><${Choices} label=${W.site} cols=${2}>
      <${Chip} on=${place.site === null} onClick=${() => put({ ...place, site: null })}>${W.noSite}<//>
      ${ref.sites.map(
        ({ id, name }) => html`<${Chip} key=${id} on=${place.site === id}
        onClick=${() => put({ ...place, site: id })}>${name}<//>`,
      )}<//>`
    }`;
}
