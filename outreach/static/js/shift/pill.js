// "12 to send" in the bar. It turns clay only when something needs a person; being offline is no fault.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { W } from "../ui/words.js";

export function SyncPill() {
  const { view, nav } = useOutreach();
  const [kind, icon, word] = stateOf(view);
  return html`<button type="button" class=${`o-pill o-pill--${kind}`} onClick=${() => nav.go("safe")}>
    <${Icon} name=${icon} size="s" /><span>${word}</span></button>`;
}

function stateOf({ needsHelp, problems, unsent, proof, practice }) {
  if (practice) return ["safe", "info", W.practiceRow];
  if (needsHelp || problems.some(({ code }) => ![...QUIET, "recovered"].includes(code)))
    return ["look", "alert", needsHelp ? W.needHelp(needsHelp) : W.look];
  if (unsent) return ["waiting", "phone", W.toSend(unsent)];
  return proof ? ["safe", "proof", W.allProven] : ["safe", "phone", W.nothingToSend];
}

/** Problems that mend themselves: no signal, a portal, a slow or busy server … */
export const OFFLINE = ["offline", "timeout", "busy", "portal"];
/** … and a catch-up that runs. */
export const QUIET = [...OFFLINE, "changed"];
