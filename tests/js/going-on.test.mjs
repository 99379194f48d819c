// A phone whose passphrase was forgotten at the start of a night: work goes on, with what tells nothing.
import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { WORDS, begin, ready } from "./bench.mjs";
import { contact } from "./server.mjs";

const files = (disk) => [...disk.files.keys()].filter((name) => !name.startsWith("journal"));

async function forgotten(options = {}) {
  const made = await ready(undefined, options);
  await made.phone.startShift({ zone: 7, site: 3, setting: "van", part: 2, day: "2026-11-20" });
  await made.phone.save(contact(), made.phone.openForm());
  await made.phone.endShift();
  const phone = await begin(made.disk, made.server, made.clock, undefined, options);
  await phone.forget();
  return { ...made, phone };
}

test("only the numbers of zone and site are left, and with them work goes on", async () => {
  const { phone, disk } = await forgotten();
  assert.deepEqual(files(disk).map((name) => name.replace(/-\d+$/, "")), ["last"]);
  assert.equal(new TextDecoder().decode(disk.files.get(files(disk)[0])), '{"zone":7,"site":3}');
  assert.deepEqual([phone.view.stage, phone.view.mayGoOn, phone.view.goesOn, phone.reference], ["writeonly", true, false, null]);
  await phone.goOn("As on the last shift");
  assert.deepEqual(phone.reference.zones, [{ id: 7, name: "As on the last shift" }]);
  await phone.startShift({ zone: 7, site: null, setting: "street", part: 2, day: "2026-11-20" });
  const { n } = await phone.save(contact(4), phone.openForm());
  assert.deepEqual([n, phone.view.unsent, phone.view.notebook, phone.entries()], [2, 2, false, []]);
});

test("after a restart it may go on again, and what was saved is sent", async () => {
  const { phone, disk, server, clock } = await forgotten();
  await phone.goOn("x");
  await phone.save(contact(), phone.openForm());
  const again = await begin(disk, server, clock);
  assert.deepEqual([again.view.stage, again.view.mayGoOn, again.view.unsent], ["writeonly", true, 2]);
  await again.sync();
  assert.equal(again.view.unsent, 0);
});

test("a lock closes the lists; a tap opens them again", async () => {
  const { phone } = await forgotten();
  await phone.goOn("x");
  phone.lock();
  assert.deepEqual([phone.view.goesOn, phone.reference], [false, null]);
});

for (const [name, act] of Object.entries({
  "panic": (phone) => phone.panic(),
  "the server's order to lock": async (phone, server) => ((server.cmd = "lock"), phone.sync()),
  "setting the phone up again": (phone, server) => phone.enrol(server.link),
})) {
  test(`${name} takes the two numbers too`, async () => {
    const { phone, disk, server } = await forgotten();
    await act(phone, server);
    assert.deepEqual([files(disk).some((file) => file.startsWith("last")), phone.view.mayGoOn], [false, false]);
  });
}

test("where files cannot be unlinked nothing is kept, and the phone waits for a new code", async () => {
  const { phone, disk } = await forgotten({ opfs: false });
  assert.deepEqual([phone.view.mayGoOn, files(disk)], [false, []]);
});

test("a new code makes it a phone with lists again, and the outbox is still there", async () => {
  const { phone, server } = await forgotten();
  await phone.enrol(server.link);
  await phone.confirmed();
  await phone.setPassphrase(WORDS);
  assert.deepEqual([phone.view.stage, phone.reference.zones[0].name, phone.view.unsent], ["open", "Harbour", 1]);
});
