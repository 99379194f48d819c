// A slip that came back: scanned or typed, then one tap for how it went. Works offline; the phone need not know the slip.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Field, Note, Page } from "../ui/parts.js";
import { Camera } from "../ui/camera.js";
import { W } from "../ui/words.js";
import { readSlip } from "./rules.js";
import { HowItWent } from "./how-it-went.js";

const SIGNS = 7;

export function SlipBackPage() {
  const { nav } = useOutreach();
  const [slip, setSlip] = useState(nav.top.slip);
  if (!slip) return html`<${AskPage} found=${setSlip} back=${nav.back} />`;
  return html`<${Page} title=${W.referrals.back.title} back=${nav.back}>
    <${HowItWent} key=${slip} slip=${slip} next=${() => setSlip(null)} /><//>`;
}

/** Scan or type. Typing always works; a wrong sign is told as soon as seven stand there. */
function AskPage({ found, back }) {
  const [typed, setTyped] = useState("");
  const [camera, setCamera] = useState("");
  const [problem, setProblem] = useState("");
  const words = W.referrals.back;
  const on = camera === "on";
  const take = (text, otherwise) => {
    const slip = readSlip(text);
    if (slip) found(slip);
    else setProblem(otherwise);
  };
  const scanned = (text) => {
    setCamera("");
    take(text, words.notSlip);
  };
  const type = (text) => {
    setTyped(text);
    take(text, wrong(text));
  };
  const alert = (says) => html`<${Note} kind="clay" icon="alert" role="alert">${says}<//>`;
  return html`<${Page} title=${words.title} back=${back} foot=${
    on
      ? html`<${Btn} onClick=${() => setCamera("")}>${W.cancel}<//>`
      : html`<${Btn} kind="lamp" icon="card" onClick=${() => setCamera("on")}>${words.scan}<//>`
  }>
    ${
      on
        ? html`<${Camera} found=${scanned} none=${() => setCamera("none")} />
          <p class="o-text o-text--quiet">${words.look}</p>`
        : html`<section class="o-empty"><${Icon} name="slip" size="xl" /><p>${words.intro}</p></section>`
    }
    ${camera === "none" && alert(W.noCamera)}
    ${problem && alert(problem)}
    <${Field} label=${words.type} code hint=${words.hint} value=${typed} onInput=${type}
      onEnter=${() => setProblem(wrong(typed, words.few))} maxlength="20" enterkeyhint="done"
      aria-invalid=${problem ? "true" : undefined} /><//>`;
}

/** What is said of signs that are no slip; of too few only to who goes on with them. */
function wrong(text, few = () => "") {
  const left = SIGNS - text.trim().replace(/^s:|[- ]/gi, "").length;
  if (left > 0) return few(left);
  return left ? W.referrals.back.many : W.referrals.back.wrong;
}
