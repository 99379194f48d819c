// Settings of this phone: how it looks and feels, PIN, practice, lock, and wiping with two taps.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Chip, Choices, Head, Page, Row } from "../ui/parts.js";
import { LanguageRow } from "../ui/language.js";
import { W } from "../ui/words.js";
import { PinSheet } from "./pin-sheet.js";

export function SettingsPage() {
  const { phone, view, nav, ref, look, setLook, panic } = useOutreach();
  const [sure, setSure] = useState(false);
  const onOff = (on) => html`<span class="o-state">${W.onOff[on]}</span>`;
  return html`<${Page} title=${W.settingsTitle} back=${() => nav.back()}>
      <div class="o-card o-rows">
        <${Row} icon="lock" title=${W.lockNow} onClick=${() => phone.lock()} lead="next" />
        <${Row} icon="card" title=${W.pinRow} sub=${view.pinSet ? W.pinRowOn : W.pinRowOff} lead="next"
          onClick=${() => nav.open("pin")} />
        ${
          phone.workers &&
          html`<${Row} icon="people" title=${W.shift.workers.title} lead="next" onClick=${() => nav.go("workers")} />`
        }
        <${Row} icon="waiting" title=${W.shift.checkin.sound} sub=${W.shift.checkin.soundSub} pressed=${String(look.ring)}
          state=${onOff(look.ring)} onClick=${() => setLook({ ...look, ring: !look.ring })} />
        <${Row} icon="info" title=${W.practiceRow} sub=${W.practiceHint} pressed=${String(view.practice)}
          state=${onOff(view.practice)} onClick=${() => phone.practice(!view.practice)} />
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
  const one = (
    field,
    label,
    values,
    names,
  ) => html`<${Head}>${label}<//><${Choices} label=${label} cols=${values.length}>
    ${values.map(
      (value, place) => html`<${Chip} key=${value} on=${look[field] === value} label=${names.labels?.[place]}
      onClick=${() => setLook({ ...look, [field]: value })}>${names[Array.isArray(names) ? place : value]}<//>`,
    )}<//>`;
  return html`${one("theme", W.theme, ["dark", "light", "auto"], W.themes)}
    ${one("words", W.words, [1, 2, 3], Object.assign([...W.wordSizes], { labels: W.wordNames }))}
    ${one("hand", W.hand, ["left", "right"], W.hands)}
    ${one("buzz", W.buzz, [true, false], W.onOff)}
    ${one("still", W.movement, [false, true], W.movements)}
    ${one("keys", W.showKeys, [false, true], W.onOff)}`;
}
