// What stands in the report of harm, as plain values, and the record made from it. No screen, no storage, no clock.
import { INCIDENT_TYPES } from "./rules.js";

export const LONGEST = 2000; // signs of the text
const MOST_BYTES = 5000; // of it as it is sealed: an envelope has room for 5 KB of text

/** An empty report: every question about sharing is answered with no until somebody says yes. */
export const emptyHarm = () => ({ types: [], about: null, consents: [false, false, false, false], story: "" });

/** The report with one kind of harm more, or less. */
export function withType(draft, type) {
  const had = draft.types.includes(type);
  return { ...draft, types: had ? draft.types.filter((one) => one !== type) : [...draft.types, type] };
}

/** The report with the answer to one question turned. A text that was typed stays in the form, unsaved, after a no. */
export const withConsent = (draft, place) => ({
  ...draft,
  consents: draft.consents.map((yes, at) => (at === place ? !yes : yes)),
});

/** A text that fits: at most LONGEST signs, fewer where each takes several bytes. */
export function clip(story) {
  let text = story.slice(0, LONGEST);
  for (let over = size(text) - MOST_BYTES; over > 0; over = size(text) - MOST_BYTES)
    text = text.slice(0, -Math.ceil(over / 6));
  return text;
}

const size = (text) => new TextEncoder().encode(JSON.stringify(text)).length;

/** Whether there is a text that is to be sealed and sent. */
export const tells = (draft) => draft.consents[0] && draft.story.trim() !== "";

/** The incident array of version 1. `sealed` is [team_key_id, b64] or null; `when` { day, part }. */
export function toIncident(draft, when, zone, sealed) {
  const types = INCIDENT_TYPES.filter((type) => draft.types.includes(type));
  const narrative = tells(draft) ? sealed : null;
  return ["incident", 1, when.day, when.part, zone, draft.about, types, [...draft.consents], narrative];
}
