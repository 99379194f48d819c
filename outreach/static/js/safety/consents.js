// Four separate questions about what may be done with a report, all answered no at first; the text only after a yes.
import { html, Icon, useOutreach } from "../ui/kit.js";
import { Head, Note, Row } from "../ui/parts.js";
import { W } from "../ui/words.js";
import { clip, LONGEST, withConsent } from "./harm-draft.js";

const WARN_AT = 200; // signs left from which the number is shown

export function Consents({ draft, put }) {
  return html`<section class="o-script" aria-label=${W.safety.scriptTitle}><p class="o-script__title">
      <${Icon} name="talk" size="s" />${W.safety.scriptTitle}</p>
      ${W.safety.script.map((line) => html`<p key=${line}>${line}</p>`)}</section>
    <${Head}>${W.safety.mayWe}<//>
    <div class="o-card o-rows" role="group" aria-label=${W.safety.mayWe}>${W.safety.consents.map(
      (question, place) => html`<${Question} key=${place} question=${question} hint=${W.safety.consentHints[place]}
        yes=${draft.consents[place]} turn=${() => put((form) => withConsent(form, place))} />`,
    )}</div>
    ${draft.consents[0] && html`<${Story} draft=${draft} put=${put} />`}`;
}

function Question({ question, hint, yes, turn }) {
  const state = html`<span class=${yes ? "o-state o-answer is-yes" : "o-state o-answer"}>
    ${yes && html`<${Icon} name="check" size="s" />`}${yes ? W.safety.yes : W.safety.no}</span>`;
  return html`<${Row} title=${question} sub=${hint} state=${state} pressed=${yes} onClick=${turn} />`;
}

/** The text is sealed to the team's key. Without a key there is none: the phone must not keep what nobody can open. */
function Story({ draft, put }) {
  const { ref, view } = useOutreach();
  if (!ref.team_key) return html`<${Note} kind="clay" icon="lock" title=${W.safety.noKey}>${W.safety.noKeyText}<//>`;
  const left = LONGEST - draft.story.length;
  const type = ({ currentTarget }) => put((form) => ({ ...form, story: clip(currentTarget.value) }));
  return html`<label class="o-field">${W.safety.story}<span class="o-head__hint">
      ${view.practice ? W.safety.practiceText : W.safety.storyHint}</span>
    <textarea class="o-field__in o-story" rows="5" dir="auto" maxlength=${LONGEST} value=${draft.story} autocomplete="off"
      autocorrect="off" spellcheck=${false} onInput=${type}></textarea></label>
    ${left <= WARN_AT && html`<p class="o-head__hint" role="status">${W.safety.left(left)}</p>`}`;
}
