// The two copies: a fault at every single step, damage to either copy, what is kept and what is said about it.
import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { begin, ready } from "./bench.mjs";
import { Faults } from "./fakes.mjs";
import { contact } from "./server.mjs";
import { KIND, crc32, frame, readFrames } from "../../outreach/static/js/store/frames.js";
import { utf8 } from "../../outreach/static/js/privacy/bytes.js";

const numbers = (phone) => [...phone.outbox.items.values()].map((item) => item.n).sort((a, b) => a - b);

for (const fault of ["kill", "torn"]) {
  test(`a ${fault} at every step of a save, step by step until it passes: what was acknowledged is there`, async () => {
    const { phone, disk, server, clock } = await ready();
    const acked = [(await phone.save(contact(), phone.openForm())).n];
    for (let step = 1, passed = false; !passed; step += 1) {
      const faults = new Faults((at) => (at === step + 40 ? fault : ""));
      const again = await begin(disk, server, clock, faults);
      faults.steps = 40;
      const saved = again.save(contact(), again.openForm());
      const dead = new Promise((resolve) => (faults.onKill = () => resolve(null)));
      const receipt = await Promise.race([saved, dead]);
      if (receipt) acked.push(receipt.n);
      passed = !faults.dead;
      assert.ok(step < 50);
    }
    const last = await begin(disk, server, clock);
    assert.ok(acked.every((n) => numbers(last).includes(n)));
    assert.equal(await last.sync(), true);
    assert.equal(last.view.proof.equal, true);
  });

  test(`a ${fault} at every step of forgetting loses nothing that is still needed`, async () => {
    const { phone, disk, server, clock } = await ready();
    for (let i = 0; i < 4; i += 1) await phone.save(contact(), phone.openForm());
    await phone.sync();
    for (let i = 0; i < 8; i += 1) (clock.pass(86_400_000), await phone.sync());
    server.durable = 2;
    for (let step = 1, passed = false; !passed; step += 1) {
      const faults = new Faults((at) => (at === step + 40 ? fault : ""));
      const again = await begin(disk, server, clock, faults);
      faults.steps = 40;
      const dead = new Promise((resolve) => (faults.onKill = () => resolve(null)));
      await Promise.race([again.sync(), dead]);
      passed = !faults.dead;
      assert.ok(step < 80);
    }
    const last = await begin(disk, server, clock);
    assert.deepEqual([numbers(last), last.view.problems], [[3, 4], []]);
  });
}

const HARM = {
  "the journal is gone": (disk) =>
    [...disk.files.keys()].filter((n) => n.startsWith("journal")).forEach((n) => disk.files.delete(n)),
  "the journal is cut in half": (disk) => {
    const name = [...disk.files.keys()].find((n) => n.startsWith("journal"));
    disk.files.set(name, disk.files.get(name).slice(0, disk.files.get(name).length / 2));
  },
  "a block of the journal is overwritten": (disk) => disk.files.get("journal-1").fill(0xff, 900, 964),
  "the index was handed back empty": (disk) => disk.wipeIndex(),
  "the index lost two rows": (disk) =>
    [...disk.index.items.keys()].slice(0, 2).forEach((key) => disk.index.items.delete(key)),
  "an envelope in the index was changed": (disk) => ([...disk.index.items.values()][3].env[200] ^= 1),
};
for (const [name, harm] of Object.entries(HARM)) {
  test(`${name}: all records are there, and it is said`, async () => {
    const { phone, disk, server, clock } = await ready();
    for (let i = 0; i < 10; i += 1) await phone.save(contact(), phone.openForm());
    harm(disk);
    const again = await begin(disk, server, clock);
    assert.deepEqual(numbers(again), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const codes = again.view.problems.map(({ code }) => code);
    assert.ok((codes.includes("recovered") || codes.includes("torn")) && !codes.includes("missing"), codes.join());
    assert.deepEqual((await begin(disk, server, clock)).view.problems, []);
    await again.sync();
    assert.deepEqual([again.view.unsent, server.stored.size], [0, 10]);
  });
}

test("records lost from both copies are counted and told", async () => {
  const { phone, disk, server, clock } = await ready();
  for (let i = 0; i < 5; i += 1) await phone.save(contact(), phone.openForm());
  const victim = [...disk.index.items.keys()][1];
  disk.index.items.delete(victim);
  const bytes = disk.files.get("journal-1");
  const place = Buffer.from(bytes).indexOf(victim.split(".")[2]);
  bytes.fill(0, place, place + 8);
  const again = await begin(disk, server, clock);
  assert.deepEqual(
    again.view.problems.map(({ code, count }) => [code, count]),
    [
      ["missing", 1],
      ["torn", 1],
    ],
  );
  assert.equal((await again.save(contact(), again.openForm())).n, 6);
});

test("a write that never answers is given up after five seconds, and the form stays", async () => {
  const { phone, faults, clock } = await ready();
  const asked = new Promise((resume) => {
    faults.plan = (_, op) => (op === "commit" ? (setImmediate(resume), "slow") : "");
  });
  const saved = phone.save(contact(), phone.openForm());
  await asked;
  clock.pass(5001);
  await assert.rejects(saved, { code: "slow" });
});

test("a dead handle is opened again, at most three times", async () => {
  const { phone, faults } = await ready();
  let left = 2;
  faults.plan = (_, op) => (op === "append" && left-- > 0 ? "damaged" : "");
  assert.equal((await phone.save(contact(), phone.openForm())).n, 1);
});

test("CRC-32 is the usual one", () => assert.equal(crc32(utf8("123456789")), 0xcbf43926));

test("frames are read up to a torn one, and past a damaged one", () => {
  const parts = ["one", "two", "three"].map((word) => frame(KIND.item, utf8(word)));
  const whole = Buffer.concat(parts);
  assert.equal(readFrames(new Uint8Array(whole)).frames.length, 3);
  for (let cut = 0; cut < whole.length; cut += 1) {
    const { frames, good, torn } = readFrames(new Uint8Array(whole.subarray(0, cut)));
    assert.equal(good + torn, cut);
    assert.equal(
      frames.length,
      [0, 1, 2].filter((i) => parts.slice(0, i + 1).reduce((n, p) => n + p.length, 0) <= cut).length,
    );
  }
  for (let at = 0; at < whole.length; at += 1) {
    const harmed = new Uint8Array(whole);
    harmed[at] ^= 0x10;
    assert.equal(readFrames(harmed).frames.length, 2);
  }
});
