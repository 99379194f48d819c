// Runs in a page: a phone with the real storage of this browser and a small server in memory.
import { openPhone } from "/static/js/phone.js";
import { TinyServer, contact } from "/tests/server.mjs";

const keys = await (await fetch("/vectors/keys.json")).json();
const server = new TinyServer(keys);
const left = [];
const options = {
  network: server,
  automatic: false,
  version: "test",
  rounds: 600_000,
  leave: () => left.push("left"),
};

// Where in a save the page is, told to whoever is about to kill it.
const tell = (phase) => globalThis.phase?.(phase);

function told(object, name, before, after) {
  const work = object[name].bind(object);
  object[name] = async (...args) => {
    tell(before);
    const value = await work(...args);
    tell(after);
    return value;
  };
}

Object.assign(globalThis, {
  server,
  contact,
  left,
  /** @returns {Promise<any>} the phone's view */
  async open() {
    globalThis.phone = await openPhone(options);
    return view();
  },
  async enrol(words) {
    await phone.enrol(server.link);
    await phone.confirmed();
    await phone.setPassphrase(words);
    return view();
  },
  addWorker: (words) => phone.inviteWorker().then(() => phone.setPassphrase(words)),
  mine: () => phone.workers().find((one) => one.mine).slot,
  /** Save `count` contacts one after another; `acked(n)` is told of every one that is on disk. */
  async save(count, record = null) {
    for (let i = 0; i < count; i += 1) {
      const { n } = await phone.save(record ?? contact((i % 9) + 1), phone.openForm());
      const told = globalThis.acked?.(n);
      if (n % 5 === 0) await told; // the listener is slower than the phone: do not run far ahead of it
    }
    return phone.view.unsent;
  },
  /** Say the phases of each save from now on. */
  watch() {
    told(phone.sealer, "seal", "sealing", "sealed");
    told(phone.storage.opfs ?? phone.storage.rows, "append", "journal", "journal done");
    told(phone.storage.index, "commit", "index", "index done");
  },
  view: () => structuredClone(phone.view),
  kept: () => [...phone.outbox.items.values()].map((item) => item.n).sort((a, b) => a - b),
});

document.documentElement.dataset.ready = "yes";
