// The phone: one object between the screens and everything below them. Screens read `view`, call methods, and never
// see sealing, storage or the network.

import { newId, random } from "./privacy/bytes.js";
import { Sealer, itemDigest } from "./privacy/sealer.js";
import { Access } from "./store/access.js";
import { browserStorage } from "./store/browser.js";
import { realClock } from "./store/clock.js";
import { Journal } from "./store/journal.js";
import { Notebook } from "./store/notebook.js";
import { Outbox } from "./store/outbox.js";
import { Readable } from "./store/readable.js";
import { Recorder } from "./store/recorder.js";
import { Drafts } from "./store/drafts.js";
import { Leaving } from "./store/leaving.js";
import { Shift } from "./store/shift.js";
import { Engine } from "./sync/engine.js";
import { Joining } from "./sync/joining.js";
import { Reference } from "./sync/reference.js";
import { schedule } from "./sync/schedule.js";
import { transport } from "./sync/transport.js";
import { snapshot } from "./sync/snapshot.js";

/**
 * @param {{clock?: import("./store/clock.js").Clock, network?: any, storage?: any, version?: string, rounds?: number,
 *   automatic?: boolean, leave?: () => void}} parts everything is replaceable; the real things by default.
 *   `automatic: false`: no timers, for tests
 * @returns {Promise<Phone>}
 */
export async function openPhone(parts = {}) {
  const clock = parts.clock ?? realClock;
  const storage = parts.storage ?? (await browserStorage());
  const phone = new Phone({ ...parts, clock, storage, network: parts.network ?? transport() });
  await phone.start();
  return phone;
}

const day = (clock) => new Date(clock.now()).toISOString().slice(0, 10);

export class Phone {
  #listeners = new Set();

  constructor({ clock, storage, network, version = "", rounds = 0, automatic = true, leave }) {
    Object.assign(this, { clock, storage, network, version, rounds, automatic });
    Object.assign(this, {
      stage: "elsewhere",
      practising: false,
      problems: new Map(),
      truth: {},
      updateReady: false,
    });
    this.leaving = new Leaving(this, leave);
    this.view = snapshot(this);
  }

  async start(takeOver = false) {
    if (!this.storage.supported) return this.#become("unsupported");
    this.storage.lock.onAsked = () => this.leaving.yieldTo();
    const mine = takeOver ? await this.storage.lock.takeOver() : await this.storage.lock.acquire();
    if (!mine) return this.#become("elsewhere");
    try {
      await this.#open();
    } catch (error) {
      this.problem(error.code ?? "damaged");
      return this.#become("broken");
    }
    this.refresh();
    this.storage.askPersist?.();
    void this.measure();
    if (this.automatic) this.stop = [schedule(() => void this.sync(false)), this.leaving.watch()];
    return undefined;
  }

