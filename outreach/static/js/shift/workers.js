// Several workers on one phone.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function WorkersPage() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.shift.workers.title} back=${() => nav.back()} />`;
}
