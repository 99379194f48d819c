// A slip that came back: scanned or typed, then one tap for how it went. Works offline; the phone need not know the slip.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Field, Note, Page } from "../ui/parts.js";
import { Camera } from "../ui/camera.js";
import { W } from "../ui/words.js";
import { readSlip } from "./rules.js";
import { typingSays } from "./slip-typing.js";
import { HowItWent } from "./how-it-went.js";

export function SlipBackPage() {
  const { nav } = useOutreach();
  const [slip, setSlip] = useState(nav.top.slip ?? null);
  const back = () => nav.back();
  if (!slip) return html`<${AskPage} found=${setSlip} back=${back} />`;
  return html`<${Page} title=${W.referrals.back.title} back=${back}>
    <${HowItWent} key=${slip} slip=${slip} next=${() => setSlip(null)} /><//>`;
}

/** Scan or type. Typing always works; a wrong sign is told as soon as seven stand there. */
function AskPage({ found, back }) {
  const [typed, setTyped] = useState("");
  const [camera, setCamera] = useState("");
  const [problem, setProblem] = useState("");
  const words = W.referrals.back;
  const take = (text, otherwise) => {
    const slip = readSlip(text);
    if (slip) return found(slip);
    setCamera("");
    return setProblem(otherwise);
  };
  const type = (text) => {
    setTyped(text);
    const slip = readSlip(text);
    if (slip) found(slip);
    else setProblem(typingSays(text).wrong);
  };
  const enter = () => setProblem(typingSays(typed).asked);
  const foot =
    camera === "on"
      ? html`<${Btn} onClick=${() => setCamera("")}>${W.cancel}<//>`
      : html`<${Btn} kind="lamp" icon="card" onClick=${() => setCamera("on")}>${words.scan}<//>`;
  return html`<${Page} title=${words.title} back=${back} foot=${foot}>
    ${
      camera === "on"
        ? html`<${Camera} found=${(text) => take(text, words.notSlip)} none=${() => setCamera("none")} />
          <p class="o-text o-text--quiet">${words.look}</p>`
        : html`<section class="o-empty"><${Icon} name="slip" size="xl" /><p>${words.intro}</p></section>`
    }
    ${camera === "none" && html`<${Note} kind="clay" icon="alert" role="alert">${W.noCamera}<//>`}
    ${problem && html`<${Note} kind="clay" icon="alert" role="alert">${problem}<//>`}
    <${Field} label=${words.type} code hint=${words.hint} value=${typed} onInput=${type} onEnter=${enter}
      maxlength="20" enterkeyhint="done" aria-invalid=${problem ? "true" : undefined} /><//>`;
}
