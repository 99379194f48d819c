// What was saved last: for ten seconds with Undo, then as a row whose pencil does the same until the shift closes.
import { html, Icon, useEffect, useOutreach, useState } from "../ui/kit.js";
import { Btn, Row } from "../ui/parts.js";
import { now } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { correcting, mayVoid, more, summary } from "../contacts/kinds.js";
import { newest } from "../contacts/kept.js";

const UNDO = 10_000;
const SHOWN = 3;

export function LastSaved() {
  const { phone, view } = useOutreach();
  const rows = newest(phone).filter(
    (entry) => entry.state === "kept" && Boolean(entry.practice) === view.practice && mayVoid(entry),
  );
  return html`<${JustSaved}>${
    rows.length > 0 &&
    html`<section class="o-card o-rows o-last" aria-label=${W.lastSaved}>
      ${rows.slice(0, SHOWN).map((entry, place) => html`<${Last} key=${entry.id} entry=${entry} place=${place} />`)}
      </section>`
  }<//>`;
}

/** The ten seconds with Undo, then `children`. What was taken back is said aloud: the toast that said "saved" is gone. */
export function JustSaved({ children }) {
  const { kept } = useOutreach();
  const fresh = useFresh(kept.last?.at);
  return html`<p class="o-sr" role="status">${kept.takenBack ? W.others.takenBack : ""}</p>
    ${fresh ? html`<${Saved} last=${kept.last} />` : children}`;
}

function Last({ entry, place }) {
  const { ref, nav } = useOutreach();
  const page = correcting(entry);
  return html`<${Row} kind=${["", "o-mid-only", "o-tall-only"][place]} icon="check" look="o-ico--done"
    title=${summary(entry.record, ref)} lead="pencil" sub=${W.savedSub(more(entry.record, ref))}
    onClick=${() => (page ? nav.go(...page) : nav.go("notebook", { sheet: "entry", id: entry.id }))} />`;
}

function Saved({ last }) {
  const { kept, ref } = useOutreach();
  const [busy, setBusy] = useState(false);
  const undo = () => {
    setBusy(true);
    kept.undo().catch(() => setBusy(false));
  };
  return html`<div class="o-toast" role="status"><${Icon} name="check" /><p class="o-toast__text">
    <strong>${W.savedHere}</strong><span>${summary(last.record, ref)}</span></p>
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
