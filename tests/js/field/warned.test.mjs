// What was read stays read with its shift, also after the app was killed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isRead, markRead, warnings } from "../../../outreach/static/js/safety/warned.js";

const alert = { id: 7, kind: "supply", title: "Strong pills", text: "Go slow.", until: "2026-11-22", zones: [1] };
const shift = { day: "2026-11-20", zone: 1 };

/** The shift as it stands in the notebook after these were read. */
async function after(alerts, before = shift) {
  let kept = before;
  await markRead({ phone: { moveShift: async (part) => (kept = { ...kept, ...part }) }, view: { shift: before } }, alerts);
  return JSON.parse(JSON.stringify(kept));
}

test("a warning that was read is not new again after a kill", async () => {
  const found = warnings({ ref: { alerts: [alert] }, view: { shift: await after([alert]) } });
  assert.deepEqual([found.here.length, found.unread.length], [1, 0]);
});

test("another shift begins with nothing read", () => {
  assert.equal(warnings({ ref: { alerts: [alert] }, view: { shift } }).unread.length, 1);
});

test("a warning whose words change is new, and read once more", async () => {
  const changed = { ...alert, text: "Go slower." };
  const once = await after([alert]);
  assert.equal(isRead(changed, once), false);
  const twice = await after([changed], once);
  assert.deepEqual([twice.read.length, isRead(changed, twice)], [1, true]);
});