  async #open() {
    const { clock, storage, network } = this;
    const opfs = storage.opfs && (await storage.opfs.works()) ? storage.opfs : null;
    const files = opfs ?? storage.rows;
    const readable = new Readable(files, clock);
    this.outbox = new Outbox(new Journal(files, clock), storage.index, itemDigest, () => day(clock));
    this.sealer = new Sealer(clock);
    this.recorder = new Recorder(this.outbox, this.sealer, () => this.me, newId);
    this.access = new Access(readable, clock, this.rounds);
    this.notebook = new Notebook(opfs, clock);
    this.ref = new Reference(readable, network);
    this.drafts = new Drafts(opfs ? readable : null, clock);
    this.shifts = new Shift(this);
    this.joining = new Joining(this, opfs ? readable : null);
    const onCommand = (cmd) => this.leaving.command(cmd);
    this.engine = new Engine({ outbox: this.outbox, clock, network, random, app: this.version, onCommand });
    this.hasOpfs = opfs !== null;
    await this.outbox.open();
    await Promise.all([this.access.open(), this.notebook.sweep().catch(() => {}), this.joining.open()]);
    this.#tell();
  }

  #tell() {
    const { missing, altered, torn, skipped, recovered, unsure } = this.outbox.report;
    for (const [code, count] of Object.entries({ missing, altered, torn: torn || skipped ? 1 : 0, recovered }))
      if (count) this.problem(code, count);
    if (unsure) void this.outbox.change({ sync: { ...this.engine.sync, unsure: true } }).catch(() => {});
  }

  get me() {
    return this.outbox?.state.me ?? null;
  }

  /** Take writing over from another tab, after that one has finished its write. */
  takeOver = () => this.start(true);

  #become = (stage) => (Object.assign(this, { stage }), this.changed());

  /** Work out the stage again and tell the screens. */
  refresh() {
    const { me, access } = this;
    if (!me) this.stage = "new";
    else if (me.pending) this.stage = "digits";
    else if (access.key) this.stage = "open";
    else if (access.chosen) this.stage = "locked";
    else this.stage = me.writeonly ? "writeonly" : "passphrase";
    this.changed();
  }

  changed() {
    this.view = snapshot(this);
    for (const listener of this.#listeners) listener(this.view);
  }

  /** @param {(view: any) => void} listener @returns {() => void} unsubscribe */
  subscribe = (listener) => (this.#listeners.add(listener), () => this.#listeners.delete(listener));

  problem = (code, count = 1) => this.problems.set(code, count);

  /** The worker has read it. @param {string} code */
  dismiss = (code) => (this.problems.delete(code), this.changed());

  enrol = (hash) => this.joining.enrol(hash);
  confirmed = () => this.joining.confirmed();
  offerWords = async () => (await import("./privacy/words.js")).offer();
  setPassphrase = (passphrase) => this.joining.setPassphrase(passphrase);
  unlock = (passphrase) => this.joining.unlock(passphrase);
  setPin = (pin) => this.access.setPin(pin).then(() => this.changed());
  unlockPin = (pin) => this.joining.unlockPin(pin);
  lock = () => this.leaving.lock();
  forget = () => this.leaving.forget();
  panic = () => this.leaving.panic();
  quickExit = () => this.leaving.quickExit();

  /** @returns {any|null} zones, sites, catalogue … while open */
  get reference() {
    return this.access?.key || this.stage === "digits" ? this.ref.data : null;
  }

  startShift = (shift) => this.shifts.start(shift);
  moveShift = (part) => this.shifts.move(part);
  endShift = () => this.shifts.end();
  /** @returns {string} id for a form that opens now; give it to `save`, so that fifty taps make one record */
  openForm = () => newId();
  save = (record, form) => this.shifts.save(record, form);
  dropForm = () => this.shifts.drop();
  amend = (entry, record) => this.shifts.amend(entry, record);
  voidEntry = (entry) => this.shifts.void(entry);
  entries = () => this.notebook?.entries ?? [];
  keepDraft = (draft) => this.drafts.keep(this.access.key, draft);
  draft = () => this.drafts.kept;

  practice = (on) => (Object.assign(this, { practising: Boolean(on) }), this.changed());

  /** Theme, size of words, hand: nothing about the work, so readable before unlocking. */
  get look() {
    return this.me?.look ?? null;
  }

  keepLook = (look) => (this.me ? this.outbox.change({ me: { ...this.me, look } }).catch(() => {}) : null);

  /** @param {boolean} asked by the worker: do not wait for back-off @returns {Promise<boolean>} */
  async sync(asked = true) {
    if (!this.me || !this.engine || (!asked && !this.engine.due)) return false;
    const running = this.engine.run();
    this.changed();
    const ok = await running;
    if (ok) await this.joining.refreshReference();
    await this.measure();
    return ok;
  }

  /** How the browser treats our storage just now. */
  async measure() {
    this.truth = (await this.storage.truth?.()) ?? {};
    this.changed();
  }

  /** @returns {Blob} every record not yet proven, sealed: nobody but the organisation can read it */
  rescueFile = () => this.leaving.rescueFile();

  /** No write and no sync running: a new version of the app may take over, if no form is open either. */
  idle = async () => (await this.outbox?.idle(), !this.engine?.running);
}
