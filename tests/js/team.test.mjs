import "./setup.mjs";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { ready } from "./bench.mjs";
import { hex } from "../../outreach/static/js/privacy/bytes.js";
import {
  makeTeamKey,
  openForTeam,
  openTeamKey,
  sealForTeam,
  teamInfo,
} from "../../outreach/static/js/privacy/team.js";
import { pad } from "../../outreach/static/js/privacy/sealing.js";

const vector = JSON.parse(await readFile(new URL("./team-text.json", import.meta.url), "utf8"));
const EC = { name: "ECDH", namedCurve: "P-256" };
const { d: _, ...open } = vector.ephemeral;
const ephemeral = {
  privateKey: await crypto.subtle.importKey("jwk", vector.ephemeral, EC, true, ["deriveBits"]),
  publicKey: await crypto.subtle.importKey("jwk", open, EC, true, []),
};
const privateKey = await crypto.subtle.importKey("jwk", vector.private, EC, false, ["deriveBits"]);
const own = { privateKey, pub: vector.pub, org: vector.org };

test("info of the team key is the published bytes", () => {
  assert.equal(hex(teamInfo(vector.org, vector.id)), vector.info);
});

for (const { name, text, padded_length, sealed, by_python } of vector.cases) {
  test(`team text "${name}": sealed to the published bytes, opened from ours and from Python's`, async () => {
    assert.equal(pad(text, true).length, padded_length);
    assert.deepEqual(await sealForTeam(vector, vector.org, text, ephemeral), [vector.id, sealed]);
    for (const said of [sealed, by_python]) assert.equal(await openForTeam(own, [vector.id, said]), text);
  });
}

test("a text sealed twice is never the same bytes", async () => {
  const [one, two] = [await sealForTeam(vector, vector.org, "x"), await sealForTeam(vector, vector.org, "x")];
  assert.notEqual(one[1], two[1]);
});

test("another key, organisation or byte opens nothing", async () => {
  const [{ sealed }] = vector.cases;
  assert.equal(await openForTeam(own, ["another-key", sealed]), null);
  assert.equal(await openForTeam({ ...own, org: "another" }, [vector.id, sealed]), null);
  assert.equal(await openForTeam(own, [vector.id, `${sealed.slice(0, 200)}AA${sealed.slice(202)}`]), null);
});

test("a team key opens only with its passphrase, and opens what was sealed to it", async () => {
  await assert.rejects(makeTeamKey("too short"), { code: "short" });
  const kept = await makeTeamKey("acorn bagel cabin denim", 1);
  assert.equal(await openTeamKey(kept, "acorn bagel cabin denims"), null);
  const mine = { privateKey: await openTeamKey(kept, "Acorn bagel cabin denim"), pub: kept.pub, org: "o" };
  assert.equal(await openForTeam(mine, await sealForTeam({ id: "k", pub: kept.pub }, "o", "told")), "told");
});

test("the phone seals a text to the team key that came with the reference data, and says when there is none", async () => {
  const { phone } = await ready();
  await assert.rejects(phone.sealForTeam("x"), { code: "no_team_key" });
  phone.ref.data.team_key = { id: vector.id, pub: vector.pub };
  const sealed = await phone.sealForTeam("a van without plates");
  const key = { ...own, org: phone.me.org };
  assert.deepEqual([sealed[0], await openForTeam(key, sealed)], [vector.id, "a van without plates"]);
});
