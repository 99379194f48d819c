// The check-in of somebody who works alone: when it rings, what is told, and what happens when the phone slept.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Checkin, checkinFor } from "../../../outreach/static/js/shift/checkin-timer.js";

const MINUTE = 60_000;
const SHIFT = { day: "2026-11-20", zone: 4 };

function night({ stage = "open" } = {}) {
  const said = { saved: [], rings: 0, syncs: 0, broken: false };
  const clock = { wall: Date.UTC(2026, 10, 20, 22), page: 5_000, now: () => clock.wall, since: () => clock.page };
  const phone = {
    view: { stage, shift: { ...SHIFT } },
    openForm: () => "form",
    draft: () => null,
    moveShift: async (part) => Object.assign(phone.view, { shift: { ...phone.view.shift, ...part } }),
    save: async (record) => {
      if (said.broken) throw new Error("full");
      said.saved.push(record);
    },
    sync: async () => (said.syncs += 1),
  };
  const checkin = new Checkin(phone, () => {}, () => (said.rings += 1), clock);
  const pass = (minutes, own = minutes) => {
    clock.wall += minutes * MINUTE;
    clock.page += own * MINUTE;
    checkin.look();
  };
  const settle = () => new Promise((resume) => setTimeout(resume, 0));
  return { said, clock, phone, checkin, pass, settle, states: () => said.saved.map((record) => record[5]) };
}

test("it rings when the time is over, and one tap starts it again with nothing told", async () => {
  const { checkin, pass, said, settle, states } = night();
  await checkin.start(30, SHIFT);
  pass(29.9);
  assert.equal(checkin.view.due, false);
  pass(0.2);
  assert.equal(checkin.view.due, true);
  assert.equal(said.rings, 1);
  await checkin.fine();
  await settle();
  assert.deepEqual([checkin.view.due, checkin.view.minutes, states()], [false, 30, []]);
});

test("not answered for five minutes it is told once, and that they are safe once they answer", async () => {
  const { checkin, pass, said, settle, states } = night();
  await checkin.start(15, SHIFT);
  for (const minutes of [15, 4, 2, 10]) pass(minutes);
  await settle();
  assert.deepEqual(states(), ["missed"]);
  assert.deepEqual(said.saved[0].slice(0, 5), ["checkin", 1, "2026-11-20", said.saved[0][3], 4]);
  assert.equal(said.syncs, 1);
  await checkin.fine();
  await settle();
  assert.deepEqual(states(), ["missed", "safe"]);
});

test("a phone that slept rings when it wakes, though the page's own time stood still", async () => {
  const { checkin, pass, settle, states } = night();
  await checkin.start(30, SHIFT);
  pass(50, 0);
  await settle();
  assert.equal(checkin.view.due, true);
  assert.deepEqual(states(), ["missed"]);
});

test("a clock set back by an hour does not put it off, and one set forward by years does not set it off", async () => {
  const back = night();
  await back.checkin.start(30, SHIFT);
  back.pass(-60, 31);
  assert.equal(back.checkin.view.due, true);
  const years = night();
  await years.checkin.start(30, SHIFT);
  years.pass(3 * 365 * 24 * 60, 1);
  assert.equal(years.checkin.view.due, false);
});

test("help is told at once, also where no timer runs, and stays asked for until they are safe", async () => {
  const { checkin, settle, states } = night();
  checkin.askHelp(SHIFT);
  checkin.askHelp(SHIFT);
  checkin.putAside(true);
  await settle();
  assert.deepEqual([checkin.view.help, checkin.view.due, states()], [true, false, ["help"]]);
  await checkin.fine();
  await settle();
  assert.deepEqual([checkin.view.help, checkin.view.minutes, states()], [false, 0, ["help", "safe"]]);
});

test("what could not be written is tried again at the next look", async () => {
  const { checkin, pass, said, settle, states } = night();
  said.broken = true;
  await checkin.start(15, SHIFT);
  pass(21);
  await settle();
  assert.deepEqual(states(), []);
  said.broken = false;
  pass(0.1);
  await settle();
  assert.deepEqual(states(), ["missed"]);
});

test("it survives a killed tab with the shift, and goes with a shift that ended", async () => {
  const { checkin, phone, clock } = night();
  phone.view.shift.checkin = checkinFor(45, clock.wall - 10 * MINUTE);
  checkin.adopt(phone.view);
  assert.equal(checkin.view.next, clock.wall + 35 * MINUTE);
  checkin.adopt({ stage: "open", shift: null });
  assert.equal(checkin.view.minutes, 0);
});

test("a locked phone goes on; another worker's shift does not inherit it", async () => {
  const { checkin, phone, pass, settle, states } = night();
  await checkin.start(15, SHIFT);
  phone.view = { stage: "locked", shift: null };
  checkin.adopt(phone.view);
  pass(21);
  await settle();
  assert.deepEqual(states(), ["missed"]);
  checkin.adopt({ stage: "open", shift: { ...SHIFT, checkin: null } });
  assert.equal(checkin.view.minutes, 0);
});

test("an answer on a locked phone is written into the shift when it is open again", async () => {
  const { checkin, phone, clock, pass, settle } = night();
  await checkin.start(15, SHIFT);
  const shift = phone.view.shift;
  phone.view = { stage: "locked", shift: null };
  pass(15);
  await checkin.fine();
  phone.view = { stage: "open", shift };
  checkin.adopt(phone.view);
  await settle();
  assert.equal(phone.view.shift.checkin.until, clock.wall + 15 * MINUTE);
});
