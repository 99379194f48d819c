// Whatever a portal, a cache, a proxy or a cut line answers: nothing is believed that our server did not say.
import "./setup.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { newServer, ready } from "./bench.mjs";
import { contact } from "./server.mjs";

const ACK = "application/outreach-ack+json";
const answer = (status, type, text) => ({ status, type, text, retryAfter: 0, etag: "" });

async function waiting(count = 3) {
  const all = await ready();
  for (let i = 0; i < count; i += 1) await all.phone.save(contact(), all.phone.openForm());
  const real = all.server.send.bind(all.server);
  return { ...all, real };
}

const FAKES = {
  "a portal's page with 200": () => answer(200, "text/html", "<html>Welcome</html>"),
  "a portal's page that calls itself an ack": () => answer(200, ACK, "<html>Welcome</html>"),
  "empty JSON": () => answer(200, ACK, "{}"),
  "an empty body": () => answer(200, ACK, ""),
  null: () => answer(200, ACK, "null"),
  204: () => answer(204, "", ""),
  "a redirect that was followed": () => answer(302, "text/html", ""),
  401: () => answer(401, "application/json", '{"error":"sign_in"}'),
  407: () => answer(407, "text/html", ""),
  511: () => answer(511, "text/html", ""),
  500: () => answer(500, "application/json", "{}"),
};
for (const [name, fake] of Object.entries(FAKES)) {
  test(`${name} proves nothing`, async () => {
    const { phone, server } = await waiting();
    server.send = async () => fake();
    assert.equal(await phone.sync(), false);
    assert.deepEqual([phone.view.unsent, phone.view.proof], [3, null]);
  });
}

const FORGED = {
  "an ack of another batch": (ack) => ({ ...ack, nonce: "another-nonce" }),
  "an ack of another version": (ack) => ({ ...ack, v: 2 }),
  "an ack without an epoch": ({ epoch: _, ...ack }) => ack,
  "an ack without what is held": ({ held: _, ...ack }) => ack,
  "an ack with another digest for each item": (ack) => ({
    ...ack,
    results: ack.results.map((r) => ({ ...r, sha256: "0".repeat(64) })),
  }),
  "an ack for other numbers": (ack) => ({ ...ack, results: ack.results.map((r) => ({ ...r, n: r.n + 100 })) }),
  "an ack with an unknown word": (ack) => ({ ...ack, results: ack.results.map((r) => ({ ...r, status: "ok" })) }),
  "an ack without results": (ack) => ({ ...ack, results: [] }),
  "an ack for another phone": (ack) => ({ ...ack, results: ack.results.map((r) => ({ ...r, device: "x" })) }),
};
for (const [name, forge] of Object.entries(FORGED)) {
  test(`${name} proves nothing`, async () => {
    const { phone, server, real } = await waiting();
    server.send = async (batch) => {
      const good = await real(batch);
      return { ...good, text: JSON.stringify(forge(JSON.parse(good.text))) };
    };
    assert.equal(await phone.sync(), false);
    assert.equal(phone.view.unsent, 3);
  });
}

test("an ack cut at any byte proves nothing", async () => {
  const { phone, server, real } = await waiting(1);
  let length = 1;
  for (let cut = 0; cut < length; cut += 1) {
    server.send = async (batch) => {
      const good = await real(batch);
      length = good.text.length;
      return { ...good, text: good.text.slice(0, cut) };
    };
    assert.equal(await phone.sync(), false);
    assert.equal(phone.view.unsent, 1);
  }
  server.send = real;
  assert.equal(await phone.sync(), true);
  assert.equal(phone.view.unsent, 0);
});

test("one item that the server cannot read needs help and stops nothing else", async () => {
  const { phone, server, real } = await waiting(3);
  server.send = async (batch) => {
    const good = await real(batch);
    const ack = JSON.parse(good.text);
    if (ack.results.length)
      ack.results[1] = { n: null, status: "rejected", seq: null, sha256: null, code: "malformed" };
    return { ...good, text: JSON.stringify(ack) };
  };
  await phone.sync();
  assert.deepEqual([phone.view.unsent, phone.view.needsHelp], [1, 1]);
  const { items } = JSON.parse(await phone.rescueFile().text());
  assert.deepEqual(
    items.map((item) => item.n),
    [2],
  );
});

