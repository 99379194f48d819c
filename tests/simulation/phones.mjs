// Many phones in one process, driven by the harness over stdin/stdout, one JSON object per line. The phones are the
// real ones (outreach/static/js); only storage, network, clock and lock are given to them.
//
//   harness → {"do": "save", …}              one command at a time
//   phones  → {"net": 7, "call": "send", …}  any number of requests while it runs; harness → {"net": 7, …}
//   phones  → {"done": …}

import "../js/setup.mjs";
import { createInterface } from "node:readline";
import { openPhone } from "../../outreach/static/js/phone.js";
import { keyOf } from "../../outreach/static/js/store/reconcile.js";
import { damage } from "./damage.mjs";
import { Disk, FakeClock, Faults, memoryStorage } from "../js/fakes.mjs";

/** @type {Map<string, any>} name → {disk, clock, phone, faults, lock} */
const phones = new Map();
const waiting = new Map();
let [calls, sealed] = [0, []];

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

function ask(call, of, faults) {
  if (faults.dead) return new Promise(() => {});
  const net = (calls += 1);
  say({ net, call, ...of });
  return new Promise((resolve, reject) => waiting.set(net, { resolve, reject }));
}

function answered({ net, error, ...response }) {
  const { resolve, reject } = waiting.get(net);
  waiting.delete(net);
  if (error) reject(Object.assign(new Error(error), { code: error }));
  else resolve(response);
}

const network = (faults) => ({
  send: (batch) => ask("send", batch, faults),
  enrol: (secret) => ask("enrol", { secret }, faults),
  reference: (of) => ask("reference", of, faults),
});

/** One writer per disk: `takeOver` asks the holder first, as the real lock does. */
class TabLock {
  constructor(disk) {
    this.disk = disk;
  }

  async acquire() {
    if (this.disk.holder && !this.disk.holder.dead) return false;
    this.disk.holder = this;
    return true;
  }

  async takeOver() {
    const before = this.disk.holder;
    if (before && before !== this && !before.dead) await before.onAsked();
    this.disk.holder = this;
    return true;
  }

  release() {}
}

/** `kill`/`torn`: stop at storage step `at`; `fault`: each write from step `at` on, `times` times, is answered with it. */
function plan({ kill = 0, torn = false, fault = "", at = 1, times = 1e9 }, clock) {
  let left = times;
  return (step, op) => {
    if (kill && step >= kill && (!torn || op === "append")) return torn ? "torn" : "kill";
    if (!fault || step < at || left <= 0 || !["append", "commit"].includes(op)) return "";
    left -= 1;
    if (fault === "slow") setImmediate(() => clock.pass(5001));
    return fault;
  };
}

async function opened(name, { now, faults: wanted = {}, tab = "", takeOver = false }) {
  const base = phones.get(name) ?? { disk: new Disk(), clock: new FakeClock(now) };
  const faults = new Faults(plan(wanted, base.clock));
  const lock = new TabLock(base.disk);
  const killed = new Promise((resolve) => (faults.onKill = () => resolve((lock.dead = true))));
  const parts = { clock: base.clock, network: network(faults), storage: memoryStorage(base.disk, faults, { lock }) };
  const here = { ...base, faults, killed, lock };
  phones.set(name + tab, here);
  const opening = openPhone({ ...parts, automatic: false, rounds: 1, leave() {} }).then(async (phone) => {
    here.phone = phone;
    if (takeOver) await phone.takeOver();
    if (phone.outbox) phone.outbox.spare = 3000; // rewrite the journal often
    if (phone.sealer) watch(phone);
    return look(here);
  });
  return Promise.race([opening, killed.then(() => ({ killed: true }))]);
}

// Every record that was ever sealed, whether its save succeeded or not: the oracle must know them all.
function watch(phone) {
  const { sealer } = phone;
  const seal = sealer.seal.bind(sealer);
  sealer.seal = async (...args) => {
    const item = await seal(...args);
    sealed.push({ device: item.device, n: item.n, id: item.id, digest: item.digest, record: args[1] });
    return item;
  };
}

function look({ phone }) {
  const { stage, unsent, kept, proof, problems } = phone.view;
  return {
    stage,
    unsent,
    kept,
    proof,
    problems: problems.map((p) => p.code),
    device: phone.me?.device ?? null,
  };
}

const act = {
  open: (name, given) => opened(name, given),
  enrol: async ({ phone }, { hash }) => phone.enrol(hash),
  confirm: async ({ phone }) => phone.confirmed(),
  save: async ({ phone }, { record, form }) => phone.save(record, form),
  taps: async ({ phone }, { record, form }) => (await Promise.all([1, 2, 3].map(() => phone.save(record, form))))[0],
  amend: async ({ phone }, { entry, record }) => phone.amend(entry, record),
  void: async ({ phone }, { entry }) => phone.voidEntry(entry),
  drop: async ({ phone }) => phone.dropForm(),
  sync: async ({ phone }) => phone.sync(),
  // A save in the middle of a sync, as it happens on a street.
  busy: async ({ phone }, given) => (await Promise.all([phone.save(given.record, given.form), phone.sync()]))[0],
};

/** Commands that need no living phone. */
const outside = {
  reset() {
    for (const name of phones.keys()) if (!name.startsWith("new ")) phones.delete(name);
  },
  kill(here) {
    if (here.faults) here.faults.dead = here.lock.dead = true;
  },
  clone: (here, { to }) => {
    const disk = Object.assign(new Disk(), structuredClone({ files: here.disk.files, index: here.disk.index }));
    phones.set(to, { disk, clock: new FakeClock(here.clock.at) });
  },
  damage: (here, given) => damage(here.disk, given),
  time: (here, { ms }) => here.clock.pass(ms),
  wiped: (here) => Boolean(here.disk.wiped && !here.disk.files.size),
  jump: (here, { ms }) => void (here.clock.at += ms),
  faults: (here, { faults }) => void Object.assign(here.faults, { steps: 0, plan: plan(faults, here.clock) }),
  kept: (here) => [...here.phone.outbox.items].map(([key]) => key),
  unsentKeys: ({ phone }) => [...phone.outbox.marks].filter(([, m]) => m.state !== "sent").map(([key]) => key),
  digests: ({ phone }) => [...phone.outbox.items.values()].map((item) => [keyOf(item), item.digest]),
};

async function obey(command) {
  sealed = [];
  const { do: what, phone: name, ...given } = command;
  if (what === "open") return { ...(await opened(name, given)), sealed };
  const here = phones.get(name);
  if (outside[what]) return { value: outside[what](here, given) ?? null, sealed };
  const work = act[what](here, given).then(
    (value) => ({ value: value ?? null }),
    (error) => ({ error: error.code ?? "bug", text: error.code ? "" : String(error.stack) }),
  );
  const outcome = await Promise.race([work, here.killed.then(() => ({ killed: true }))]);
  return { ...outcome, ...(outcome.killed ? {} : look(here)), sealed };
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const said = JSON.parse(line);
  if ("net" in said) return answered(said);
  try {
    return say({ done: await obey(said) });
  } catch (error) {
    return say({ done: { error: "bug", text: String(error.stack), sealed } });
  }
});
