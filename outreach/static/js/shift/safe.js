// What is safe: what is only here, what the server has proved, and what to do when something needs a person.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Note, Page } from "../ui/parts.js";
import { clockTime } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { Dock } from "./dock.js";
import { InstallSheet } from "./install.js";
import { QUIET } from "./pill.js";
import { Facts, freeMegabytes } from "./facts.js";

const PASSING = ["recovered", "torn", "notebook", "slow", "full", "damaged", "lost"]; // told once, then gone
const AGAIN = ["enrol_again", "auth"]; // only a new code from the coordinator helps

export function SafePage({ docked }) {
  const { phone, view, nav } = useOutreach();
  const [note, setNote] = useState("");
  const rescue = () => {
    download(phone.rescueFile());
    setNote(W.rescued);
  };
  const foot = html`<div class="o-pair"><${Btn} icon="lifebuoy" onClick=${rescue}>${W.rescue}<//>
    <${Btn} kind="lamp half" icon="sync" busy=${view.syncing} onClick=${() => phone.sync()}>
      ${view.syncing ? W.sending : W.tryNow}<//></div>
    ${docked && html`<${Dock} here="bag" />`}`;
  return html`<${Page} title=${W.safeTitle} back=${docked ? undefined : nav.back} lined=${!docked} foot=${foot}>
      <${Proof} view=${view} />
      ${view.problems.filter(({ code }) => !QUIET.includes(code)).map((problem) => html`<${Problem} key=${problem.code}
        problem=${problem} />`)}
      ${note && html`<${Note} kind="sage" icon="check" role="status">${note}<//>`}
      <${Facts} />
      ${view.storage.evicts !== "never" && html`<p class="o-text o-text--quiet">${W.safe.closing}</p>`}
      ${view.appVersion && html`<p class="o-text o-text--quiet">${W.version(view.appVersion)}</p>`}
    <//>
    ${nav.top.sheet === "install" && html`<${InstallSheet} />`}`;
}

function Proof({ view }) {
  const held = view.proof?.held ?? 0;
  const all = held + view.unsent;
  const proven = held > 0 && !view.unsent && view.proof.equal !== false;
  const [here, word] = proven ? [held, W.sentFrom] : [view.unsent, W.onlyHere];
  return html`<section class="o-card o-proof" aria-label=${W.safeTitle}><div class="o-proof__pair">
      <p class="o-proof__end"><${Icon} name="phone" size="l" /><b class="o-num">${here}</b>${word}</p>
      <div class="o-proof__line" aria-hidden="true"></div>
      <p class="o-proof__end o-proof__end--safe"><${Icon} name="proof" size="l" /><b class="o-num">${held}</b>
        ${W.heldThere}</p></div>
    ${all > 0 && html`<${Meter} held=${held} all=${all} />`}
    <p class="o-text">${
      proven
        ? html`<strong>${W.provenAt(clockTime(view.proof.at))}</strong> ${W.provenText}`
        : all
          ? html`${!loses(view) && html`<strong>${W.nothingLost}</strong> `}${W.allSaved(all)} ${W.waits(view.unsent)}`
          : html`<strong>${W.noneYet}</strong> ${W.noneYetText}`
    }</p></section>`;
}

const loses = (view) => view.problems.some(({ code }) => code === "lost" || code === "missing");

/** Held and waiting as one bar: waiting is striped, so that it is told apart without colour. */
function Meter({ held, all }) {
  const part = Math.round((held / all) * 1000) / 10;
  const rest = Math.max(0, 100 - part - (part ? 1 : 0));
  const waits = (look) => html`<rect x="${100 - rest}%" y="0.75" width="${Math.max(0, rest - 0.4)}%" height="12.5" rx="6"
    ...${look} />`;
  return html`<svg class="o-meter" role="img" aria-label=${W.meter(held, all)}>
    <defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="o-meter__stripe" d="M2 0v8" /></pattern></defs>
    <rect class="o-meter__held" width="${part}%" height="100%" rx="7" />
    ${waits({ class: "o-meter__wait" })}${waits({ fill: "url(#stripes)" })}</svg>`;
}

/** Title and text of what went wrong; where a number helps it is said. */
function Problem({ problem: { code, count } }) {
  const { phone, nav, view } = useOutreach();
  const words = W.safe;
  let [title, text] = W.problems[code] || W.problems.other;
  if (code === "lost") ({ title, text } = words.lost);
  if (code === "damaged") text = words.damaged(view.kept);
  if (code === "full") {
    const free = freeMegabytes(view.storage);
    text = free === null ? words.fullUnknown(view.unsent) : words.full(free, view.unsent);
  }
  const done = PASSING.includes(code)
    ? html`<${Btn} onClick=${() => phone.dismiss(code)}>${W.seen}<//>`
    : AGAIN.includes(code) && html`<${Btn} onClick=${() => nav.go("again")}>${W.helloTitle}<//>`;
  return html`<${Note} kind="clay" icon="alert" title=${typeof title === "function" ? title(count) : title}
    action=${done}>${text}<//>`;
}

/** Hands the sealed file to the browser. Its name tells nothing. */
function download(blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "notes.bin";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
