// Enrolment: the link's secret goes out by POST once; nothing is stored before the organisation's key has the
// fingerprint that the link carries and the ring has its signature.

import { verifyRing } from "../privacy/ring.js";

export class EnrolError extends Error {
  /** @param {"link"|"offline"|"used"|"refused"|"forged"} code */
  constructor(code) {
    super(`enrolment: ${code}`);
    this.code = code;
  }
}

/** @param {string} hash "#e=<secret>&f=<fingerprint>" */
export function parseLink(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const [secret, signer] = [fields.get("e"), fields.get("f")];
  if (!secret || !/^[A-Za-z0-9_-]{43}$/.test(signer ?? "")) throw new EnrolError("link");
  return { secret, signer };
}

/**
 * @param {string} hash @param {any} network
 * @returns {Promise<{me: object, refToken: string, digits: string, name: string}>} raises EnrolError
 */
export async function enrol(hash, network) {
  const { secret, signer } = parseLink(hash);
  const answer = await network.enrol(secret).catch(() => {
    throw new EnrolError("offline");
  });
  if (answer.status === 410) throw new EnrolError("used");
  if (answer.status !== 200) throw new EnrolError("refused");
  const said = read(answer.text);
  const ring = await verifyRing(said, signer).catch(() => null);
  if (!ring || ring.org !== said.org) throw new EnrolError("forged");
  const { org, device, token, signing_key, ring: bytes, sig } = said;
  const me = { org, device, token, signer, signing_key, ring: bytes, sig, version: ring.version, pending: true };
  return { me: { ...me, digits: said.digits, writeonly: false }, refToken: said.ref_token, digits: said.digits };
}

function read(text) {
  try {
    const said = JSON.parse(text);
    const fields = ["org", "device", "token", "ref_token", "signing_key", "ring", "sig", "digits"];
    if (said.v === 1 && fields.every((name) => typeof said[name] === "string")) return said;
  } catch {
    // not JSON: answered below
  }
  throw new EnrolError("refused");
}

/** A newer ring that came with the reference data, or the one we have. @param {any} me @param {any} said */
export async function newerRing(me, said) {
  const sent = { ring: said.ring, sig: said.sig, signing_key: me.signing_key };
  const ring = await verifyRing(sent, me.signer, me.version).catch(() => null);
  if (!ring || ring.org !== me.org || ring.version === me.version) return me;
  return { ...me, ring: said.ring, sig: said.sig, version: ring.version };
}
