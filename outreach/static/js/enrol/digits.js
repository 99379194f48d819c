// Six digits for the coordinator: only when they are typed at the desk does this phone belong to the organisation.
import { html, useEffect, useOutreach } from "../ui/kit.js";
import { Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

export function DigitsPage() {
  const { phone, view } = useOutreach();
  useEffect(() => {
    phone.confirmed();
  }, []);
  const lost = view.problems.some(({ code }) => code === "enrol_again");
  return html`<${Page} title=${W.helloTitle} bare>
    <div class="o-hello"><b>${W.digitsTitle}</b><p>${W.digitsText}</p></div>
    <p class="o-digits o-num" role="img" aria-label=${W.digitsSay(view.digits.split("").join(" "))}><span>${view.digits.slice(0, 3)}</span>
      <span>${view.digits.slice(3)}</span></p>
    ${
      lost
        ? html`<${Note} kind="clay" icon="alert" title=${W.problems.enrol_again[0]}>${W.problems.enrol_again[1]}<//>`
        : html`<${Note} icon="waiting" role="status">${W.waiting}<//>`
    }
  <//>`;
}
