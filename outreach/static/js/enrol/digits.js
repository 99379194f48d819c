// Six digits for the coordinator: only when they are typed at the desk does this phone belong to the organisation.
import { html, useEffect, useOutreach } from "../ui/kit.js";
import { Big, Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function DigitsPage() {
  const { phone, view } = useOutreach();
  useEffect(() => {
    phone.confirmed();
  }, []);
  const [title, text] = view.problems.some(({ code }) => code === "enrol_again") ? W.problems.enrol_again : [];
  return html`<${Page} title=${W.helloTitle} bare>
    <${Big} title=${W.digitsTitle}>${W.digitsText}<//>
    <p class="o-digits o-num" role="img" aria-label=${W.digitsSay([...view.digits].join(" "))}><span>${view.digits.slice(0, 3)}</span>
      <span>${view.digits.slice(3)}</span></p>
    ${
      title
        ? html`<${Note} kind="clay" icon="alert" title=${title}>${text}<//>`
        : html`<${Note} icon="waiting" role="status">${W.waiting}<//>`
    }
  <//>`;
}
