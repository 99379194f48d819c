// What makes a complete reversal, incident and check-in: the twins of safety/rules.py.
import { checker, day, may, must, number, one, part, several, whole, zone } from "../contacts/checks.js";

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
const TYPES = new Set(INCIDENT_TYPES);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BASE64 = /^[\w-]*$/;

/** One of these words. */
const word = (field, ...words) => one(field, new Set(words));

export const checkReversal = checker("reversal", [
  day,
  zone,
  number("doses", 0, 20),
  may(word("product", "nasal", "injectable", "both")),
  may(word("by", "participant", "worker", "other")),
  number("ambulance", 0, 2),
  may(word("outcome", "ok", "hospital", "died")),
]);

export const checkIncident = checker("incident", [
  day,
  part,
  zone,
  word("about", "participant", "worker", "team"),
  (types) => {
    several("types", TYPES)(types);
    must(types.length > 0, "types");
  },
  (yes) => must(Array.isArray(yes) && yes.length === 4 && yes.every((one) => typeof one === "boolean"), "consents"),
  may(narrative),
]);

/** [id of the team's key, the sealed text]: only when the team may read it, and padded. */
function narrative(told, _, [, , , , , , , consents]) {
  must(consents[0] === true, "narrative");
  must(Array.isArray(told) && told.length === 2, "narrative");
  const [key, sealed] = told;
  must(typeof key === "string" && UUID.test(key), "narrative");
  must(typeof sealed === "string" && BASE64.test(sealed) && sealed.length % 4 !== 1, "narrative");
  must(whole(Math.floor((sealed.length * 3) / 4), 1_024, 6_144), "narrative");
}

export const checkCheckin = checker("checkin", [day, part, zone, word("state", "missed", "safe", "help")]);
