// Text that only the team's coordinators may read (an incident's narrative): sealed on the phone to the team key, opened
// in a coordinator's browser. The private key is made there, wrapped there under a passphrase, and never leaves it.
//
// sealed text = enc(65) ‖ HPKE ct: the same suite as for records, single shot, empty associated data;
// info = lp("outreach/team/v1") lp(org) lp(team_key_id); the plain text is JSON of one string, then spaces up to the
// next multiple of 1,024 bytes. On the wire it is [team_key_id, b64(sealed text)].

import { b64, join, lp, random, text, unb64 } from "./bytes.js";
import { aesKey, aesOpen, aesSeal, hpkeSeal, keySchedule, pad, sharedSecret } from "./sealing.js";
import { Coded } from "./coded.js";
import { MIN_ROUNDS, MIN_SIGNS, deriveKey, normalise } from "./vault.js";

const P256 = { name: "ECDH", namedCurve: "P-256" };
const ENC = 65;

/** HPKE info of the team key. @param {string} org @param {string} id of the team key */
export const teamInfo = (org, id) => lp("outreach/team/v1", org, id);

/**
 * @param {{id: string, pub: string}} key the team key of the reference data @param {string} org @param {string} said
 * @param {any} [ephemeral] only for the test vectors
 * @returns {Promise<[string, string]>} [team_key_id, b64]
 */
export async function sealForTeam(key, org, said, ephemeral = null) {
  const { enc, ct } = await hpkeSeal(unb64(key.pub), teamInfo(org, key.id), pad(said, true), ephemeral);
  return [key.id, b64(join(enc, ct))];
}

/**
 * The text, or null when it was sealed to another key, for another organisation, or was changed.
 * @param {{privateKey: CryptoKey, pub: string, org: string}} own key as `openTeamKey` gives it
 * @param {[string, string]} sealed @returns {Promise<string|null>}
 */
export async function openForTeam({ privateKey, pub, org }, [id, sealed]) {
  try {
    const bytes = unb64(sealed);
    const enc = bytes.slice(0, ENC);
    const from = await crypto.subtle.importKey("raw", enc, P256, false, []);
    const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: from }, privateKey, 256);
    const secret = await sharedSecret(new Uint8Array(bits), enc, unb64(pub));
    const { key, nonce } = await keySchedule(secret, teamInfo(org, id));
    return JSON.parse(text(await aesOpen(await aesKey(key, ["decrypt"]), nonce, bytes.slice(ENC))));
  } catch {
    return null;
  }
}

/** @typedef {{v: 1, pub: string, salt: string, rounds: number, iv: string, wrapped: string}} WrappedKey may be stored anywhere */

/**
 * A new team key under a passphrase, made in a coordinator's browser. Raises "short".
 * @param {string} passphrase at least 10 signs @param {number} rounds of PBKDF2-SHA-256
 * @returns {Promise<WrappedKey>} `pub` goes to the phones
 */
export async function makeTeamKey(passphrase, rounds = 2 * MIN_ROUNDS) {
  if (normalise(passphrase).length < MIN_SIGNS) throw new Coded("short");
  const pair = await crypto.subtle.generateKey(P256, true, ["deriveBits"]);
  const pub = b64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  const raw = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const [salt, iv, used] = [random(16), random(12), Math.max(rounds, MIN_ROUNDS)];
  const wrapped = await aesSeal(await deriveKey(passphrase, salt, used), iv, raw, lp(pub));
  raw.fill(0);
  return { v: 1, pub, salt: b64(salt), rounds: used, iv: b64(iv), wrapped: b64(wrapped) };
}

/** @param {WrappedKey} kept @param {string} passphrase @returns {Promise<CryptoKey|null>} null: not this passphrase */
export async function openTeamKey(kept, passphrase) {
  const key = await deriveKey(passphrase, unb64(kept.salt), kept.rounds);
  try {
    const raw = await aesOpen(key, unb64(kept.iv), unb64(kept.wrapped), lp(kept.pub));
    const opened = await crypto.subtle.importKey("pkcs8", raw, P256, false, ["deriveBits"]);
    raw.fill(0);
    return opened;
  } catch {
    return null;
  }
}
