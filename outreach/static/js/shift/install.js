// How to put the app on the home screen; where the browser can do it itself, one tap does.
import { html, useOutreach } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { Sheet } from "../ui/sheet.js";
import { W } from "../ui/words.js";

let offered = null;
globalThis.addEventListener?.("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered = event;
});

const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.maxTouchPoints > 1 && /Mac/.test(navigator.platform));

export function InstallSheet() {
  const { nav } = useOutreach();
  const install = async () => {
    await offered?.prompt();
    offered = null;
    nav.back();
  };
  return html`<${Sheet} title=${W.installTitle}
    foot=${html`<${Btn} kind="lamp" icon=${offered ? "plus" : "check"} onClick=${install}>
      ${offered ? W.installDo : W.done}<//>`}>
    <p class="o-text"><strong>${isIos() ? W.installIos : W.installAndroid}</strong></p><p class="o-text">
      ${W.installText(document.title)}</p>
  <//>`;
}
