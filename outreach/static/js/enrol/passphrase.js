// Choosing the passphrase: four offered words, or one's own with at least 10 signs. Typed once more before it counts.
import { html, Icon, useEffect, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Field, Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";

const LEAST = 10;
const plain = (text) => text.trim().replace(/\s+/g, " ").toLowerCase();

export function PassphrasePage() {
  const { phone, view } = useOutreach();
  const next = view.inviting && W.shift.workers; // a colleague chooses: the one before is closed already
  const [own, setOwn] = useState(false);
  const [words, setWords] = useState([]);
  const [typed, setTyped] = useState("");
  const [again, setAgain] = useState("");
  const [hidden, setHidden] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const offer = () => phone.offerWords().then((four) => setWords([...four]));
  useEffect(() => {
    offer();
  }, []);
  const wanted = own ? typed : words.join(" ");
  const ready = hidden || own ? plain(again) !== "" : words.length > 0;
  const set = async () => {
    if (!own && !hidden) return setHidden(true);
    if (plain(wanted).length < LEAST) return setSaid(W.tooShort(LEAST - plain(wanted).length));
    if (plain(again) !== plain(wanted)) return setSaid(own ? W.notSame : W.notTheWords);
    setBusy(true);
    return phone.setPassphrase(wanted).catch(({ code }) => {
      setBusy(false);
      setSaid(code === "taken" ? W.shift.workers.taken : W.failedPlain);
    });
  };
  const swap = (mine) => {
    setOwn(mine);
    setHidden(false);
    setAgain("");
    setSaid("");
  };
  return html`<${Page} title=${next ? next.choose : W.phraseTitle} bare back=${next && (() => phone.lock())} foot=${html`<${Btn} kind="lamp" icon="check" off=${!ready}
    busy=${busy}
      onClick=${set}>${busy ? W.settingUp : own || hidden ? W.setPhrase : W.takeWords}<//>`}>
    <p class="o-text">${next ? next.chooseText : W.phraseText}</p>
    <${Choices} label=${W.phraseTitle} cols=${2}><${Chip} on=${!own} onClick=${() => swap(false)}>${W.phraseWords}<//>
      <${Chip} on=${own} onClick=${() => swap(true)}>${W.ownPhrase}<//><//>
    ${
      !own &&
      !hidden &&
      html`<ol class="o-phrase">${words.map((word, place) => html`<li key=${word}><small>${place + 1}</small>
        ${word}</li>`)}</ol>
      <${Btn} icon="repeat" onClick=${offer}>${W.otherWords}<//>`
    }
    ${own && html`<${Field} label=${W.ownLabel} type="password" value=${typed} onInput=${setTyped} />`}
    ${
      (own || hidden) &&
      html`<${Field} label=${own ? W.againLabel : W.confirmWords} type=${own ? "password" : "text"} value=${again}
      onInput=${setAgain} onEnter=${set} />`
    }
    ${hidden && html`<${Btn} icon="undo" turn onClick=${() => swap(false)}>${W.showWords}<//>`}
    ${said && html`<${Note} kind="clay" icon="alert" role="alert">${said}<//>`}
  <//>`;
}
