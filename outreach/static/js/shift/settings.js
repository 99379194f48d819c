// Settings of this phone: how it looks and feels, PIN, practice, lock, and wiping with two taps.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Chip, Choices, Head, Page, Row } from "../ui/parts.js";
import { LanguageRow } from "../ui/language.js";
import { W } from "../ui/words.js";
import { PinSheet } from "./pin-sheet.js";
import { Pin, Practice, Switch } from "./switches.js";

export function SettingsPage() {
  const { phone, nav, ref, look, setLook, panic } = useOutreach();
  const [sure, setSure] = useState(false);
  return html`<${Page} title=${W.settingsTitle} back=${nav.back}>
      <div class="o-card o-rows">
        <${Row} icon="lock" title=${W.lockNow} onClick=${() => phone.lock()} lead="next" />
        <${Pin} icon="card" />
        <${Row} icon="people" title=${W.shift.workers.title} lead="next" onClick=${() => nav.go("workers")} />
        <${Switch} icon="waiting" title=${W.shift.checkin.sound} sub=${W.shift.checkin.soundSub} on=${look.ring}
          put=${(ring) => setLook({ ...look, ring })} />
        <${Practice} />
        <${Row} icon="erase" title=${sure ? W.wipeAgain : W.wipe} sub=${W.wipeSub}
          onClick=${() => (sure ? panic() : setSure(true))} />
      </div>
      <div class="o-card o-rows"><${LanguageRow} /></div>
      <${LookSettings} />
      ${(ref.org_name || ref.device_name) && html`<p class="o-text o-text--quiet">
        ${[ref.org_name, ref.device_name].filter(Boolean).join(" · ")}</p>`}
    <//>
    ${nav.top.sheet === "pin" && html`<${PinSheet} />`}`;
}

function LookSettings() {
  const { look, setLook } = useOutreach();
  const one = (field, label, values, names, spoken) => html`<${Head}>${label}<//>
    <${Choices} label=${label} cols=${values.length}>${values.map(
      (value) => html`<${Chip} key=${value} on=${look[field] === value} label=${spoken?.[value - 1]}
      onClick=${() => setLook({ ...look, [field]: value })}>${names[value]}<//>`,
    )}<//>`;
  return html`${one("theme", W.theme, ["dark", "light", "auto"], W.themes)}
    ${one("words", W.words, [1, 2, 3], ["", ...W.wordSizes], W.wordNames)}
    ${one("hand", W.hand, ["left", "right"], W.hands)}
    ${one("buzz", W.buzz, [true, false], W.onOff)}
    ${one("still", W.movement, [false, true], W.movements)}
    ${one("keys", W.showKeys, [false, true], W.onOff)}`;
}
