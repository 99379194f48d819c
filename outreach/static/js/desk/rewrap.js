// Another passphrase for a team key: opened and wrapped again without ever becoming readable outside this function.
import { b64, lp, random, unb64 } from "../privacy/bytes.js";
import { aesSeal } from "../privacy/sealing.js";
import { deriveKey } from "../privacy/vault.js";

/**
 * @param {import("../privacy/team.js").WrappedKey} kept @param {string} before @param {string} after
 * @returns {Promise<import("../privacy/team.js").WrappedKey|null>} null: `before` is not its passphrase
 */
export async function rewrap(kept, before, after) {
  const bound = lp(kept.pub);
  const old = await deriveKey(before, unb64(kept.salt), kept.rounds);
  const how = { name: "AES-GCM", iv: unb64(kept.iv), additionalData: bound };
  const raw = await crypto.subtle.decrypt(how, old, unb64(kept.wrapped)).catch(() => null);
  if (!raw) return null;
  const [salt, iv, bytes] = [random(16), random(12), new Uint8Array(raw)];
  const wrapped = await aesSeal(await deriveKey(after, salt, kept.rounds), iv, bytes, bound);
  bytes.fill(0);
  return { ...kept, salt: b64(salt), iv: b64(iv), wrapped: b64(wrapped) };
}
