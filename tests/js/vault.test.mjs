import "./setup.mjs";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import {
  MIN_ROUNDS,
  calibrate,
  failed,
  makeLatch,
  makeLock,
  openFile,
  openLocks,
  sealFile,
  waitFor,
} from "../../outreach/static/js/privacy/vault.js";
import { offer, read } from "../../outreach/static/js/privacy/words.js";
import { utf8 } from "../../outreach/static/js/privacy/bytes.js";

test("never fewer than 600,000 rounds, whatever the phone's speed", async () => {
  let time = 0;
  assert.equal(await calibrate(() => (time += 10_000)), MIN_ROUNDS);
  time = 0;
  assert.ok((await calibrate(() => (time += 20))) > 2 * MIN_ROUNDS);
  assert.equal((await makeLock("ten signs at least", [], 1)).lock.rounds, MIN_ROUNDS);
});

test("only the passphrase opens; capitals and spaces do not matter", async () => {
  const locks = new Map([[1, (await makeLock("acorn bagel cabin denim", [], 1)).lock]]);
  assert.equal(await openLocks(locks, "acorn bagel cabin denims"), null);
  assert.equal((await openLocks(locks, " Acorn  Bagel cabin denim")).slot, 1);
  await assert.rejects(makeLock("too short", [], 1), { code: "short" });
});

test("six slots are tried with one stretching of the passphrase", async () => {
  const locks = new Map();
  for (let slot = 1; slot <= 6; slot += 1)
    locks.set(slot, (await makeLock(`passphrase number ${slot}`, [...locks.values()], 1)).lock);
  assert.equal(new Set([...locks.values()].map(({ salt }) => salt)).size, 1);
  assert.equal(new Set([...locks.values()].map(({ own }) => own)).size, 6);
  const real = crypto.subtle.deriveBits;
  let stretched = 0;
  crypto.subtle.deriveBits = (how, ...rest) => ((stretched += 1), real.call(crypto.subtle, how, ...rest));
  try {
    assert.equal((await openLocks(locks, "passphrase number 6")).slot, 6);
    assert.equal(await openLocks(locks, "passphrase number 7"), null);
  } finally {
    crypto.subtle.deriveBits = real;
  }
  assert.equal(stretched, 2);
});

test("a passphrase that opens another slot is refused", async () => {
  const { lock } = await makeLock("acorn bagel cabin denim", [], 1);
  await assert.rejects(makeLock("Acorn bagel cabin denim", [lock], 1), { code: "taken" });
});

test("each wrong try waits longer, and a clock set back not longer than ten minutes", () => {
  let lock = { fails: 0, until: 0 };
  const waits = [1, 2, 3, 4, 5, 6, 7].map(() => waitFor((lock = failed(lock, 1000)), 1000));
  assert.deepEqual(waits, [0, 0, 5, 30, 120, 600, 600]);
  assert.equal(waitFor(lock, -1e12), 600);
});

test("a file opens only under its own name and key, and unchanged", async () => {
  const { key } = await makeLock("acorn bagel cabin denim", [], 1);
  const { key: other } = await makeLock("acorn bagel cabin denim", [], 1);
  const sealed = await sealFile(key, "reference", utf8("zones"));
  assert.deepEqual(await openFile(key, "reference", sealed), utf8("zones"));
  for (const [k, name] of [
    [key, "draft"],
    [other, "reference"],
  ])
    assert.equal(await openFile(k, name, sealed), null);
  sealed[20] ^= 1;
  assert.equal(await openFile(key, "reference", sealed), null);
});

test("a PIN is 4 to 6 digits", async () => {
  for (const pin of ["123", "1234567", "12a4", ""])
    await assert.rejects(makeLatch(pin, {}), { code: "pin_form" });
});

test("taps on two wrong PINs at once count as two tries", async () => {
  const latch = await makeLatch("2468", {});
  await Promise.allSettled([1, 2, 3, 4, 5].map(() => latch.open("1111")));
  await assert.rejects(latch.open("2468"), { code: "pin_gone" });
});

const LIST = new URL("../../outreach/static/js/privacy/words.txt", import.meta.url);
const list = { text: () => readFile(LIST, "utf8") };

test("4,096 different words; four of them are offered", async () => {
  const all = await read(list);
  assert.equal(new Set(all).size, 4096);
  const words = await offer(4, list);
  assert.equal(words.length, 4);
  assert.ok(words.every((word) => all.includes(word)));
});
