// One of the other kinds of record: nav.top.kind says which.
import { html, useOutreach } from "../ui/kit.js";
import { CountForm } from "../supplies/count-form.js";
import { RestockForm } from "../supplies/restock-form.js";
import { CleanupForm } from "./cleanup-form.js";
import { OthersPage } from "./others.js";
import { PaperPage } from "./paper-page.js";
import { ReversalForm } from "./reversal-form.js";
import { TallyForm } from "./tally-form.js";
import { UnmetForm } from "./unmet-form.js";

const FORMS = {
  tally: TallyForm,
  cleanup: CleanupForm,
  reversal: ReversalForm,
  unmet: UnmetForm,
  restock: RestockForm,
  count: CountForm,
  paper: PaperPage,
};

export function OtherPage() {
  const { nav } = useOutreach();
  const { kind } = nav.top;
  const Form = FORMS[kind] ?? OthersPage;
  return html`<${Form} key=${kind} />`;
}
