// From a link to an open phone: enrolment, the coordinator's confirmation, passphrase and unlocking, reference data.

import { text, utf8 } from "../privacy/bytes.js";
import { Coded } from "../privacy/coded.js";
import { keyOf } from "../store/reconcile.js";
import { enrol } from "./enrolment.js";

const WAITING = "enrolment";
const POLL = 3000;

export class Joining {
  #cancelled = 0;

  /** @param {import("../phone.js").Phone} phone @param {import("../store/readable.js").Readable|null} files unlinkable ones */
  constructor(phone, files) {
    Object.assign(this, { phone, files });
  }

  /** The reference token waits in an OPFS file until there is a passphrase to keep it under. */
  async open() {
    const { phone } = this;
    const waits = phone.me && !phone.access.chosen && !phone.me.writeonly;
    const token = waits && (await this.#waiting());
    if (token) phone.ref.token = token;
    // Without that token, or when the browser erased the vault, the phone must be enrolled again; its outbox stays.
    else if (waits) phone.problem("enrol_again");
  }

  #waiting = async () => this.files?.read(WAITING, text).catch(() => null);

  /** @param {string} hash of the enrolment link @returns {Promise<{digits: string}>} raises what a screen can say */
  async enrol(hash) {
    const { phone } = this;
    const { me, refToken } = await enrol(hash, phone.network);
    const { ledger, sync } = phone.outbox.state;
    const fresh = sync && { ...sync, acked: 0, proof: null, differs: false };
    await phone.leaving.forgetReadable();
    await phone.going.drop();
    await phone.outbox.change({ me: { ...me, look: phone.look }, sync: fresh, ledger: { ...ledger, next: 1 } });
    phone.ref.token = refToken;
    await this.files?.write(WAITING, utf8(refToken));
    phone.problems.delete("enrol_again");
    phone.refresh();
    return { digits: me.digits };
  }

  /** Asks until the coordinator has typed the digits. @returns {Promise<boolean>} false when asked again meanwhile */
  async confirmed() {
    const { phone } = this;
    const turn = (this.#cancelled += 1);
    while (turn === this.#cancelled && phone.me?.pending && !(await this.#ask()))
      await new Promise((resume) => phone.clock.after(POLL, resume));
    return Boolean(phone.me && !phone.me.pending);
  }

  async #ask() {
    const { phone } = this;
    const me = await phone.ref.fetch(phone.me, null);
    if (!me) return false;
    const { digits: _, ...rest } = me;
    await phone.outbox.change({ me: { ...rest, pending: false } });
    phone.refresh();
    return true;
  }

  /** The first worker's, or that of a colleague who was invited. @param {string} passphrase raises */
  async setPassphrase(passphrase) {
    const { phone } = this;
    const invited = phone.access.inviting;
    await phone.access.choose(passphrase);
    if (invited) return this.#read();
    if (phone.ref.token) await phone.ref.keepToken(phone.access.shared, phone.ref.token);
    await this.files?.drop(WAITING);
    if (phone.me.writeonly) await phone.outbox.change({ me: { ...phone.me, writeonly: false } });
    phone.refresh();
  }

  /** @param {string} passphrase raises "wrong" or "wait" */
  async unlock(passphrase) {
    await this.phone.access.unlock(passphrase);
    await this.#read();
  }

  /** Closes for the one who is in, so that a colleague can choose a passphrase: `setPassphrase`, or `lock`. */
  async invite() {
    const { phone } = this;
    if (!phone.access.key) throw new Coded("wrong");
    phone.leaving.close();
    await phone.access.invite();
    phone.refresh();
  }

  /** @param {string} pin @param {number} [slot] raises "pin_wrong" or "pin_gone" */
  async unlockPin(pin, slot) {
    try {
      await this.phone.access.unlockPin(pin, slot);
    } catch (error) {
      this.phone.changed();
      throw error;
    }
    await this.#read();
  }

  async #read() {
    const { phone } = this;
    const { key, shared, slot } = phone.access;
    const known = (entry) => phone.outbox.items.has(keyOf(entry));
    await Promise.all([shared && phone.ref.open(shared, key), phone.own.open(key, slot), phone.drafts.open(key, slot)]);
    const waiting = !phone.ref.token && shared && (await this.#waiting()); // killed while the passphrase was chosen
    if (waiting) await phone.ref.keepToken(shared, waiting);
    if (!phone.ref.token) phone.problem("enrol_again");
    if (phone.ref.data?.settings?.notebook === false) await phone.notebook.end(slot);
    else await phone.notebook.open(key, known, slot).catch(() => phone.problem("notebook"));
    phone.refresh();
  }

  /** The worker has read how many records are lost: told again only when there are more. */
  sawLost() {
    const { phone } = this;
    const { count } = phone.view.problems.find(({ code }) => code === "lost");
    void phone.outbox.change({ me: { ...phone.me, lostSeen: count } }).then(() => phone.changed());
  }

  /** A newer catalogue or key ring, when open and the network is there. */
  async refreshReference() {
    const { phone } = this;
    if (!phone.access.shared || !phone.ref.token) return;
    const me = await phone.ref.fetch(phone.me, phone.access.shared).catch(() => null);
    if (me && me !== phone.me) await phone.outbox.change({ me }).catch(() => {});
  }
}
