// The directory of services, offline.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function ServicesPage() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.shift} back=${() => nav.back()} />`;
}
