// The lock: a clock, and the PIN while this page lives, else the passphrase.
import { html, kinds, useOutreach, useState } from "../ui/kit.js";
import { Btn, Chip, Choices, Field, Head, Note } from "../ui/parts.js";
import { Corner, Keypad } from "../ui/keypad.js";
import { Sheet } from "../ui/sheet.js";
import { bigTime, clockDay, now } from "../ui/moment.js";
import { LanguageKey } from "../ui/language.js";
import { W } from "../ui/words.js";
import { useClock } from "./clock.js";
import { Dots } from "./dots.js";
import { nameOf } from "./workers.js";

const MOST = 6;

export function LockPage() {
  const { view, leave, nav } = useOutreach();
  const [phrase, setPhrase] = useState(false);
  const [gone, setGone] = useState("");
  const at = useClock();
  const pin = view.pinSet && !phrase;
  return html`<main class="o-lock"><div class="o-lock__language"><${LanguageKey} /></div><div class="o-lock__top"><h1 class="o-sr">${W.locked}</h1>
      <p class="o-lock__time o-num">${bigTime(at)}</p><p class="o-lock__date">${clockDay(at)}</p></div>
    ${
      pin
        ? html`<${Pin} gone=${() => setGone(W.pinGone)} leave=${leave} other=${() => setPhrase(true)} />`
        : html`<${Phrase} said=${gone} at=${at} />`
    }
  </main>${nav.top.sheet === "forgot" && html`<${ForgotSheet} />`}`;
}

function Pin({ gone, leave, other }) {
  const { phone, look, kept } = useOutreach();
  const length = kept.pinLength || MOST;
  const [pin, setPin] = useState("");
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const open = async (typed) => {
    setBusy(true);
    await phone.unlockPin(typed).catch((error) => {
      setPin("");
      setSaid(W.wrong);
      setBusy(false);
      if (error.code === "pin_gone") gone();
    });
  };
  const press = (digit) => {
    const typed = (pin + digit).slice(0, length);
    setSaid("");
    setPin(typed);
    if (typed.length === length) open(typed);
  };
  return html`<div class="o-lock__pin"><${Dots} typed=${pin.length} of=${length} />
      ${say(said, W.pin)}</div>
    <${Keypad} label=${W.pinKeys} show=${look.keys} off=${busy} press=${press} erase=${() => setPin(pin.slice(0, -1))}
      left=${html`<${Corner} icon="leave" turn onClick=${leave}>${W.leaveShort}<//>`} />
    <${Btn} kind="quiet" onClick=${other}>${W.usePhrase}<//>`;
}

/** What went wrong, else `quiet`. */
const say = (wrong, quiet) => html`<p class=${kinds("o-lock__say", wrong && "look")} role="status">${wrong || quiet}</p>`;

/** What was typed before the app had come (first.js). */
const typed = () => document.querySelector(".o-lock input")?.value ?? "";

/** `at`: the time now, again each second, for the wait after wrong tries. */
function Phrase({ said, at }) {
  const { phone, nav, view } = useOutreach();
  const [text, setText] = useState(typed);
  const [wrong, setWrong] = useState(said);
  const [until, setUntil] = useState(() => at + view.wait * 1000);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    await phone.unlock(text).catch((error) => {
      setUntil(now() + (error.seconds || 0) * 1000);
      setWrong(W.wrong);
      setBusy(false);
    });
  };
  const seconds = Math.ceil((until - at) / 1000);
  const says = seconds > 0 ? `${W.wrong} ${W.wrongWait(seconds)}` : wrong;
  return html`<form class="o-lock__form" onSubmit=${(event) => {
    event.preventDefault();
    if (text && !busy && seconds <= 0) open();
  }}>
    ${say(says, " ")}
    <${Field} label=${W.passphrase} type="password" value=${text} onInput=${setText} />
    <${Btn} kind="lamp" icon="lock" type="submit" busy=${busy} off=${!text || seconds > 0}>
      ${busy ? W.opening : W.open}<//>
    <${Btn} kind="quiet" onClick=${() => nav.open("forgot")}>${W.forgot}<//></form>`;
}

function ForgotSheet() {
  const { phone, nav } = useOutreach();
  const [failed, setFailed] = useState(false);
  const [slot, setSlot] = useState(0); // 0: all
  const workers = phone.workers();
  const wipe = () =>
    phone.forget(slot || undefined).then(
      () => nav.home(),
      () => setFailed(true),
    );
  return html`<${Sheet} title=${W.forgotTitle} foot=${html`<${Btn} icon="erase" onClick=${wipe}>${W.forgotDo}<//>
      <${Btn} kind="quiet" onClick=${nav.back}>${W.cancel}<//>`}>
    ${
      workers.length > 1 &&
      html`<${Head}>${W.shift.workers.forgetWho}<//><${Choices} label=${W.shift.workers.forgetWho} cols=${2}>
      ${workers.map(
        (worker) => html`<${Chip} key=${worker.slot} on=${slot === worker.slot} onClick=${() => setSlot(worker.slot)}>
        ${nameOf(worker)}<//>`,
      )}
      <${Chip} on=${!slot} onClick=${() => setSlot(0)}>${W.shift.workers.forgetAll}<//><//>`
    }
    <p class="o-text">${slot ? W.shift.workers.removeText : W.forgotText}</p>
    ${failed && html`<${Note} kind="clay" icon="alert" role="alert">${W.forgotFailed}<//>`}
  <//>`;
}
