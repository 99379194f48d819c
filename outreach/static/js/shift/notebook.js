// This shift's contacts, readable to their worker until the shift ends: correct one, or take one out.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Page, Row } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { newest } from "../contacts/kept.js";
import { details, given } from "../contacts/say.js";
import { Dock } from "./dock.js";

export function NotebookPage() {
  const { phone, view, nav } = useOutreach();
  const entries = newest(phone);
  const foot = html`<${Btn} icon="lock" onClick=${() => nav.go("end")}>${W.endShift}<//><${Dock} here="notebook" />`;
  return html`<${Page} title=${W.notebook} lined=${false} foot=${foot}>
      ${
        entries.length
          ? html`<ul class="o-card o-rows">${entries.map((entry) => html`<li key=${entry.id}><${Entry}
            entry=${entry} /></li>`)}</ul>`
          : html`<${Empty} on=${view.notebook} />`
      }
    <//>
    ${nav.top.sheet === "entry" && html`<${EntrySheet} entry=${entries.find(({ id }) => id === nav.top.id)} />`}`;
}

const Empty = ({ on }) => html`<div class="o-empty"><${Icon} name="guide" size="xl" />
  <b>${on ? W.emptyBook : W.offBook}</b><p>${on ? W.emptyBookText : W.offBookText}</p></div>`;

function Entry({ entry }) {
  const { ref, nav } = useOutreach();
  const { record, state, practice, id } = entry;
  const out = state === "voided";
  const sub = [out && W.voided, practice && W.practiceTag, details(record, ref)].filter(Boolean).join(" · ");
  return html`<${Row} icon=${out ? "close" : "check"} look=${out ? "o-ico--off" : "o-ico--done"} struck=${out}
    title=${given(record, ref)} sub=${sub} lead="pencil" onClick=${() => nav.open("entry", { id })} />`;
}

/** What can be done with one entry. One that was taken out comes back by saving it again as it was. */
function EntrySheet({ entry }) {
  const { phone, kept, nav, ref } = useOutreach();
  const [busy, setBusy] = useState(false);
  if (!entry) return null;
  const out = entry.state === "voided";
  const change = async (work) => {
    setBusy(true);
    await work().then(
      () => nav.back(),
      () => setBusy(false),
    );
    if (kept.last?.entry.id === entry.id) kept.undone();
  };
  return html`<${Sheet} title=${given(entry.record, ref)}>
    <p class="o-text o-text--quiet">${out ? W.voided : details(entry.record, ref)}</p>
    ${
      out
        ? html`<${Btn} kind="lamp" icon="undo" turn busy=${busy}
          onClick=${() => change(() => phone.amend({ ...entry, state: "kept" }, entry.record))}>${W.undo}<//>`
        : html`<${Btn} kind="lamp" icon="pencil" onClick=${() => nav.swap({ screen: "contact", entry })}>
          ${W.correct}<//>
        <${Btn} icon="close" busy=${busy} onClick=${() => change(() => phone.voidEntry(entry))}>${W.voidIt}
          <span class="o-btn__more">${W.voidSub}</span><//>`
    }
  <//>`;
}
