// This shift's records of every kind, readable to their worker until the shift ends: correct one, or take one out.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Page, Row } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";
import { correcting, icon, mayVoid, more, summary, title } from "../contacts/kinds.js";
import { newest } from "../contacts/kept.js";

export function NotebookPage() {
  const { phone, view, nav } = useOutreach();
  const entries = newest(phone);
  const { sheet, id } = nav.top;
  return html`<${Page} title=${W.notebook} back=${nav.back}>
      ${
        entries.length
          ? html`<ul class="o-card o-rows">${entries.map((entry) => html`<li key=${entry.id}><${Entry}
            entry=${entry} /></li>`)}</ul>`
          : html`<${Empty} on=${view.notebook} />`
      }
    <//>
    ${sheet === "entry" && html`<${EntrySheet} entry=${entries.find((entry) => entry.id === id)} />`}`;
}

const Empty = ({ on }) => html`<div class="o-empty"><${Icon} name="guide" size="xl" />
  <b>${on ? W.emptyBook : W.offBook}</b><p>${on ? W.emptyBookText : W.offBookText}</p></div>`;

function Entry({ entry }) {
  const { ref, nav } = useOutreach();
  const { record, state, practice, id } = entry;
  const out = state === "voided";
  const sub = [out && W.voided, practice && W.practiceTag, more(record, ref)].filter(Boolean).join(" · ");
  const can = correcting(entry) || mayVoid(entry);
  return html`<${Row} icon=${out ? "close" : icon(record)} look=${out ? "o-ico--off" : "o-ico--done"} struck=${out}
    title=${summary(record, ref)} sub=${sub} lead=${can ? "pencil" : undefined}
    onClick=${can ? () => nav.open("entry", { id }) : undefined} />`;
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
      nav.back,
      () => setBusy(false),
    );
    if (kept.last?.entry.id === entry.id) kept.undone();
  };
  const page = correcting(entry);
  return html`<${Sheet} title=${summary(entry.record, ref)}>
    <p class="o-text o-text--quiet">${out ? W.voided : [title(entry.record), more(entry.record, ref)].filter(Boolean).join(" · ")}</p>
    ${
      out
        ? html`<${Btn} kind="lamp" icon="undo" turn busy=${busy}
          onClick=${() => change(() => phone.amend({ ...entry, state: "kept" }, entry.record))}>${W.undo}<//>`
        : html`${
            page &&
            html`<${Btn} kind="lamp" icon="pencil" onClick=${() => nav.swap({ screen: page[0], ...page[1] })}>${W.correct}<//>`
          }
        <${Btn} icon="close" busy=${busy} onClick=${() => change(() => phone.voidEntry(entry))}>${W.voidIt}
          <span class="o-btn__more">${W.voidSub}</span><//>`
    }
  <//>`;
}