test("too large a batch is halved until it fits; the next ones grow again", async () => {
  const { phone, server, real } = await waiting(9);
  server.send = async (batch) => (JSON.parse(batch.body).items.length > 2 ? answer(413, "", "") : real(batch));
  assert.equal(await phone.sync(), true);
  assert.deepEqual([phone.view.unsent, server.stored.size], [0, 9]);
});

test("Retry-After is waited for, except when the worker asks", async () => {
  const { phone, server, clock, real } = await waiting();
  let asked = 0;
  server.send = async () => ((asked += 1), { ...answer(503, "", ""), retryAfter: 600 });
  await phone.sync(false);
  clock.pass(500_000);
  await phone.sync(false);
  assert.equal(asked, 1);
  server.send = real;
  clock.pass(200_000);
  assert.equal(await phone.sync(false), true);
  assert.equal(newServer().stored.size, 0);
});

test("a server that was restored gets again everything that is kept", async () => {
  const { phone, server } = await waiting(5);
  await phone.sync();
  Object.assign(server, { stored: new Map(), held: {}, seq: 0 }); // the same epoch: only `held` tells
  await phone.sync();
  assert.equal(server.stored.size, 5);
  assert.equal(phone.view.proof.equal, true);
});

test("a phone that cannot agree with its server says so, and tries again after an hour", async () => {
  const { phone, server, clock } = await waiting(2);
  await phone.sync();
  Object.values(server.held)[0].count += 7;
  const sent = () => server.requests.flatMap((request) => request.items).length;
  await phone.sync();
  assert.ok(phone.view.problems.some(({ code }) => code === "differs"));
  const before = sent();
  await phone.sync();
  assert.equal(sent(), before);
  clock.pass(3_700_000);
  await phone.sync();
  assert.equal(sent(), before + 2);
});

test("half a year offline, keys and clock long past: everything arrives", async () => {
  const { phone, server, clock } = await waiting(4);
  clock.pass(180 * 86_400_000);
  await phone.save(contact(), phone.openForm());
  clock.at = Date.UTC(2034, 0, 1);
  await phone.save(contact(), phone.openForm());
  clock.at = 0;
  await phone.save(contact(), phone.openForm());
  assert.equal(await phone.sync(), true);
  assert.deepEqual([phone.view.unsent, server.stored.size], [0, 7]);
});

test("a sealed copy stays seven days after its proof and until a backup covers it", async () => {
  const { phone, server, clock } = await waiting(3);
  await phone.sync();
  const days = async (count) => {
    for (let i = 0; i < count; i += 1) {
      clock.pass(86_400_000);
      await phone.sync();
    }
    return phone.view.kept;
  };
  assert.equal(await days(8), 3);
  server.durable = 2;
  assert.equal(await days(1), 1);
  assert.equal(await days(20), 1);
  assert.equal(await days(2), 0);
  assert.equal((await phone.save(contact(), phone.openForm())).n, 4);
});

test("lock wipes what is readable and keeps the outbox; wipe takes everything", async () => {
  const { phone, server, disk } = await waiting(2);
  server.cmd = "lock";
  await phone.sync();
  assert.equal(phone.view.stage, "writeonly");
  assert.deepEqual(
    [...disk.files.keys()].filter((name) => !name.startsWith("journal")),
    [],
  );
  assert.ok(phone.view.problems.some(({ code }) => code === "revoked"));
  server.cmd = "wipe";
  await phone.sync();
  assert.deepEqual([disk.files.size, disk.index.items.size], [0, 0]);
});

test("an hour of quiet minutes writes the journal a few times, and a grown one is rewritten", async () => {
  const { phone, disk, clock } = await waiting(2);
  const size = () => [...disk.files].reduce((sum, [name, bytes]) => sum + (name.startsWith("journal") ? bytes.length : 0), 0);
  await phone.sync();
  const before = size();
  for (let i = 0; i < 60; i += 1) (clock.pass(60_000), await phone.sync(false));
  assert.ok(size() - before < 7 * 6000, `${size() - before} bytes`);
  for (let i = 0; i < 300; i += 1) (clock.pass(3_600_000), await phone.sync());
  assert.ok(size() < 300_000);
  assert.equal(phone.view.proof.at, clock.at);
});
