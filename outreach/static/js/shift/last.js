// What was saved last: for ten seconds with Undo, then as a row whose pencil does the same until the shift closes.
import { html, Icon, useEffect, useOutreach, useState } from "../ui/kit.js";
import { Btn, Row } from "../ui/parts.js";
import { now } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { newest } from "../contacts/kept.js";
import { details, given } from "../contacts/say.js";

const UNDO = 10_000;

export function LastSaved() {
  const { phone, view, kept, ref, nav } = useOutreach();
  const fresh = useFresh(kept.last?.at);
  const rows = newest(phone).filter(({ state, practice }) => state === "kept" && Boolean(practice) === view.practice);
  if (fresh) return html`<${Saved} last=${kept.last} />`;
  return (
    rows.length > 0 &&
    html`<section class="o-card o-rows" aria-label=${W.lastSaved}>
    ${rows.slice(0, 3).map(
      (entry, place) => html`<${Row} key=${entry.id} kind=${["", "o-mid-only", "o-tall-only"][place]} icon="check"
      look="o-ico--done" title=${given(entry.record, ref)} lead="pencil"
      sub=${W.savedSub(details(entry.record, ref))} onClick=${() => nav.go("contact", { entry })} />`,
    )}</section>`
  );
}

function Saved({ last }) {
  const { phone, kept, ref } = useOutreach();
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    await phone.voidEntry(last.entry).then(kept.undone, () => setBusy(false));
  };
  return html`<div class="o-toast" role="status"><${Icon} name="check" /><p class="o-toast__text">
    <strong>${W.savedHere}</strong><span>${given(last.record, ref)}</span></p>
    <${Btn} icon="undo" turn busy=${busy} onClick=${undo}>${W.undo}<//></div>`;
}

/** True for ten seconds after `at`. */
function useFresh(at) {
  const [, again] = useState(0);
  const left = at ? at + UNDO - now() : 0;
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => again((n) => n + 1), left);
    return () => clearTimeout(timer);
  }, [at]);
  return left > 0;
}
