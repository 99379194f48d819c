// What makes a complete reversal, incident and check-in: the twins of safety/rules.py.
import { checkDay, checker, checkPart, checkSeveral, checkZone, must, oneOf, oneOrNone, whole } from "../contacts/checks.js";

export const INCIDENT_TYPES = [
  "violence",
  "sexual_violence",
  "threat",
  "robbery",
  "police_stop",
  "arrest",
  "discrimination",
  "needlestick",
  "client_refused_pay",
  "stalking",
  "other",
];
const PRODUCTS = new Set(["nasal", "injectable", "both"]);
const BY = new Set(["participant", "worker", "other"]);
const OUTCOMES = new Set(["ok", "hospital", "died"]);
const ABOUT = new Set(["participant", "worker", "team"]);
const TYPES = new Set(INCIDENT_TYPES);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BASE64 = /^[\w-]*$/;
const STATES = new Set(["missed", "safe", "help"]);

export const checkReversal = checker("reversal", 9, (record, known) => {
  const [, , day, zone, doses, product, by, ambulance, outcome] = record;
  checkDay(day, known);
  checkZone(zone, known);
  must(whole(doses, 0, 20), "doses");
  must(oneOrNone(PRODUCTS, product), "product");
  must(oneOrNone(BY, by), "by");
  must(whole(ambulance, 0, 2), "ambulance");
  must(oneOrNone(OUTCOMES, outcome), "outcome");
});

export const checkIncident = checker("incident", 9, (record, known) => {
  const [, , day, part, zone, about, types, consents, narrative] = record;
  checkDay(day, known);
  checkPart(part);
  checkZone(zone, known);
  must(oneOf(ABOUT, about), "about");
  checkSeveral(types, TYPES, "types");
  must(types.length > 0, "types");
  must(Array.isArray(consents) && consents.length === 4 && consents.every((yes) => typeof yes === "boolean"), "consents");
  if (narrative !== null) checkNarrative(narrative, consents);
});

/** [id of the team's key, the sealed text]: only when the team may read it, and padded. */
function checkNarrative(narrative, consents) {
  must(consents[0] === true, "narrative");
  must(Array.isArray(narrative) && narrative.length === 2, "narrative");
  const [key, sealed] = narrative;
  must(typeof key === "string" && UUID.test(key), "narrative");
  must(typeof sealed === "string" && BASE64.test(sealed) && sealed.length % 4 !== 1, "narrative");
  must(whole(Math.floor((sealed.length * 3) / 4), 1_024, 6_144), "narrative");
}

export const checkCheckin = checker("checkin", 6, ([, , day, part, zone, state], known) => {
  checkDay(day, known);
  checkPart(part);
  checkZone(zone, known);
  must(oneOf(STATES, state), "state");
});
