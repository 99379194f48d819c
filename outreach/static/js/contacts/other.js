// One of the other kinds of record: nav.top.kind says which.
import { html, useOutreach } from "../ui/kit.js";
import { RecordForm } from "./form.js";
import { OthersPage } from "./others.js";
import { PAGES } from "./pages.js";
import { PaperPage } from "./paper-page.js";

export function OtherPage() {
  const { kind } = useOutreach().nav.top;
  if (kind === "paper") return html`<${PaperPage} />`;
  return PAGES[kind] ? html`<${RecordForm} key=${kind} kind=${kind} />` : html`<${OthersPage} />`;
}
