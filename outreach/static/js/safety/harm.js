// Report harm: what happened, to whom, and what may be done with it. Three steps, big buttons, no name anywhere.
import { moment, useSave } from "../contacts/saving.js";
import { SaveFoot } from "../contacts/save-foot.js";
import { useForm } from "../contacts/opened.js";
import { html, useOutreach, useRef } from "../ui/kit.js";
import { Btn, Chip, Choices, Head, Page, Row } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { Consents } from "./consents.js";
import { HarmSaved } from "./harm-saved.js";
import { emptyHarm, tells, toIncident, withType } from "./harm-draft.js";
import { INCIDENT_TYPES } from "./rules.js";

const STEPS = 3;
const ABOUT = { participant: "person", worker: "lamp", team: "people" };

export function HarmPage() {
  const { nav } = useOutreach();
  return nav.top.saved ? html`<${HarmSaved} />` : html`<${HarmForm} />`;
}

function HarmForm() {
  const app = useOutreach();
  const { nav, kept } = app;
  const { draft, put, opened } = useForm("incident", emptyHarm);
  const saving = useHarmSave(draft, opened, app);
  const step = nav.top.step ?? 1;
  const go = (to) => nav.go("harm", { form: opened.id, step: to });
  const leave = () => {
    if (saving.problem) kept.left(opened.id); // what a failed save left behind is voided
    nav.back();
  };
  const Step = [What, Whom, Consents][step - 1];
  const foot = (step !== 2 || draft.about) && html`<${Foot} ...${{ step, draft, go, saving }} />`;
  return html`<${Page} title=${W.safety.title} back=${leave} foot=${foot}
      extra=${html`<span class="o-steps-of">${W.safety.step(step, STEPS)}</span>`}>
    <${Step} draft=${draft} put=${put} go=${go} /><//>`;
}

function What({ draft, put }) {
  return html`<${Head} hint=${W.safety.whatHint}>${W.safety.what}<//>
    <${Choices} label=${W.safety.what} cols=${2}>${INCIDENT_TYPES.map(
      (type) => html`<${Chip} key=${type} kind="harm" on=${draft.types.includes(type)}
        onClick=${() => put((form) => withType(form, type))}>${W.safety.types[type]}<//>`,
    )}<//>`;
}

/** One tap chooses and goes on. */
function Whom({ draft, put, go }) {
  const choose = (about) => {
    put((form) => ({ ...form, about }));
    go(STEPS);
  };
  return html`<${Head} hint=${W.safety.whoHint}>${W.safety.who}<//>
    <div class="o-whom" role="group" aria-label=${W.safety.who}>${Object.entries(ABOUT).map(
      ([about, icon]) => html`<${Row} key=${about} kind="o-row--tall" icon=${icon} title=${W.safety.about[about]}
        sub=${W.safety.aboutHints[about]} pressed=${String(draft.about === about)} lead="next"
        onClick=${() => choose(about)} />`,
    )}</div>`;
}

function Foot({ step, draft, go, saving }) {
  if (step === 1) {
    return html`<${Btn} kind="lamp" icon="next" turn off=${!draft.types.length} onClick=${() => go(2)}>${W.safety.next}
      ${!draft.types.length && html`<span class="o-btn__more">${W.safety.choose}</span>`}<//>`;
  }
  if (step === 2) return html`<${Btn} kind="lamp" icon="next" turn onClick=${() => go(STEPS)}>${W.safety.next}<//>`;
  return html`<${SaveFoot} says=${saysSharing(draft)} saving=${saving} />`;
}

function saysSharing(draft) {
  if (tells(draft)) return W.safety.savesText;
  const yes = draft.consents.filter(Boolean).length;
  return yes ? W.safety.saves(yes) : W.safety.savesNone;
}

/** Saving: the text is sealed to the team first; a second try takes the same sealed bytes. */
function useHarmSave(draft, opened, app) {
  const { phone, nav, view } = app;
  const sealed = useRef({ story: "", bytes: null });
  const make = () => {
    const record = toIncident(draft, moment(draft, app, opened), view.shift.zone, sealed.current.bytes);
    return { record, broken: tells(draft) && !record[8] && "narrative" };
  };
  const saving = useSave(make, opened, null, () => {
    nav.home();
    nav.go("harm", { saved: true });
  });
  const save = async () => {
    const { story } = draft;
    if (tells(draft) && sealed.current.story !== story) {
      const bytes = await phone.sealForTeam(story.trim()).catch(() => null);
      sealed.current = { story, bytes };
    }
    return saving.save();
  };
  return { ...saving, save };
}

