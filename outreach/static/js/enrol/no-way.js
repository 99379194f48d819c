// Pages for a phone or window that cannot keep things safe, each with a way out.
import { html, useOutreach, useState } from "../ui/kit.js";
import { Big, Btn, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

/** `does`: drawing, word and work of the one key. */
function Plain({ icon, title, text, note, does: [drawing, word, go], busy }) {
  const foot = html`<${Btn} kind="lamp" icon=${drawing} busy=${busy} onClick=${go}>${word}<//>`;
  return html`<${Page} title=${W.helloTitle} bare foot=${foot}><${Big} icon=${icon} title=${title}>${text}<//>
    ${note && html`<p class="o-text" role="status">${note}</p>`}<//>`;
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
  return html`<${Plain} icon="alert" title=${title} text=${text} note=${note} does=${["all", W.copyAddress, copy]} />`;
}

export function ElsewherePage() {
  const { phone } = useOutreach();
  const [busy, setBusy] = useState(false);
  const take = () => {
    setBusy(true);
    phone.takeOver().finally(() => setBusy(false));
  };
  return html`<${Plain} icon="phone" title=${W.elsewhereTitle} text=${W.elsewhereText} busy=${busy}
    does=${["check", W.elsewhereDo, take]} />`;
}

/** The storage of this phone could not be read. Nothing is deleted. */
export const BrokenPage = () => html`<${Plain} icon="alert" title=${W.brokenTitle} text=${W.brokenText}
  does=${["repeat", W.tryHere, () => location.reload()]} />`;

/** A window inside another app forgets what is saved; these windows name themselves. */
export const inApp = () =>
  /FBAN|FBAV|Instagram|Line\/|; wv\)|Telegram|TikTok|WhatsApp|Snapchat/.test(navigator.userAgent);

/** What is wrong here, in words: [title, text]. A private window has no lasting storage. */
function reason() {
  if (!isSecureContext) return [W.insecureTitle, W.insecureText];
  if (inApp()) return [W.inAppTitle, W.inAppText];
  if (!globalThis.indexedDB || !navigator.locks || !globalThis.CompressionStream) return [W.oldTitle, W.oldText];
  return [W.privateTitle, W.privateText];
}
