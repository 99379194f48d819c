// The alarm of the check-in, over everything else. On an open phone it asks and offers help; on a locked or left one
// it is a plain clock with one word, so that nobody who looks learns what it is.
import { html, Icon, useFocus, useLayoutEffect, useOutreach, useRef } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { bigTime, clockDay, clockTime } from "../ui/moment.js";
import { W } from "../ui/words.js";
import { useClock } from "./clock.js";

/** Numbers of the setting "Lead: 0470 00 00 00; Emergency: 112" as [[name, number], …]. */
export const numbersOf = (text = "") =>
  text.split(";").flatMap((one) => {
    const [, ...found] = /^\s*(.*?)\s*:\s*(\+?[\d ()/.-]{2,}?)\s*$/.exec(one) ?? [];
    return found.length ? [found] : [];
  });

export function CheckinAlarm() {
  const { checkin, view, away } = useOutreach();
  const { due, help } = checkin.view;
  if (!due) return null;
  const open = view.stage === "open" && !away && view.shift;
  return html`<${Over} key=${open ? "open" : "shut"} plain=${!open}>
    ${open ? (help ? html`<${Help} />` : html`<${Ask} />`) : html`<${Plain} />`}<//>`;
}

/** A dialog over pages and sheets. A browser closes it at the second Escape or back key; then it opens again. */
function Over({ plain, children }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return html`<dialog class=${plain ? "o-alarm o-alarm--plain" : "o-alarm"} ref=${box} aria-labelledby="alarm-title"
    onCancel=${(event) => event.preventDefault()} onClose=${() => box.current?.showModal()}>${children}</dialog>`;
}

/** What a reader begins with. */
const Title = ({ look = "o-alarm__big", children }) =>
  html`<h2 class=${look} id="alarm-title" tabindex="-1" ref=${useFocus()}>${children}</h2>`;

function Ask() {
  const { checkin, view } = useOutreach();
  const { next, missed } = checkin.view;
  const words = W.shift.checkin;
  return html`<div class="o-alarm__top"><${Icon} name="waiting" size="xl" />
      <${Title}>${words.ask}<//>
      <p class="o-text">${words.askText(clockTime(next))}</p>
      ${missed && html`<${Note} kind="clay" icon="alert" role="status">${words.missed}<//>`}</div>
    <${Btn} icon="call" kind="tall" onClick=${() => checkin.askHelp(view.shift)}>${words.need}<//>
    <${Btn} kind="lamp huge" icon="check" onClick=${() => checkin.fine()}>${words.fine}<//>`;
}

function Help() {
  const { checkin, ref } = useOutreach();
  const words = W.shift.checkin;
  const numbers = numbersOf(ref.own.calls);
  const emergency = ref.emergency_number;
  if (emergency && !numbers.some(([, number]) => number === emergency)) numbers.push([words.emergency, emergency]);
  return html`<div class="o-alarm__top"><${Title}>${words.helpTitle}<//>
      ${numbers.map(
        ([name, number]) => html`<a class="o-btn o-btn--start o-btn--call" key=${number}
        href=${`tel:${number.replace(/[^+\d]/g, "")}`}><${Icon} name="call" /><span class="o-btn__two"><span>${name}</span>
        <span class="o-btn__more o-num" dir="ltr">${number}</span></span></a>`,
      )}
      ${!numbers.length && html`<p class="o-text">${words.noNumbers}</p>`}
      <p class="o-text o-text--quiet">${words.helpText}</p></div>
    <${Btn} onClick=${() => checkin.putAside(true)}>${words.aside}<//>
    <${Btn} kind="lamp" icon="check" onClick=${() => checkin.fine()}>${words.safeNow}<//>`;
}

/** The clock with "Check": one tap says "fine". Nothing else can be read or done here. */
function Plain() {
  const { checkin } = useOutreach();
  const at = useClock();
  return html`<div class="o-alarm__top"><p class="o-alarm__time o-num">${bigTime(at)}</p><p>${clockDay(at)}</p></div>
    <${Title} look="o-sr">${W.clock}<//>
    <button type="button" class="o-alarm__check" onClick=${() => checkin.fine()}>${W.shift.checkin.check}</button>`;
}
