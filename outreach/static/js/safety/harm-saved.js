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
  const has = (code) => (ref.guides || []).some((guide) => guide.code === code);
  const rows = [
    ["r-crisis", "crisis", () => nav.go("services", { types: CRISIS }), true],
    ["guide", "guide", () => nav.go("guide", { code: "safety_plan" }), has("safety_plan")],
    ["pencil", "plan", () => nav.go("guide", { code: "my_safety" }), has("my_safety")],
    ["g-calm", "care", () => nav.go("guide", { code: "team_care" }), has("team_care")],
  ];
  return html`<div class="o-card o-rows">${rows
    .filter(([, , , there]) => there)
    .map(
      ([icon, word, go]) => html`<${Row} key=${word} icon=${icon} look="o-ico--care" title=${W.safety[word]}
        sub=${W.safety[`${word}Hint`]} lead="next" onClick=${go} />`,
    )}</div>`;
}
