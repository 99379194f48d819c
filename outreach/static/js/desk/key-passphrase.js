// Changes the passphrase of a team key: the old one opens it here, the new one wraps it here.
import { rewrap } from "./rewrap.js";
import { passphraseFields, say, sendInstead } from "./new-passphrase.js";

const form = document.querySelector("[data-key]");

if (form) begin(passphraseFields(form), form.querySelector("[data-which]"), form.querySelector("[data-old]"));

function begin(fields, which, old) {
  sendInstead(form, async () => {
    const wrong = fields.problem();
    say(form, { wrong, doing: wrong ? "" : "Opening the key and wrapping it again. This takes a few seconds." });
    if (wrong) return null;
    const chosen = which.selectedOptions[0];
    const kept = await rewrap(JSON.parse(chosen.dataset.wrapped), old.value, fields.value);
    if (!kept) return say(form, { wrong: "This is not the passphrase until now. Nothing was changed." });
    fields.clear();
    old.value = "";
    return { uid: chosen.value, wrapped: JSON.stringify(kept) };
  });
}
