// Several workers on one phone: each with an own passphrase, notebook, draft, PIN and shift.
import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { WORDS, begin, ready } from "./bench.mjs";
import { contact } from "./server.mjs";
import { b64, join, random, utf8 } from "../../outreach/static/js/privacy/bytes.js";
import { deriveKey, fileKey, sealFile } from "../../outreach/static/js/privacy/vault.js";
import { KIND, frame, packed } from "../../outreach/static/js/store/frames.js";

const SECOND = "ember falcon glove hinge";
const THIRD = "igloo jacket kettle lemon";

async function shared() {
  const made = await ready();
  await made.phone.startShift({ zone: 1 });
  await made.phone.save(contact(1), made.phone.openForm());
  await colleague(made.phone, SECOND);
  return made;
}
const colleague = (phone, words) => phone.inviteWorker().then(() => phone.setPassphrase(words));
const mine = (phone) => phone.workers().find((one) => one.mine).slot;
const people = (phone) => phone.entries().map((entry) => entry.record[7]);
const own = (disk) => [...disk.files.keys()].filter((name) => !name.startsWith("journal")).sort();

test("the new worker is in, reads the lists, and sees nothing of the colleague", async () => {
  const { phone } = await shared();
  assert.deepEqual([phone.view.stage, mine(phone), phone.view.shift, people(phone)], ["open", 2, null, []]);
  assert.equal(phone.reference.zones[0].name, "Harbour");
  assert.deepEqual(phone.workers(), [
    { slot: 1, mine: false, shiftOpen: true, pinSet: false },
    { slot: 2, mine: true, shiftOpen: false, pinSet: false },
  ]);
});

test("each has an own shift and notebook; the outbox is one", async () => {
  const { phone, disk, server, clock } = await shared();
  await phone.startShift({ zone: 1, setting: "van" });
  await phone.save(contact(2), phone.openForm());
  const again = await begin(disk, server, clock);
  await again.unlock(WORDS);
  assert.deepEqual([mine(again), people(again), again.view.unsent], [1, [1], 2]);
  again.lock();
  await again.unlock(SECOND);
  assert.deepEqual([mine(again), people(again), again.view.shift.setting], [2, [2], "van"]);
});

test("the end of one worker's shift leaves the colleague's", async () => {
  const { phone, disk } = await shared();
  await phone.startShift({ zone: 1 });
  await phone.save(contact(2), phone.openForm());
  await phone.endShift();
  assert.deepEqual(own(disk).filter((name) => name.startsWith("notebook")), ["notebook"]);
  phone.lock();
  await phone.unlock(WORDS);
  assert.deepEqual(people(phone), [1]);
});

test("each has an own draft", async () => {
  const { phone, disk, server, clock } = await shared();
  phone.keepDraft({ of: "second" });
  phone.lock();
  await phone.unlock(WORDS);
  assert.equal(phone.draft(), null);
  phone.keepDraft({ of: "first" });
  phone.lock();
  const again = await begin(disk, server, clock);
  await again.unlock(SECOND);
  assert.deepEqual(again.draft(), { of: "second" });
});

test("each has an own PIN; the lock asks for that of whoever was in last", async () => {
  const { phone } = await shared();
  await phone.setPin("2222");
  phone.lock();
  await phone.unlock(WORDS);
  assert.equal(phone.view.pinSet, false);
  await phone.setPin("1111");
  phone.lock();
  await assert.rejects(phone.unlockPin("2222"), { code: "pin_wrong" });
  await phone.unlockPin("1111");
  assert.equal(mine(phone), 1);
  phone.lock();
  await phone.unlockPin("2222", 2);
  assert.equal(mine(phone), 2);
});

test("while a colleague chooses a passphrase nothing of the first worker is open, and a lock ends it", async () => {
  const { phone } = await ready();
  await phone.startShift({ zone: 1 });
  await phone.save(contact(), phone.openForm());
  await phone.inviteWorker();
  assert.deepEqual([phone.view.stage, phone.view.inviting, phone.entries(), phone.reference], ["passphrase", true, [], null]);
  phone.lock();
  assert.equal(phone.view.stage, "locked");
  await assert.rejects(colleague(phone, SECOND), { code: "wrong" });
});

test("a passphrase that is in use, too short, or one worker too many is refused", async () => {
  const { phone } = await ready();
  await assert.rejects(colleague(phone, WORDS), { code: "taken" });
  await assert.rejects(phone.setPassphrase("short"), { code: "short" });
  for (let i = 2; i <= 6; i += 1) {
    await phone.setPassphrase(`passphrase number ${i}`);
    if (i < 6) await phone.inviteWorker();
  }
  await assert.rejects(colleague(phone, "passphrase number 7"), { code: "many" });
});

