// A plan filled in together, shown or printed, kept nowhere.
import { html, useOutreach } from "../ui/kit.js";
import { Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function PlanPage() {
  const { nav } = useOutreach();
  return html`<${Page} title=${W.shift} back=${() => nav.back()} />`;
}
