// Enrolment: the link's secret goes out by POST once; nothing is stored before the organisation's key has the
// fingerprint that the link carries and the ring has its signature.

import { Coded } from "../privacy/coded.js";
import { verifyRing } from "../privacy/ring.js";
import { json } from "./rules.js";

const SAID = ["org", "device", "token", "ref_token", "signing_key", "ring", "sig", "digits"];

/** @param {"link"|"offline"|"used"|"refused"|"forged"} code */
const unless = (good, code) => {
  if (!good) throw new Coded(code);
};

/**
 * @param {string} hash "#e=<secret>&f=<fingerprint>" @param {any} network
 * @returns {Promise<{me: object, refToken: string}>} raises one of these codes
 */
export async function enrol(hash, network) {
  const [, secret, signer] = /^#?e=([\w-]+)&f=([\w-]{43})$/.exec(hash) ?? [];
  unless(signer, "link");
  const answer = await network.enrol(secret).catch(() => unless(false, "offline"));
  unless(answer.status !== 410, "used");
  const said = json(answer.text);
  unless(answer.status === 200 && said?.v === 1 && SAID.every((name) => typeof said[name] === "string"), "refused");
  const ring = await verifyRing(said, signer).catch(() => null);
  unless(ring?.org === said.org, "forged");
  const { org, device, token, signing_key, ring: bytes, sig, digits } = said;
  const me = { org, device, token, signer, signing_key, ring: bytes, sig, version: ring.version, pending: true };
  return { me: { ...me, digits, writeonly: false }, refToken: said.ref_token };
}

/** A newer ring that came with the reference data, or the one we have. @param {any} me @param {any} said */
export async function newerRing(me, { ring: bytes, sig }) {
  const next = { ...me, ring: bytes, sig };
  const ring = await verifyRing(next, me.signer, me.version).catch(() => null);
  return ring?.org === me.org && ring.version !== me.version ? { ...next, version: ring.version } : me;
}
