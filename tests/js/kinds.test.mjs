// Records of other kinds, and forms that make two of them.
import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { begin, ready } from "./bench.mjs";
import { contact } from "./server.mjs";
import { narrative, pad } from "../../outreach/static/js/privacy/sealing.js";

const reversal = (doses = 2) => ["reversal", 1, "2026-11-20", 1, doses, "nasal", "worker", 1, "ok"];
const incident = (text = null) => ["incident", 1, "2026-11-20", 2, 1, "worker", ["threat"], [true, false, false, false], text];
const kinds = (phone) => phone.entries().map(({ kind, n, state }) => [kind, n, state]);

test("every kind is saved, corrected and voided, and the notebook tells its kind", async () => {
  const { phone, disk, server, clock } = await ready();
  await phone.startShift({ zone: 1 });
  for (const record of [contact(), reversal(), incident(), ["cleanup", 1, "2026-11-20", 2, 1, null, ["counted", 3, 3]]])
    await phone.save(record, phone.openForm());
  const [, second, third] = phone.entries();
  await phone.amend(second, reversal(4));
  await phone.voidEntry(third);
  const said = [["contact", 1, "kept"], ["reversal", 2, "kept"], ["incident", 3, "voided"], ["cleanup", 4, "kept"]];
  assert.deepEqual(kinds(phone), said);
  const again = await begin(disk, server, clock);
  await again.unlock("acorn bagel cabin denim");
  assert.deepEqual([kinds(again), again.entries()[1].record[4]], [said, 4]);
});

test("a form's two records are written together, fifty taps or one", async () => {
  const { phone, server } = await ready();
  const form = phone.openForm();
  const all = await Promise.all(Array.from({ length: 50 }, () => phone.save([contact(), reversal()], form)));
  assert.deepEqual(all[49].map(({ n }) => n), [1, 2]);
  assert.equal(all[0][0].id, form);
  assert.notEqual(all[0][1].id, form);
  await phone.sync();
  assert.deepEqual([phone.entries().length, server.stored.size, phone.view.proof.equal], [2, 2, true]);
});

test("two saves of one form with different kinds are two records", async () => {
  const { phone } = await ready();
  const form = phone.openForm();
  const [one, two] = [await phone.save(contact(), form), await phone.save(reversal(), form)];
  assert.deepEqual([one.n, two.n, one.id === two.id], [1, 2, false]);
});

test("a form's two records are both there or both not, at each step where the app may be killed", async () => {
  for (const kill of ["append", "flushed", "commit", "committed"]) {
    const { phone, disk, faults, server, clock } = await ready();
    faults.plan = (_, op) => (op === kill ? "kill" : "");
    const dead = new Promise((resolve) => (faults.onKill = () => resolve(null)));
    const saved = await Promise.race([phone.save([contact(), reversal()], phone.openForm()), dead]);
    assert.equal(saved, null);
    const again = await begin(disk, server, clock);
    assert.ok([0, 2].includes(again.view.unsent), `${kill}: ${again.view.unsent}`);
  }
});

test("both fail, both are tried again with the same bytes, and an edit amends only what was changed", async () => {
  const { phone, faults, server } = await ready();
  const form = phone.openForm();
  faults.plan = (_, op) => (op === "commit" ? "full" : "");
  await assert.rejects(phone.save([contact(1), reversal()], form), { code: "full" });
  await assert.rejects(phone.save([contact(2), reversal()], form), { code: "full" });
  faults.plan = () => "";
  assert.deepEqual((await phone.save([contact(2), reversal()], form)).map(({ n }) => n), [1, 2]);
  await phone.sync();
  assert.deepEqual([server.stored.size, phone.view.unsent, phone.entries()[0].record[7]], [3, 0, 2]);
});

test("a saved form that is saved again with other values is a correction, not a second record", async () => {
  const { phone } = await ready();
  const form = phone.openForm();
  await phone.save(contact(1), form);
  assert.equal((await phone.save(contact(5), form)).n, 1);
  assert.deepEqual([phone.entries().length, phone.entries()[0].record[7], phone.view.unsent], [1, 5, 2]);
});

test("a form left after one of its two records was saved voids only the other", async () => {
  const { phone, faults } = await ready();
  const form = phone.openForm();
  await phone.save(contact(), form);
  faults.plan = (_, op) => (op === "append" ? "full" : "");
  await assert.rejects(phone.save(reversal(), form));
  faults.plan = () => "";
  await phone.dropForm();
  assert.deepEqual([phone.view.unsent, kinds(phone)], [3, [["contact", 1, "kept"]]]);
});

test("all incidents, and amendments of incidents, look alike in length", () => {
  const texts = [null, ["5f0c7a52-3b1e-4d8a-9c47-2e6b80d1f3a9", "A".repeat(791)]];
  for (const text of texts)
    for (const record of [incident(text), ["amend", 1, "d", "i", 1, incident(text)]]) {
      assert.equal(narrative(record), true);
      assert.equal(pad(record).length, 1024);
    }
  assert.equal(pad(reversal()).length, 256);
});
