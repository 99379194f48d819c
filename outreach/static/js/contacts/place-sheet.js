// Zone, setting and site: of the shift, or of one record only; a record may also count for another day.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { Ask, named, placed } from "../ui/ask.js";
import { missingOf, When } from "./when.js";

/** `place` is { zone, site, setting } and, where it may be of another day, { when }; `put` takes the new one. */
export function PlaceSheet({ place, put }) {
  const { ref, view, nav } = useOutreach();
  const [chosen, setChosen] = useState(place);
  const { zone, site, setting, when } = chosen;
  const missing = missingOf(when);
  const done = () => {
    put({ zone, site, setting, when });
    nav.back();
  };
  return html`<${Sheet} title=${W.zoneTitle} foot=${html`<${Btn} kind="lamp" icon="check" off=${missing}
      onClick=${done}>${W.done}<span class="o-btn__more">
      ${missing ? W.others.first(missing) : ref.zone(zone).name}</span><//>`}>
    ${
      place.when !== undefined &&
      html`<${When} when=${when} shift=${view.shift.day}
      put=${(when) => setChosen({ ...chosen, when })} />`
    }
    <${Place} place=${chosen} put=${setChosen} />
  <//>`;
}

/** The three choices themselves, also on the start page; a record without a setting or site is not asked for it. */
export function Place({ place, put }) {
  const { ref } = useOutreach();
  const ask = (field) => ({ is: place[field], tap: (value) => put({ ...place, [field]: value }) });
  return html`<${Ask} title=${W.zone} cols=${2} choices=${placed(ref.zones, "zone")} ...${ask("zone")} />
    ${
      place.setting !== undefined &&
      html`<${Ask} title=${W.setting} hint=${W.settingHint} choices=${named(ref.settingCodes)} ...${ask("setting")} />`
    }
    ${
      place.site !== undefined &&
      html`<${Sites} hint=${W.siteHint} title=${W.site} none=${W.noSite} ...${ask("site")} />`
    }`;
}

/** A fixed store, or `none`; nothing where there are none. */
export function Sites({ none, ...ask }) {
  const { sites } = useOutreach().ref;
  return sites.length > 0 && html`<${Ask} cols=${2} choices=${[[null, none], ...placed(sites)]} ...${ask} />`;
}
