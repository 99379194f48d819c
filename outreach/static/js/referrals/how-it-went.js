// The outcome of one slip: one tap saves it, Undo takes it back. A slip that comes twice in a shift says so.
import { html, Icon, useOutreach, useRef, useState } from "../ui/kit.js";
import { Btn, Note } from "../ui/parts.js";
import { buzz } from "../ui/look.js";
import { W } from "../ui/words.js";
import { named } from "../contacts/fields.js";
import { showSlip } from "./rules.js";

const WAYS = [
  ["attended", "check"],
  ["accepted", "waiting"],
  ["declined", "close"],
  ["unknown", "info"],
];

/** The words of an outcome. */
const outcomeWords = (status) => W.referrals.back[status === "unknown" ? "unknownHow" : status];

export function HowItWent({ slip, next }) {
  const { phone, ref } = useOutreach();
  const before = kept(phone, "outcome").findLast(
    ({ record, practice }) => named(record).slip === slip && practice === phone.view.practice,
  );
  const how = before && named(before.record).status;
  const referrals = kept(phone, "contact").flatMap(({ record }) => named(record).referrals);
  const made = referrals.find((referral) => referral[1] === slip); // the phone knows those of this shift only
  const words = W.referrals.back;
  const { said, busy, failed, save, undo } = useOutcome(slip, before);
  return html`<section class="o-slip o-slip--back"><p class="o-slip__code o-num">${showSlip(slip)}</p>
      <p>${made ? words.ours(ref.referral(made[0]).name) : words.unknown}</p></section>
    ${said ? html`<${Said} said=${said} slip=${slip} undo=${before && undo} />` : before && html`<${Twice} how=${how} />`}
    <h2 class="o-head">${words.how}</h2>
    <div class="o-ways" role="group" aria-label=${words.how}>${WAYS.map(
      ([status, icon]) => html`<${Btn} key=${status} kind="start tall" icon=${icon}
      aria-pressed=${how === status} busy=${busy === status}
      onClick=${() => save(status)}>${outcomeWords(status)}<//>`,
    )}</div>
    ${failed && html`<${Note} kind="clay" icon="alert" role="alert" title=${W.notSaved}>${words.notSaved}<//>`}
    <${Btn} icon="repeat" onClick=${next}>${words.another}<//>`;
}

/** Entries of this shift that still count. */
const kept = (phone, kind) => phone.entries().filter(({ record, state }) => record[0] === kind && state === "kept");

/** { said, busy, failed, save, undo }: the first tap saves, another one corrects what was saved for this slip. */
function useOutcome(slip, before) {
  const { phone, view, look, kept } = useOutreach();
  const [state, setState] = useState({}); // said: what was just saved or taken back
  const form = useRef(null); // one form: a second try writes the same record
  const run = async (status, work) => {
    if (state.busy) return;
    const { said } = state;
    setState({ said, busy: status });
    try {
      await work();
      buzz(look, "saved");
      setState({ said: status });
    } catch {
      setState({ said, failed: true });
      buzz(look, "failed");
    }
  };
  const save = (status) =>
    run(status, async () => {
      const record = ["outcome", 1, view.shift.day, slip, status];
      if (before) return phone.amend(before, record);
      form.current ??= phone.openForm();
      kept.saved([await phone.save(record, form.current)], [record]);
      form.current = null;
      return undefined;
    });
  const undo = () => run("undone", () => phone.voidEntry(before).then(() => kept.undone()));
  return { ...state, save, undo };
}

function Said({ said, slip, undo }) {
  const words = W.referrals.back;
  const gone = said === "undone";
  return html`<div class="o-toast" role="status"><${Icon} name=${gone ? "undo" : "check"} />
    <p class="o-toast__text"><strong>${gone ? words.undone : words.saved}</strong>
      ${!gone && words.savedSub(showSlip(slip), outcomeWords(said))}</p>
    ${!gone && undo && html`<${Btn} onClick=${undo}>${W.undo}<//>`}</div>`;
}

/** The same slip again: no second reward, but the outcome may be corrected. */
const Twice = ({ how }) => html`<${Note} kind="clay" icon="alert" role="status"
  title=${W.referrals.back.already(outcomeWords(how))}>${W.referrals.back.alreadyText}<//>`;
