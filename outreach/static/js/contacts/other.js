// One of the other kinds of record: nav.top.kind says which.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function OtherPage() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.shift} back=${() => nav.back()} />`;
}
