// Zone, setting and site: of the shift, or of one record only; a record may also count for another day.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Head } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { missingOf, When } from "./when.js";

/** `place` is { zone, site, setting } and, where it is `dated`, { when }; `done(place)` takes the new one. */
export function PlaceSheet({ place, done, dated }) {
  const { ref, view } = useOutreach();
  const [chosen, setChosen] = useState(place);
  const missing = missingOf(chosen.when);
  return html`<${Sheet} title=${W.zoneTitle} foot=${html`<${Btn} kind="lamp" icon="check" off=${missing}
      onClick=${() => done(chosen)}>${W.done}<span class="o-btn__more">
      ${missing ? W.others.first(missing) : ref.zone(chosen.zone).name}</span><//>`}>
    ${
      dated &&
      html`<${When} when=${chosen.when} shift=${view.shift.day}
      put=${(when) => setChosen({ ...chosen, when })} />`
    }
    <${Place} place=${chosen} put=${setChosen} />
  <//>`;
}

/** The three choices themselves, also on the start page; a record without a setting or site is not asked for it. */
export function Place({ place, put }) {
  const { ref } = useOutreach();
  const zone = (id) => put({ ...place, zone: id });
  return html`<${Head}>${W.zone}<//>
    <${Choices} label=${W.zone} cols=${2}>${ref.zones.map(
      ({ id, name }) => html`<${Chip} key=${id} icon="zone"
      on=${place.zone === id} onClick=${() => zone(id)}>${name}<//>`,
    )}<//>
    ${
      place.setting !== undefined &&
      html`<${Head} hint=${W.settingHint}>${W.setting}<//>
        <${Choices} label=${W.setting}>${ref.settingCodes.map(
          ({ code, name }) => html`<${Chip} key=${code}
          on=${place.setting === code} onClick=${() => put({ ...place, setting: code })}>${name}<//>`,
        )}<//>`
    }
    ${
      place.site !== undefined &&
      ref.sites.length > 0 &&
      html`<${Head} hint=${W.siteHint}>${W.site}<//><${Choices} label=${W.site} cols=${2}>
      <${Chip} on=${place.site === null} onClick=${() => put({ ...place, site: null })}>${W.noSite}<//>
      ${ref.sites.map(
        ({ id, name }) => html`<${Chip} key=${id} on=${place.site === id}
        onClick=${() => put({ ...place, site: id })}>${name}<//>`,
      )}<//>`
    }`;
}
