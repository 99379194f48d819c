// Runs in a page: a phone with the real storage of this browser and a small server in memory.
import { openPhone } from "/static/js/phone.js";
import { TinyServer, contact } from "/tests/server.mjs";

const keys = await (await fetch("/vectors/keys.json")).json();
const server = new TinyServer(keys);
const left = [];
const options = { network: server, automatic: false, version: "test", rounds: 600_000, leave: () => left.push("left") };

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
  /** Save `count` contacts one after another; `each(n)` is told of every one that is on disk. */
  async save(count, each = () => {}) {
    for (let i = 0; i < count; i += 1) each((await phone.save(contact((i % 9) + 1), phone.openForm())).n);
    return phone.view.unsent;
  },
});

globalThis.view = () => structuredClone(phone.view);
document.documentElement.dataset.ready = "yes";
