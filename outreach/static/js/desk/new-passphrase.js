// The fields of a new passphrase on the desk: they have no name, so that no form ever sends them.
import { offer } from "../privacy/words.js";

export const LEAST = 16;

const WORDS = 6; // 72 bits: the wrapped key lies on the server, and may be tried there for years

/** Finds the fields of a form and makes its "offer words" button work. */
export function passphraseFields(form) {
  const found = (name) => form.querySelector(`[data-${name}]`);
  const fields = { new: found("new"), again: found("again"), kept: found("kept") };
  found("offer").addEventListener("click", async () => {
    found("words").textContent = (await offer(WORDS)).join(" ");
  });
  return {
    /** What is to be mended before the passphrase can be used; "" when nothing is. */
    problem() {
      if (fields.new.value.trim().length < LEAST) return `Use at least ${LEAST} signs, for example six words.`;
      if (fields.new.value !== fields.again.value) return "The two are not the same. Type the passphrase once more.";
      if (!fields.kept.checked) return "First make sure that it is not lost, and tick the box.";
      return "";
    },
    get value() {
      return fields.new.value;
    },
    clear() {
      for (const field of [fields.new, fields.again]) field.value = "";
      found("words").textContent = "";
    },
  };
}

/** Shows what is wrong (an alert) or what is being done (a status); "" takes it away. */
export function say(form, { wrong = "", doing = "" }) {
  const alert = form.querySelector("[data-wrong]");
  alert.textContent = wrong;
  alert.hidden = !wrong;
  form.querySelector("[data-said]").textContent = doing;
}

/** Runs `work` once at a time when the form is sent; what it gives is put into the hidden fields and sent. */
export function sendInstead(form, work) {
  let running = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    const made = await work().catch(() => {
      say(form, { wrong: "This browser could not do it. Reload the page and try again; nothing was changed." });
      return null;
    });
    running = false;
    if (!made) return;
    for (const [name, value] of Object.entries(made)) form.elements.namedItem(name).value = value;
    form.submit();
  });
}
