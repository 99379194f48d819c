// End of shift: what was done, the bag counted against it, what waits, and the notebook goes. Nothing here is a must.
import { html, Icon, useOutreach, useState } from "../ui/kit.js";
import { Btn, Head, Note, Page } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { NumberSheet } from "../supplies/amount-sheet.js";
import { amountsWith, bagOf, bagRows, count, expected, isLoaded, shiftRecord } from "./bag-sums.js";
import { CountRow, useCounts } from "./counts.js";
import { fact } from "./facts.js";

export function EndPage() {
  const { phone, view, nav, ref } = useOutreach();
  const [counts, put] = useCounts();
  const [typing, setTyping] = useState(null);
  const sums = count(phone.entries());
  const bag = bagOf(view.shift);
  const rows = view.notebook && isLoaded(bag) ? bagRows(bag, sums.items) : [];
  const open = rows.filter(({ item }) => !counts[item]);
  const closing = useClosing(() => shiftRecord(view.shift, rows, counts));
  const right = () => put(Object.fromEntries(open.map((row) => [row.item, { n: expected(row), why: null }])));
  const typed = rows.find(({ item }) => item === typing);
  const type = (n) => {
    put({ [typing]: { n, why: counts[typing]?.why ?? null } });
    setTyping(null);
  };
  return html`<${Page} title=${W.endShift} back=${nav.back}
      foot=${html`<${Foot} open=${open.length} all=${rows.length} right=${right} closing=${closing} />`}>
      <${Sums} sums=${sums} />
      ${
        rows.length > 0
          ? html`<${Head} hint=${W.shift.end.hint}>${W.shift.end.title}<//><div class="o-card o-steps">${rows.map(
              (row) => html`<${CountRow} key=${row.item} row=${row} count=${counts[row.item]}
              put=${(one) => put({ [row.item]: one })} type=${() => setTyping(row.item)} />`,
            )}</div>`
          : html`<${Given} sums=${sums} loaded=${isLoaded(bag)} />`
      }
      <div class="o-card o-rows">${waiting(view)}</div>
      <${Heavy} />
    <//>
    ${
      typed &&
      html`<${NumberSheet} title=${ref.item(typing).short} had=${counts[typing]?.n ?? 0} onClose=${() => setTyping(null)}
      amounts=${amountsWith(ref.item(typing).step, expected(typed))} done=${type} />`
    }`;
}

/** Saves the record of the shift, then closes it. What cannot be saved does not keep anybody here. */
function useClosing(record) {
  const { phone, view, nav, kept } = useOutreach();
  const [form] = useState(() => phone.openForm()); // a second try writes the same bytes
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    setBusy(true);
    await phone.endShift();
    kept.forget();
    nav.home();
  };
  const close = async () => {
    setBusy(true);
    try {
      if (!view.practice) await phone.save(record(), form);
    } catch {
      setFailed(true);
      return setBusy(false);
    }
    return leave();
  };
  return { busy, failed, close, leave };
}

/** The lamp is the next thing to do; beside it there is always a way to close at once. */
function Foot({ open, all, right, closing }) {
  const { view } = useOutreach();
  const { busy, failed, close, leave } = closing;
  const words = W.shift.end;
  const pair = (first, second) => html`<div class="o-pair">${first}${second}</div>`;
  if (failed) {
    return html`<${Note} kind="clay" icon="alert" role="alert" title=${W.notSaved}>${words.failed}<//>
      ${pair(
        html`<${Btn} busy=${busy} onClick=${leave}>${words.without}<//>`,
        html`<${Btn} kind="lamp half" icon="repeat" busy=${busy} onClick=${close}>${W.tryHere}<//>`,
      )}`;
  }
  if (!open) {
    return html`<${Btn} kind="lamp" icon="lock" busy=${busy} onClick=${close}>${words.close}
      <span class="o-btn__more">${view.notebook ? words.closeSub : ""}</span><//>`;
  }
  return pair(
    html`<${Btn} busy=${busy} onClick=${close}>${open === all ? words.without : words.withoutSome(open)}<//>`,
    html`<${Btn} kind="lamp half" icon="check" onClick=${right}>${open === all ? words.allRight : words.restRight}<//>`,
  );
}

const Sums = ({ sums }) => html`<section class="o-lines" aria-label=${W.tonightTitle}>${[
  [sums.contacts, W.contactsWord],
  [sums.people, W.peopleWord],
  [sums.slips, W.slipsWord],
].map(([n, word]) => html`<div><b class="o-num">${n}</b>${word(n)}</div>`)}</section>`;

/** Without a bag, or without a notebook, there is nothing to count; what was given is still told. */
function Given({ sums, loaded }) {
  const { view, ref } = useOutreach();
  const words = W.shift.end;
  if (!view.notebook) return html`<${Note} icon="info" title=${words.blindTitle}>${words.blind}<//>`;
  const items = Object.entries(sums.items).sort((a, b) => b[1] - a[1]);
  const lines = [
    ...items.map(([code, n]) => [ref.item(code).icon, ref.item(code).short, n]),
    ["returned", W.needlesBack, sums.back],
    ["s-sharps", words.cleanup, sums.cleaned],
  ].filter(([, , n]) => n > 0);
  return html`<${Head}>${W.given}<//>
    <div class="o-card o-rows">${lines.map(
      ([icon, name, n]) => html`<p class="o-given" key=${name}><${Icon} name=${icon} /><span>${name}</span>
        <b class="o-num">${n}</b></p>`,
    )}
      ${!lines.length && html`<p class="o-given">${W.nothingGiven}</p>`}</div>
    ${!loaded && html`<p class="o-text o-text--quiet">${words.noBag}</p>`}`;
}

const waiting = ({ unsent, proof }) =>
  unsent
    ? fact("phone", W.waitSealed(unsent), W.waitSealedSub, "ok", W.safeWord)
    : fact("proof", proof ? W.allSent : W.nothingToSend, proof && W.allSentSub, "ok", W.safeWord);

function Heavy() {
  const { nav, ref } = useOutreach();
  const code = ["breathing", "grounding", "stress"].find((one) => ref.guides?.some((guide) => guide.code === one)); // approved
  if (!code) return null;
  return html`<button type="button" class="o-note o-note--lilac" onClick=${() => nav.go("guide", { code })}>
    <${Icon} name="g-calm" /><span><strong>${W.shift.end.heavy}</strong>${W.shift.end.heavyText}</span>
    <${Icon} name="next" turn /></button>`;
}
