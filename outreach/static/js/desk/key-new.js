// Makes a team key: in this browser, wrapped in this browser. What is sent is its public half and the wrapped one.
import { newId } from "../privacy/bytes.js";
import { makeTeamKey, openTeamKey } from "../privacy/team.js";
import { passphraseFields, say, sendInstead } from "./new-passphrase.js";

const form = document.querySelector("[data-key]");
const fields = passphraseFields(form);

sendInstead(form, async () => {
  const wrong = fields.problem();
  say(form, { wrong, doing: wrong ? "" : "Making the key. This takes a few seconds." });
  if (wrong) return null;
  const kept = await makeTeamKey(fields.value);
  if (!(await openTeamKey(kept, fields.value))) throw new Error("the key does not open again");
  fields.clear();
  return { uid: newId(), wrapped: JSON.stringify(kept) };
});
