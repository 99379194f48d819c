// The guides that a worker may show.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function GuidesPage() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.shift} back=${() => nav.back()} />`;
}
