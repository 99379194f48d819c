// The phone: one object between the screens and everything below them. Screens read `view`, call methods, and never
// see sealing, storage or the network.
//
// Records: `save(record, form)`, or `save([contact, reversal], form)` for a form that makes several of different kinds:
// then all are on disk or none. Saving the same form again corrects what it had saved. `entries()` carry their `kind`.
//
// Several workers on one phone: `workers()` → [{slot, mine, shiftOpen, pinSet}], also while locked (slots are 1, 2, 3 …,
// no names). `inviteWorker()` closes the one who is in and shows stage "passphrase" (view.inviting) to the colleague, whose
// `setPassphrase` opens an own slot; `lock()` ends it. Errors: short taken many.
// `unlock(passphrase)` finds its slot by itself. `unlockPin(pin, slot)`: without a slot that of whoever was in last.
// `forget(slot)`, also from the lock: only that worker's notebook, draft and passphrase go.
// `forget()`, panic and the server's order take all of them. Outbox and lists belong to the phone.
//
// Stage "writeonly" (all passphrases forgotten): `goOn(nameOfTheZone)` if view.mayGoOn; then view.goesOn, and `reference`
// has the built-in lists. `keepUsual(any|null)`, `usual`: what this worker wants to find again at the next shift.

import { newId } from "./privacy/bytes.js";
import { Coded } from "./privacy/coded.js";
import { sealForTeam } from "./privacy/team.js";
import { offer } from "./privacy/words.js";
import { browserStorage } from "./store/browser.js";
import { realClock } from "./store/clock.js";
import { Leaving } from "./store/leaving.js";
import { assemble } from "./sync/parts.js";
import { schedule } from "./sync/schedule.js";
import { transport } from "./sync/transport.js";
import { snapshot } from "./sync/snapshot.js";

/**
 * @param {{clock?: import("./store/clock.js").Clock, network?: any, storage?: any, version?: string, rounds?: number,
 *   automatic?: boolean, leave?: () => void, early?: (phone: Phone) => Promise<void>}} parts everything is replaceable; the real things by default.
 *   `automatic: false`: no timers, for tests; `early` gets the phone before its storage is opened (stage "opening")
 * @returns {Promise<Phone>}
 */
export async function openPhone(parts = {}) {
  const phone = new Phone(parts);
  const drawn = parts.early?.(phone); // the storage waits until the first page stands: opening it slows the drawing
  phone.started = Promise.resolve(drawn).then(() => phone.start());
  await phone.started;
  return phone;
}

export class Phone {
  #listeners = new Set();
  clock = realClock;
  network = transport;
  version = "";
  rounds = 0;
  automatic = true;
  stage = "opening";
  practising = false;
  problems = new Map();
  truth = { usage: 0, quota: 0 };

  constructor(parts) {
    Object.assign(this, parts);
    this.storage ??= browserStorage();
    this.used = this.clock.now();
    this.leaving = new Leaving(this, parts.leave);
    this.view = snapshot(this);
  }

  async start(takeOver = false) {
    if (!this.storage.supported) return this.#become("unsupported");
    this.storage.lock.onAsked = () => this.leaving.yieldTo();
    const mine = takeOver ? await this.storage.lock.takeOver() : await this.storage.lock.acquire();
    if (!mine) return this.#become("elsewhere");
    try {
      await assemble(this);
    } catch ({ code = "damaged" }) {
      if (code === "private") return this.#become("unsupported");
      this.problem(code);
      return this.#become("broken");
    }
    this.refresh();
    this.storage.askPersist?.();
    void this.measure();
    if (this.automatic) this.stop = [schedule(() => void this.sync(false)), this.leaving.watch()];
    return undefined;
  }

  get me() {
    return this.outbox?.state.me ?? null;
  }

  /** Take writing over from another tab, after that one has finished its write. */
  takeOver = () => this.start(true);

  #become(stage) {
    this.stage = stage;
    this.changed();
  }

  /** Work out the stage again and tell the screens. */
  refresh() {
    const { me, access } = this;
    if (!me) this.stage = "new";
    else if (me.pending) this.stage = "digits";
    else if (access.key) this.stage = "open";
    else if (access.inviting) this.stage = "passphrase";
    else if (access.chosen) this.stage = "locked";
    else this.stage = me.writeonly || !this.ref.token ? "writeonly" : "passphrase";
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
  dismiss = (code) => (code === "lost" ? this.joining.sawLost() : this.problems.delete(code), this.changed());

  enrol = async (hash) => (await this.started, this.joining.enrol(hash));
  confirmed = () => this.joining.confirmed();
  offerWords = () => offer();
  setPassphrase = (passphrase) => this.joining.setPassphrase(passphrase);
  unlock = async (passphrase) => (await this.started, this.joining.unlock(passphrase));
  setPin = (pin) => this.access.setPin(pin).then(() => this.changed());
  unlockPin = (pin, slot) => this.joining.unlockPin(pin, slot);
  lock = () => this.leaving.lock();
  forget = async (slot) => (await this.started, slot ? this.leaving.remove(slot) : this.leaving.forget());
  panic = () => this.leaving.panic();
  quickExit = () => this.leaving.quickExit();

  workers = () => this.shifts?.workers() ?? [];
  inviteWorker = () => this.joining.invite();

  /** @returns {any|null} zones, sites, catalogue … while open */
  get reference() {
    if (this.stage === "writeonly") return this.going.reference;
    return this.access?.key || this.stage === "digits" ? this.ref.data : null;
  }

  goOn = (zoneName) => this.going.start(zoneName).then(() => this.changed());
  keepUsual = (usual) => this.own.keep(this.access.key, this.access.slot, usual).then(() => this.changed());
  get usual() {
    return this.own?.usual ?? null;
  }

  startShift = (shift) => this.shifts.start(shift);
  moveShift = (part) => this.shifts.move(part);
  endShift = () => this.shifts.end();
  /** @returns {string} id for a form that opens now; give it to `save`, so that fifty taps make one record */
  openForm = () => (this.me && this.sealer?.prepare(this.me), newId());
  save = (record, form) => this.shifts.save(record, form);
  dropForm = () => this.shifts.drop();
  amend = (entry, record) => this.shifts.amend(entry, record);
  voidEntry = (entry) => this.shifts.void(entry);
  entries = () => this.notebook?.entries ?? [];
  keepDraft = (draft) => this.drafts.keep(this.access.key, draft);
  draft = () => this.drafts.kept;

  /**
   * A text that only the team's coordinators can read. Raises "no_team_key" when the team has none yet.
   * @param {string} text @returns {Promise<[string, string]>} [team_key_id, b64], as an incident's record carries it
   */
  async sealForTeam(text) {
    const key = this.reference?.team_key;
    if (!key) throw new Coded("no_team_key");
    return sealForTeam(key, this.me.org, text);
  }

  practice = (on) => ((this.practising = on), this.changed());

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
    this.truth = (await this.storage.truth?.()) ?? this.truth;
    this.changed();
  }

  /** @returns {Blob} every record not yet proven, sealed: nobody but the organisation can read it */
  rescueFile = () => this.leaving.rescueFile();

  /** No write and no sync running: a new version of the app may take over, if no form is open either. */
  idle = async () => (await Promise.all([this.outbox?.idle(), this.notebook?.idle()]), !this.engine?.running);
}
