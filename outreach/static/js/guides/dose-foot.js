// Under the overdose card: one big key, "dose given", then the clock with the breathing light.
import { html, Icon, kinds, Ltr, useOutreach, useState } from "../ui/kit.js";
import { Btn } from "../ui/parts.js";
import { useClock } from "../shift/clock.js";
import { W } from "../ui/words.js";
import { breathing, doses, forget, give, stoppedAgain } from "./doses.js";

const MINUTE = 60_000;

export function Doses() {
  const { phone, look } = useOutreach();
  const state = doses(useClock());
  const [, drawAgain] = useState();
  const then = (work) => () => {
    work(phone, look);
    drawAgain({});
  };
  const View = !state ? Start : state.ended ? Ended : Running;
  return html`<div class="o-doses"><${View} state=${state} then=${then} />
    <p class="o-sr" role="status">${state && spoken(state)}</p></div>`;
}

const Start = ({ then }) => html`<${Btn} kind="ember tall" icon="s-naloxone" onClick=${then(give)}>${W.guides.doses.given}
  <span class="o-btn__more">${W.guides.doses.starts}</span><//>`;

function Running({ state, then }) {
  const words = W.guides.doses;
  const { count, left, over, since } = state;
  const seconds = over ? Math.floor(since / 1000) : Math.ceil(left / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; // "2:41"
  return html`<div class=${kinds("o-timer", over && "over")}><div class="o-breath" aria-hidden="true"></div>
      <p><strong>${over ? words.now : words.breathe}</strong>${over ? words.nowSub : html`<span
        class="o-moving">${words.breatheSub}</span><span class="o-standing">${words.breatheStill}</span>`}
        <b class="o-timer__count">${words.count(count)}</b></p>
      <span class="o-timer__time o-num" role="timer" aria-label=${over ? words.since(time) : words.left(time)}>
        <${Ltr}>${time}<//></span></div>
    <div class="o-pair">
      <${Btn} kind=${over ? "ember" : ""} icon="s-naloxone" onClick=${then(give)}>${words.again}<//>
      <${Btn} icon="check" onClick=${then(breathing)}>${words.breathing}<//></div>`;
}

function Ended({ state, then }) {
  const { nav, phone } = useOutreach();
  const words = W.guides.doses;
  const report = () => {
    forget(phone);
    nav.go("other", { kind: "reversal", preset: { doses: state.count } });
  };
  return html`<div class="o-timer o-timer--calm"><${Icon} name="g-recovery" size="xl" />
      <p><strong>${words.side}</strong>${words.sideSub}</p><b class="o-timer__count">${words.count(state.count)}</b></div>
    <div class="o-pair"><${Btn} onClick=${then(stoppedAgain)}>${words.stoppedAgain}<//>
      <${Btn} icon="pencil" onClick=${report}>${words.report}<//></div>
    <${Btn} kind="quiet" onClick=${then(forget)}>${words.close}<//>`;
}

/** What a reader hears: only when something is different, never each second. */
function spoken({ count, left, over, ended }) {
  const words = W.guides.doses;
  if (ended) return words.side;
  if (over) return words.nowSpoken;
  return left <= MINUTE ? words.minuteLeft : words.count(count);
}
