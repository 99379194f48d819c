import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { WORDS, begin, newServer, ready } from "./bench.mjs";
import { Disk } from "./fakes.mjs";
import { contact } from "./server.mjs";

test("a phone goes from new to open", async () => {
  const server = newServer();
  const phone = await begin(new Disk(), server);
  assert.equal(phone.view.stage, "new");
  assert.deepEqual(await phone.enrol(server.link), { digits: "123456" });
  assert.deepEqual([phone.view.stage, phone.view.digits], ["digits", "123456"]);
  assert.equal(await phone.confirmed(), true);
  assert.equal(phone.view.stage, "passphrase");
  await phone.setPassphrase((await phone.offerWords()).join(" "));
  assert.equal(phone.view.stage, "open");
  assert.equal(phone.reference.zones[0].name, "Harbour");
});

test("what was saved is there after a kill, and only the passphrase opens the notebook", async () => {
  const { phone, disk, server, clock } = await ready();
  await phone.startShift({ zone: 1 });
  const saved = await phone.save(contact(3), phone.openForm());
  assert.equal(saved.n, 1);
  const again = await begin(disk, server, clock);
  assert.deepEqual([again.view.stage, again.view.unsent, again.entries().length], ["locked", 1, 0]);
  await assert.rejects(again.unlock("wrong words entirely"), { code: "wrong" });
  await again.unlock("  Acorn bagel  cabin denim ");
  assert.deepEqual(
    again.entries().map((e) => [e.n, e.record[7], e.state]),
    [[1, 3, "kept"]],
  );
  assert.equal(again.view.shift.zone, 1);
});

test("sync proves what the server holds", async () => {
  const { phone, server } = await ready();
  for (let i = 1; i <= 12; i += 1) await phone.save(contact(i), phone.openForm());
  assert.equal(await phone.sync(), true);
  const { held, total, equal } = phone.view.proof;
  assert.deepEqual([phone.view.unsent, held, total, equal], [0, 12, 12, true]);
  assert.equal(server.stored.size, 12);
});

test("fifty taps on one form make one record", async () => {
  const { phone } = await ready();
  const form = phone.openForm();
  const all = await Promise.all(Array.from({ length: 50 }, () => phone.save(contact(), form)));
  assert.deepEqual([new Set(all.map((r) => r.n)).size, phone.view.unsent], [1, 1]);
});

test("a failed save stays on the form; trying again writes the same bytes", async () => {
  const { phone, faults, server } = await ready();
  const form = phone.openForm();
  faults.plan = (_, op) => (op === "commit" ? "full" : "");
  await assert.rejects(phone.save(contact(), form), { code: "full" });
  assert.deepEqual(phone.view.problems, [{ code: "full", count: 1 }]);
  faults.plan = () => "";
  assert.equal((await phone.save(contact(), form)).n, 1);
  await phone.sync();
  assert.equal(server.stored.size, 1);
});

test("a form edited after a failed save becomes an amendment of it", async () => {
  const { phone, faults } = await ready();
  const form = phone.openForm();
  faults.plan = (_, op) => (op === "append" ? "damaged" : "");
  await assert.rejects(phone.save(contact(1), form), { code: "damaged" });
  faults.plan = () => "";
  assert.equal((await phone.save(contact(2), form)).n, 1);
  assert.deepEqual([phone.view.unsent, phone.entries()[0].record[7]], [2, 2]);
});

test("a form left after a failed save is voided with the next one", async () => {
  const { phone, faults } = await ready();
  faults.plan = (_, op) => (op === "append" ? "full" : "");
  await assert.rejects(phone.save(contact(1), phone.openForm()));
  await phone.dropForm();
  faults.plan = () => "";
  assert.equal((await phone.save(contact(5), phone.openForm())).n, 3);
  assert.deepEqual([phone.view.unsent, phone.entries().length], [3, 1]);
});

test("a PIN opens a living page; five wrong ones leave the passphrase", async () => {
  const { phone } = await ready();
  await phone.setPin("2468");
  phone.lock();
  assert.deepEqual([phone.view.stage, phone.view.pinSet, phone.reference], ["locked", true, null]);
  await phone.unlockPin("2468");
  assert.equal(phone.view.stage, "open");
  phone.lock();
  for (let i = 0; i < 4; i += 1) await assert.rejects(phone.unlockPin("1111"), { code: "pin_wrong" });
  await assert.rejects(phone.unlockPin("1111"), { code: "pin_gone" });
  await assert.rejects(phone.unlockPin("2468"), { code: "pin_gone" });
  assert.equal(phone.view.pinSet, false);
});

test("a forgotten passphrase wipes what is readable and keeps the outbox", async () => {
  const { phone, disk } = await ready();
  await phone.save(contact(), phone.openForm());
  await phone.forget();
  assert.deepEqual([phone.view.stage, phone.view.unsent], ["writeonly", 1]);
  assert.deepEqual(
    [...disk.files.keys()].filter((name) => !name.startsWith("journal")),
    [],
  );
  await phone.save(contact(), phone.openForm());
  assert.equal(phone.view.unsent, 2);
});

test("panic leaves only the sealed outbox", async () => {
  const { phone, disk } = await ready();
  await phone.save(contact(), phone.openForm());
  await phone.panic();
  assert.deepEqual(
    [...disk.files.keys()].filter((name) => !name.startsWith("journal")),
    [],
  );
  assert.equal(phone.view.unsent, 1);
});

test("corrections and voids are records of their own, and the notebook shows the outcome", async () => {
  const { phone } = await ready();
  await phone.save(contact(1), phone.openForm());
  await phone.save(contact(2), phone.openForm());
  const [first, second] = phone.entries();
  await phone.amend(first, contact(9));
  await phone.voidEntry(second);
  assert.deepEqual(
    phone.entries().map((e) => [e.record[7], e.state]),
    [
      [9, "kept"],
      [2, "voided"],
    ],
  );
  assert.equal(phone.view.unsent, 4);
});

test("practice never makes a record", async () => {
  const { phone } = await ready();
  phone.practice(true);
  await phone.save(contact(), phone.openForm());
  assert.deepEqual([phone.view.unsent, phone.entries()[0].practice], [0, true]);
});

test("without OPFS there is no notebook, and saving works", async () => {
  const { phone } = await ready(newServer(), { opfs: false });
  await phone.save(contact(), phone.openForm());
  assert.deepEqual([phone.view.unsent, phone.view.notebook, phone.entries().length], [1, false, 0]);
});

test("the notebook is unlinked at the end of the shift and after twelve hours", async () => {
  const { phone, disk, server, clock } = await ready();
  await phone.save(contact(), phone.openForm());
  await phone.idle();
  assert.ok(disk.files.has("notebook"));
  clock.pass(14 * 3_600_000);
  await begin(disk, server, clock);
  assert.ok(!disk.files.has("notebook"));
  await phone.save(contact(), phone.openForm());
  await phone.endShift();
  assert.ok(!disk.files.has("notebook"));
});

test("a draft is on disk within a second and comes back after unlocking", async () => {
  const { phone, disk, server, clock } = await ready();
  phone.keepDraft({ people: 4 });
  clock.pass(1000);
  await new Promise((resume) => setTimeout(resume, 20));
  const again = await begin(disk, server, clock);
  await again.unlock(WORDS);
  assert.deepEqual(again.draft(), { people: 4 });
});