test("wrong tries count once for the phone, whoever they were meant for, and over a restart", async () => {
  const { phone, disk, server, clock } = await shared();
  phone.lock();
  for (let i = 0; i < 3; i += 1) await assert.rejects(phone.unlock("wrong words entirely"), { code: "wrong" });
  await assert.rejects(phone.unlock(SECOND), { code: "wait" });
  const again = await begin(disk, server, clock);
  assert.equal(again.view.wait, 5);
  clock.pass(5000);
  await again.unlock(SECOND);
  assert.equal(again.view.wait, 0);
});

test("a forgotten passphrase takes only its own worker's notebook", async () => {
  const { phone, disk } = await shared();
  await phone.startShift({ zone: 1 });
  phone.lock();
  await phone.forget(1);
  assert.deepEqual([phone.view.stage, phone.view.unsent, phone.workers().map(({ slot }) => slot)], ["locked", 1, [2]]);
  assert.ok(!own(disk).some((name) => /^(vault|shared|notebook|draft)-?\d*$/.test(name)), own(disk).join());
  await assert.rejects(phone.unlock(WORDS), { code: "wrong" });
  await phone.unlock(SECOND);
  assert.equal(phone.reference.zones[0].name, "Harbour");
});

test("a worker's place is given to the next one, who reads nothing of before", async () => {
  const { phone } = await shared();
  await phone.forget(1);
  await colleague(phone, THIRD);
  assert.deepEqual([mine(phone), people(phone), phone.reference.zones.length], [1, [], 1]);
});

test("the last worker who forgets leaves a write-only phone", async () => {
  const { phone } = await shared();
  await phone.forget(2);
  await phone.forget(1);
  assert.deepEqual([phone.view.stage, phone.view.unsent], ["writeonly", 1]);
});

for (const way of ["panic", "forget"]) {
  test(`${way} leaves nothing that any of them could read`, async () => {
    const { phone, disk } = await shared();
    await phone.startShift({ zone: 1 });
    phone.keepDraft({ note: 1 });
    phone.lock();
    await assert.rejects(phone.unlock("wrong words entirely"));
    await phone[way]();
    assert.deepEqual(own(disk), way === "forget" ? ["last-1"] : []);
    assert.equal(phone.view.unsent, 1);
  });
}

test("what a worker wants to find again is found again, by that worker only", async () => {
  const { phone, disk, server, clock } = await shared();
  await phone.keepUsual({ zone: 1, load: { NS01: 50 } });
  const again = await begin(disk, server, clock);
  await again.unlock(SECOND);
  assert.deepEqual(again.usual, { zone: 1, load: { NS01: 50 } });
  again.lock();
  assert.equal(again.usual, null);
  await again.unlock(WORDS);
  assert.equal(again.usual, null);
  await again.forget(2);
  assert.ok(!own(disk).some((name) => name.startsWith("usual")));
});

test("a lock in the middle of an unlocking wins", async () => {
  const { phone } = await shared();
  phone.lock();
  const opening = phone.unlock(WORDS);
  await Promise.resolve().then(() => {}); // it has begun
  phone.quickExit();
  await assert.rejects(opening, { code: "stopped" });
  assert.equal(phone.view.stage, "locked");
});

/** The disk of a phone as it was before workers shared one: everything under one data key. */
async function asBefore(disk) {
  const [salt, iv, raw] = [random(16), random(12), random(32)];
  const kek = await deriveKey(WORDS, salt, 600_000);
  const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, kek, raw));
  const lock = { v: 1, salt: b64(salt), rounds: 600_000, iv: b64(iv), wrapped: b64(wrapped), fails: 1, until: 0 };
  const key = await fileKey(raw);
  const put = async (name, value) => disk.files.set(`${name}-1`, await sealFile(key, name, utf8(value)));
  for (const name of own(disk)) disk.files.delete(name);
  disk.files.set("vault-1", utf8(JSON.stringify(lock)));
  await put("access", "ref");
  await put("reference", JSON.stringify({ data: { v: 1, zones: [{ id: 1, name: "Harbour" }], settings: {} }, etag: "e1" }));
  const entry = { id: "x", n: 0, device: "", record: contact(7), state: "kept", practice: true };
  const sealed = await sealFile(key, "notebook", utf8(JSON.stringify({ entry })));
  const head = frame(KIND.begin, packed({ v: 1, expires: Date.UTC(2026, 10, 21, 8) }));
  disk.files.set("notebook", join(head, frame(KIND.entry, sealed)));
}

test("a phone of before is upgraded by its worker's next unlocking, and takes a colleague", async () => {
  const { disk, server, clock } = await ready();
  await asBefore(disk);
  const phone = await begin(disk, server, clock);
  await phone.unlock(WORDS);
  assert.deepEqual([people(phone), phone.entries()[0].kind, phone.ref.token], [[7], "contact", "ref"]);
  await colleague(phone, SECOND);
  const again = await begin(disk, server, clock);
  await again.unlock(SECOND);
  assert.deepEqual([again.ref.token, again.reference.zones[0].name], ["ref", "Harbour"]);
  again.lock();
  await again.unlock(WORDS);
  assert.deepEqual([again.ref.token, people(again)], ["ref", [7]]);
});
