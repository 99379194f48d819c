// Setting up: the link's code comes by the address, by the camera or by pasting; it never leaves the page but by POST.
import { html, useEffect, useOutreach, useState } from "../ui/kit.js";
import { Big, Btn, Field, Note, Page } from "../ui/parts.js";
import { Camera } from "../ui/camera.js";
import { LanguageKey } from "../ui/language.js";
import { W } from "../ui/words.js";
import { hashOf } from "./link.js";

/**
 * `again`: the phone was set up before and is write-only or must be enrolled again; its records stay. `arrived`: the
 * code that came with the address; used at once on a new phone, only after a tap on one that was set up before.
 */
export function HelloPage({ again, arrived }) {
  const { phone, view, nav, later } = useOutreach();
  const [link, setLink] = useState(arrived ?? "");
  const [seeing, setSeeing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const join = async (text) => {
    const hash = hashOf(text);
    if (!hash) return setSaid(W.badLink);
    setBusy(true);
    setSaid("");
    const says = { used: W.linkGone, forged: W.linkFake, refused: W.linkRefused, offline: W.noNetwork };
    return phone
      .enrol(hash)
      .then(later)
      .catch(({ code }) => setSaid(says[code] || W.failedPlain))
      .then(() => setBusy(false));
  };
  useEffect(() => {
    if (arrived && !again) join(arrived);
  }, []);
  const seen = (next) => (what) => {
    setSeeing(false);
    next(what);
  };
  const [icon, title, text] = again ? ["repeat", W.againTitle, W.againText] : ["lamp", W.helloBig, W.helloText];
  const foot = html`<${Btn} kind="lamp" icon=${link ? "check" : "picture"} busy=${busy}
    onClick=${() => (link ? join(link) : setSeeing(true))}>${busy ? W.joining : link ? W.go : W.scanCode}<//>`;
  return html`<${Page} title=${W.helloTitle} bare extra=${html`<${LanguageKey} />`} foot=${foot}>
    <${Big} icon=${icon} title=${title}>${text}<//>
    ${seeing && html`<${Camera} found=${seen(join)} none=${seen(() => setSaid(W.noCamera))} />`}
    ${said && html`<${Note} kind="clay" icon="alert" role="alert">${said}<//>`}
    <${Field} label=${W.pasteLink} hint=${W.linkHint} value=${link} inputmode="url" onInput=${setLink}
      onEnter=${() => join(link)} />
    ${
      again &&
      html`${view.mayGoOn && view.stage === "writeonly" && !arrived && html`<${GoOn} />`}
      <${Note} kind="sage" icon="proof">${W.staysSealed}<//>
      <${Btn} icon="proof" onClick=${() => nav.go("safe")}>${W.safeTitle}<//>
      ${arrived && html`<${Btn} kind="quiet" onClick=${later}>${W.cancel}<//>`}`
    }
  <//>`;
}

/** Without a passphrase the lists are gone; what was given can still be logged. */
function GoOn() {
  const { phone, nav } = useOutreach();
  const [failed, setFailed] = useState(false);
  const go = () => phone.goOn(W.safe.goOn.zone).then(nav.home, () => setFailed(true));
  return html`<${Note} icon="info" title=${W.safe.goOn.title}>${failed ? W.failedPlain : W.safe.goOn.text}<//>
    <${Btn} icon="pencil" onClick=${go}>${W.safe.goOn.do}<//>`;
}
