// After a report of harm: it is safe, and what helps now.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head, Page, Row } from "../ui/parts.js";
import { W } from "../ui/words.js";

const CRISIS = ["M.CRISIS", "G.VIOL", "G.CLIN", "G.SHELT"]; // kinds of help after harm, as the directory names them

export function HarmSaved() {
  const { nav, kept } = useOutreach();
  const [undone, setUndone] = useState(false);
  const mine = kept.last?.record[0] === "incident";
  const undo = () => kept.undo().then(() => setUndone(true));
  const foot = html`<${Btn} kind="lamp" icon="check" onClick=${() => nav.home()}>${W.safety.done}<//>`;
  return html`<${Page} title=${W.safety.title} foot=${foot}>
    <section class="o-toast o-told" role="status"><${Icon} name=${undone ? "undo" : "check"} />
      <p class="o-toast__text">${undone ? W.safety.undone : html`<strong>${W.safety.saved}</strong>${W.safety.savedText}`}</p></section>
    <${Head}>${W.safety.nowTitle}<//>
    <${Helps} />
    ${mine && !undone && html`<${Btn} kind="quiet" icon="undo" turn onClick=${undo}>${W.safety.undo}<//>`}
  <//>`;
}

/** Guides only where they are approved and on this phone. */
function Helps() {
  const { nav, ref } = useOutreach();
  const row = (icon, word, code) =>
    (!code || ref.guides?.some((guide) => guide.code === code)) &&
    html`<${Row} icon=${icon} look="o-ico--care" title=${W.safety[word]} sub=${W.safety[`${word}Hint`]} lead="next"
      onClick=${() => nav.go(code ? "guide" : "services", { code, types: CRISIS })} />`;
  return html`<div class="o-card o-rows">${row("r-crisis", "crisis")}${row("guide", "guide", "safety_plan")}
    ${row("pencil", "plan", "my_safety")}${row("g-calm", "care", "team_care")}</div>`;
}
