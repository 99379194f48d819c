import "./setup.mjs";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { newId } from "../../outreach/static/js/privacy/bytes.js";
import { MAX_RECORDS, Sealer } from "../../outreach/static/js/privacy/sealer.js";
import { FakeClock } from "./fakes.mjs";

const keys = JSON.parse(await readFile(new URL("../../outreach/sync/vectors/keys.json", import.meta.url), "utf8"));
const me = { org: keys.org, device: newId(), ring: keys.ring };
const WRAPPED = 65 + 48; // the part of an envelope that records of one content key share

const wrapped = ({ env }) => Buffer.from(env.subarray(0, WRAPPED)).toString("hex");
const seal = (sealer, n) => sealer.seal(me, ["void", 1, me.device, newId(), n], newId(), n);

/** How often a content key was made while `work` ran. */
async function made(work) {
  const { generateKey } = crypto.subtle;
  let count = 0;
  crypto.subtle.generateKey = (...args) => ((count += 1), generateKey.apply(crypto.subtle, args));
  try {
    await work();
  } finally {
    crypto.subtle.generateKey = generateKey;
  }
  return count;
}

test("a content key serves sixteen records", async () => {
  const sealer = new Sealer(new FakeClock());
  const all = [];
  for (let n = 1; n <= MAX_RECORDS + 1; n += 1) all.push(wrapped(await seal(sealer, n)));
  assert.equal(new Set(all.slice(0, MAX_RECORDS)).size, 1);
  assert.notEqual(all[MAX_RECORDS], all[0]);
});

test("the next content key is made after a save, so that no save waits for it", async () => {
  const clock = new FakeClock();
  const sealer = new Sealer(clock);
  for (let n = 1; n <= MAX_RECORDS; n += 1) await seal(sealer, n);
  assert.equal(await made(async () => clock.pass(1000)), 1);
  assert.equal(await made(() => seal(sealer, MAX_RECORDS + 1)), 0);
});

test("a form that opens has its content key made, once it stands", async () => {
  const clock = new FakeClock();
  const sealer = new Sealer(clock);
  assert.equal(await made(async () => sealer.prepare(me)), 0);
  assert.equal(await made(async () => clock.pass(1000)), 1);
  assert.equal(await made(() => seal(sealer, 1)), 0);
});

test("no content key outlives being forgotten, made ahead or not", async () => {
  const clock = new FakeClock();
  const sealer = new Sealer(clock);
  const first = await seal(sealer, 1);
  sealer.forget();
  sealer.prepare(me);
  clock.pass(1000);
  sealer.prepare(me);
  sealer.forget();
  assert.equal(await made(async () => clock.pass(1000)), 0);
  assert.equal(await made(() => seal(sealer, 2)), 1);
  assert.notEqual(wrapped(await seal(sealer, 3)), wrapped(first));
});

test("a key that was forgotten while a record was being sealed is not kept", async () => {
  const sealer = new Sealer(new FakeClock());
  const sealing = seal(sealer, 1);
  sealer.forget();
  assert.notEqual(wrapped(await sealing), wrapped(await seal(sealer, 2)));
});

test("after fifteen minutes another content key is used", async () => {
  const clock = new FakeClock();
  const sealer = new Sealer(clock);
  const first = await seal(sealer, 1);
  clock.pass(15 * 60_000);
  assert.notEqual(wrapped(await seal(sealer, 2)), wrapped(first));
});
