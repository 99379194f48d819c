// What a browser may erase by itself, and what was lost, said with numbers.
import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { begin, ready } from "./bench.mjs";
import { contact } from "./server.mjs";
import { isWebKit, keeping } from "../../outreach/static/js/store/keeping.js";

const DAY = 86_400_000;
const noon = new Date(2026, 10, 20, 12).getTime();
const lost = (phone) => phone.view.problems.find(({ code }) => code === "lost")?.count ?? 0;

test("an app on the home screen, or with a promise, is not erased", () => {
  for (const how of [{ installed: true, persisted: false }, { installed: false, persisted: true }])
    assert.deepEqual(keeping({ webkit: true, ...how }, noon, noon), { evicts: "never", evictsOn: null, daysLeft: null });
});

test("in a tab of Safari seven days are counted from the last use, whatever the clock does", () => {
  const tab = { installed: false, persisted: false, webkit: true };
  assert.deepEqual(keeping(tab, noon, noon), { evicts: "week", evictsOn: "2026-11-27", daysLeft: 7 });
  assert.equal(keeping(tab, noon, noon + 3 * DAY).daysLeft, 4);
  assert.equal(keeping(tab, noon, noon + 300 * DAY).daysLeft, 0);
  assert.equal(keeping(tab, noon, noon - 300 * DAY).daysLeft, 7);
});

test("in a tab of another browser it may be erased when room is short", () => {
  assert.equal(keeping({ installed: false, persisted: false, webkit: false }, noon, noon).evicts, "pressure");
});

const AGENTS = {
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": true,
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1": true,
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15": true,
  "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36": false,
  "Mozilla/5.0 (Android 13; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0": false,
};
test("Safari's engine is known by its name", () => {
  for (const [agent, is] of Object.entries(AGENTS)) assert.equal(isWebKit(agent), is, agent);
});

test("the view says it", async () => {
  const { phone, clock } = await ready();
  phone.truth = { installed: false, persisted: false, webkit: true, usage: 0, quota: 1 };
  clock.pass(2 * DAY);
  phone.changed();
  assert.deepEqual([phone.view.storage.evicts, phone.view.storage.daysLeft], ["week", 5]);
});

test("numbers that the server never got and the phone does not have are told once", async () => {
  const { phone, server } = await ready();
  for (let i = 0; i < 3; i += 1) await phone.save(contact(), phone.openForm());
  server.gaps = [2, 77];
  await phone.sync();
  assert.equal(lost(phone), 0);
  const key = [...phone.outbox.items.keys()][1];
  phone.outbox.items.delete(key);
  phone.outbox.marks.delete(key);
  await phone.sync();
  assert.equal(lost(phone), 1);
  phone.dismiss("lost");
  await phone.outbox.idle();
  assert.equal(lost(phone), 0);
});

test("a record whose write has failed and that is still on the form is not lost", async () => {
  const { phone, server, faults } = await ready();
  faults.plan = (_, op) => (op === "append" ? "full" : "");
  await assert.rejects(phone.save(contact(), phone.openForm()));
  faults.plan = () => "";
  server.gaps = [1];
  await phone.sync();
  assert.equal(lost(phone), 0);
});

test("what a phone had made before everything was erased is told after it was set up again, less what it still holds", async () => {
  const { phone, disk, server, clock } = await ready();
  for (let i = 0; i < 2; i += 1) await phone.save(contact(), phone.openForm());
  const before = phone.me.device;
  server.next = "1b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45";
  server.lost = 5;
  await phone.enrol(server.link);
  await phone.confirmed();
  await phone.setPassphrase("acorn bagel cabin denim");
  assert.notEqual(phone.me.device, before);
  assert.equal(lost(phone), 3);
  phone.dismiss("lost");
  await phone.outbox.idle();
  const again = await begin(disk, server, clock);
  await again.unlock("acorn bagel cabin denim");
  assert.equal(lost(again), 0);
});
