// Report harm: what happened, to whom, and what may be done with it.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function HarmPage() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.shift} back=${() => nav.back()} />`;
}
