// The participant's card: scan it or type it. No code is one tap and as good as any.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Btn, Field, Note } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { Camera } from "../ui/camera.js";
import { W } from "../ui/words.js";
import { isCode, readCode } from "./rules.js";

export function CodeSheet({ code, done }) {
  const { nav } = useOutreach();
  const [text, setText] = useState(code || "");
  const [seeing, setSeeing] = useState(false);
  const [said, setSaid] = useState("");
  const use = (typed) => (isCode(typed) ? done(readCode(typed)) : setSaid(W.badCode));
  const none = () => {
    setSeeing(false);
    setSaid(W.noCamera);
  };
  const foot = html`<${Btn} kind="lamp" icon="check" off=${!text} onClick=${() => use(text)}>${W.useCode}<//>
    <${Btn} onClick=${() => (code ? done(null) : nav.back())}>${W.noCode}<span class="o-btn__more">
      ${W.cardNone}</span><//>`;
  return html`<${Sheet} title=${W.cardCode} foot=${foot}>
    ${
      seeing
        ? html`<${Camera} found=${(read) => {
            setSeeing(false);
            setText(read);
            use(read);
          }} none=${none} />`
        : html`<${Btn} icon="picture" onClick=${() => setSeeing(true)}>${W.scanCard}<//>`
    }
    <${Field} label=${W.typeCode} hint=${W.codeHint} code value=${text} maxlength="30" onEnter=${() => use(text)}
      onInput=${(typed) => {
        setText(typed);
        setSaid("");
      }} />
    ${said && html`<${Note} kind="clay" icon="alert" role="alert">${said}<//>`}
  <//>`;
}
