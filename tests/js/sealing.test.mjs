import "./setup.mjs";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { b64, hex, sha256, join, text, unb64, unhex } from "../../outreach/static/js/privacy/bytes.js";
import { chooseKey, fingerprint, verifyRing } from "../../outreach/static/js/privacy/ring.js";
import {
  aesKey,
  aesSeal,
  context,
  hpkeSeal,
  info,
  keySchedule,
  pad,
  sealRecord,
  sharedSecret,
} from "../../outreach/static/js/privacy/sealing.js";

const vector = async (name) =>
  JSON.parse(await readFile(new URL(`../../outreach/sync/vectors/${name}.json`, import.meta.url), "utf8"));
const good = [...(await vector("envelopes")).good, ...(await vector("kinds"))];
const keys = await vector("keys");
const EC = { name: "ECDH", namedCurve: "P-256" };

async function pairOf(jwk) {
  const { d: _, ...open } = jwk;
  return {
    privateKey: await crypto.subtle.importKey("jwk", jwk, EC, true, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", open, EC, true, []),
  };
}

for (const e of good) {
  const binding = { v: e.v, org: e.org, keyId: e.key_id, device: e.device, id: e.id, n: e.n };
  const receiver = unb64(keys.months.find((m) => m.id === e.key_id).pub);

  test(`vector "${e.name}": context, info and padding are the published bytes`, () => {
    assert.equal(hex(context(binding)), e.context);
    assert.equal(hex(info(binding)), e.info);
    const padded = pad(JSON.parse(e.plain));
    assert.equal(padded.length, e.padded_length);
    assert.equal(text(padded).trimEnd(), e.plain);
  });

  test(`vector "${e.name}": the content key is wrapped to the published bytes`, async () => {
    const { enc, ct } = await hpkeSeal(receiver, info(binding), unb64(e.content_key), await pairOf(e.ephemeral));
    assert.equal(b64(join(enc, ct)), e.wrapped);
  });

  test(`vector "${e.name}": envelope and digest are the published bytes`, async () => {
    const content = { key: await aesKey(unb64(e.content_key)), head: unb64(e.wrapped) };
    const env = await sealRecord(content, JSON.parse(e.plain), context(binding), unb64(e.iv));
    assert.equal(b64(env), e.env);
    assert.equal(hex(await sha256(join(context(binding), env))), e.digest);
  });
}

const point = (raw) => ({ kty: "EC", crv: "P-256", x: b64(raw.slice(1, 33)), y: b64(raw.slice(33)) });

test("the vector of the HPKE working group for this suite is met, message included", async () => {
  const { hpke, encryptions } = JSON.parse(await readFile(new URL("./hpke-p256.json", import.meta.url), "utf8"));
  const pair = await pairOf({ ...point(unhex(hpke.pkEm)), d: b64(unhex(hpke.skEm)) });
  const to = await crypto.subtle.importKey("raw", unhex(hpke.pkRm), EC, false, []);
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: to }, pair.privateKey, 256));
  const secret = await sharedSecret(dh, unhex(hpke.enc), unhex(hpke.pkRm));
  assert.equal(hex(secret), hpke.shared_secret);
  const { key, nonce } = await keySchedule(secret, unhex(hpke.info));
  assert.deepEqual([hex(key), hex(nonce)], [hpke.key, hpke.base_nonce]);
  const [first] = encryptions;
  assert.equal(hex(await aesSeal(await aesKey(key), nonce, unhex(first.pt), unhex(first.aad))), first.ct);
});

test("the fingerprint of the signing key is the published one", async () => {
  assert.equal(await fingerprint(unb64(keys.signing_key)), keys.fingerprint);
});

test("the published ring is believed only under its pinned key", async () => {
  const sent = { ring: keys.ring, sig: keys.sig, signing_key: keys.signing_key };
  assert.equal((await verifyRing(sent, keys.fingerprint)).org, keys.org);
  await assert.rejects(verifyRing(sent, "A".repeat(43)), { code: "fingerprint" });
});

test("an older, a forged and a cut ring are refused", async () => {
  const { signing_key } = keys;
  const older = verifyRing({ ...keys.older, signing_key }, keys.fingerprint, 1);
  await assert.rejects(older, { code: "older" });
  await assert.rejects(verifyRing({ ...keys.forged, signing_key }, keys.fingerprint), { code: "signature" });
  await assert.rejects(verifyRing({ ring: keys.ring.slice(1), sig: keys.sig, signing_key }, keys.fingerprint));
});

const ring = {
  org: "o",
  version: 1,
  issued: "2026-11-20",
  keys: ["2026-11", "2026-12", "2027-01"].map((id) => ({ id })),
};
const chosen = [
  ["within a month", "2026-12-05", "2026-12"],
  ["on the first of a month", "2027-01-01", "2027-01"],
  ["with a clock years behind", "1970-01-01", "2026-11"],
  ["past the end", "2031-05-05", "2027-01"],
];
for (const [name, at, id] of chosen) {
  test(`the key is chosen ${name}`, () => assert.equal(chooseKey(ring, Date.parse(at)).id, id));
}
