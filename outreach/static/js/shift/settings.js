// Settings of this phone: how it looks and feels, PIN, practice, lock, and wiping with two taps.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Ask } from "../ui/ask.js";
import { Page, Row } from "../ui/parts.js";
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
  const one = (field, title, choices) => html`<${Ask} title=${title} choices=${choices} cols=${choices.length}
    is=${look[field]} tap=${(value) => setLook({ ...look, [field]: value })} />`;
  const of = (names, ...values) => values.map((value) => [value, names[value]]);
  return html`${one("theme", W.theme, of(W.themes, "dark", "light", "auto"))}
    ${one("words", W.words, W.wordSizes.map((size, place) => [place + 1, size, W.wordNames[place]]))}
    ${one("hand", W.hand, of(W.hands, "left", "right"))}
    ${one("buzz", W.buzz, of(W.onOff, true, false))}
    ${one("still", W.movement, of(W.movements, false, true))}
    ${one("keys", W.showKeys, of(W.onOff, false, true))}`;
}
