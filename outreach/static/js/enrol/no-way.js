// Pages for a phone or window that cannot keep things safe, each with a way out.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

function Plain({ icon, title, text, foot, note }) {
  return html`<${Page} title=${W.helloTitle} bare foot=${foot}><div class="o-hello"><${Icon} name=${icon} size="xl" />
    <b>${title}</b><p>${text}</p></div>${note && html`<p class="o-text" role="status">${note}</p>`}<//>`;
}

/** Why the browser will not do, and the address to copy into one that will. */
export function UnsupportedPage() {
  const [note, setNote] = useState("");
  const [title, text] = reason();
  const copy = () =>
    navigator.clipboard?.writeText(location.href).then(
      () => setNote(W.copied),
      () => setNote(location.href),
    );
  return html`<${Plain} icon="alert" title=${title} text=${text} note=${note}
    foot=${html`<${Btn} kind="lamp" icon="all" onClick=${copy}>${W.copyAddress}<//>`} />`;
}

export function ElsewherePage() {
  const { phone } = useOutreach();
  const [busy, setBusy] = useState(false);
  const take = () => {
    setBusy(true);
    phone.takeOver().finally(() => setBusy(false));
  };
  return html`<${Plain} icon="phone" title=${W.elsewhereTitle} text=${W.elsewhereText}
    foot=${html`<${Btn} kind="lamp" icon="check" busy=${busy} onClick=${take}>${W.elsewhereDo}<//>`} />`;
}

/** The storage of this phone could not be read. Nothing is deleted. */
export const BrokenPage = () => html`<${Plain} icon="alert" title=${W.brokenTitle} text=${W.brokenText}
  foot=${html`<${Btn} kind="lamp" icon="repeat" onClick=${() => location.reload()}>${W.tryHere}<//>`} />`;

/** Half of the app did not come: the signal went in the middle of its first visit. */
export const NotLoadedPage = () => html`<${Plain} icon="no-signal" title=${W.noNetwork}
  foot=${html`<${Btn} kind="lamp" icon="repeat" onClick=${() => location.reload()}>${W.tryHere}<//>`} />`;

const IN_APP = /FBAN|FBAV|Instagram|Line\/|; wv\)|Telegram|TikTok|WhatsApp|Snapchat/;

/** A window inside another app forgets what is saved; these windows name themselves. */
export const inApp = (agent = navigator.userAgent) => IN_APP.test(agent);

/** What is wrong here, in words: [title, text]. A private window has no lasting storage. */
export function reason(agent = navigator.userAgent, secure = globalThis.isSecureContext) {
  if (!secure) return [W.insecureTitle, W.insecureText];
  if (inApp(agent)) return [W.inAppTitle, W.inAppText];
  if (!globalThis.indexedDB || !navigator.locks || !globalThis.CompressionStream) return [W.oldTitle, W.oldText];
  return [W.privateTitle, W.privateText];
}
