// From a link to an open phone: enrolment, the coordinator's confirmation, passphrase and unlocking, reference data.

import { text, utf8 } from "../privacy/bytes.js";
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
    const token =
      this.files && waits ? await this.files.read(WAITING, (bytes) => text(bytes)).catch(() => null) : null;
    if (token) phone.ref.token = token;
    // Without that token the link's answer is lost: the phone must be enrolled again; its outbox stays.
    if (waits && !token && phone.me.pending) phone.problem("enrol_again");
  }

  /** @param {string} hash of the enrolment link @returns {Promise<{digits: string}>} raises EnrolError, StoreError */
  async enrol(hash) {
    const { phone } = this;
    const { me, refToken, digits } = await enrol(hash, phone.network);
    const { ledger, sync } = phone.outbox.state;
    const fresh = sync && { ...sync, acked: 0, proof: null, differs: false };
    await phone.access.forget();
    await phone.ref.drop();
    await phone.outbox.change({ me: { ...me, look: phone.look }, sync: fresh, ledger: { ...ledger, next: 1 } });
    phone.ref.token = refToken;
    await this.files?.write(WAITING, utf8(refToken));
    phone.problems.delete("enrol_again");
    phone.refresh();
    return { digits };
  }

  /** Asks until the coordinator has typed the digits. @returns {Promise<boolean>} false when asked again meanwhile */
  async confirmed() {
    const turn = (this.#cancelled += 1);
    while (turn === this.#cancelled && this.phone.me?.pending) {
      if (await this.#ask()) break;
      await new Promise((resume) => this.phone.clock.after(POLL, () => resume(undefined)));
    }
    return Boolean(this.phone.me) && !this.phone.me.pending;
  }

  async #ask() {
    const { phone } = this;
    const { state, me } = await phone.ref.fetch(phone.me, null);
    if (state !== "ok") return false;
    const { digits: _, ...rest } = me;
    await phone.outbox.change({ me: { ...rest, pending: false } });
    phone.refresh();
    return true;
  }

  /** @param {string} passphrase */
  async setPassphrase(passphrase) {
    const { phone } = this;
    await phone.access.choose(passphrase);
    if (phone.ref.token) await phone.ref.keepToken(phone.access.key, phone.ref.token);
    await this.files?.drop(WAITING);
    if (phone.me.writeonly) await phone.outbox.change({ me: { ...phone.me, writeonly: false } });
    phone.refresh();
  }

  /** @param {string} passphrase raises VaultError "wrong" or "wait" */
  async unlock(passphrase) {
    await this.phone.access.unlock(passphrase);
    await this.#read();
  }

  /** @param {string} pin raises VaultError "pin_wrong" or "pin_gone" */
  async unlockPin(pin) {
    try {
      await this.phone.access.unlockPin(pin);
    } catch (error) {
      this.phone.changed();
      throw error;
    }
    await this.#read();
  }

  async #read() {
    const { phone } = this;
    const { key } = phone.access;
    const known = ({ device, n, id }) => phone.outbox.items.has(`${device}.${n}.${id}`);
    await phone.ref.open(key);
    if (phone.ref.data?.settings?.notebook === false) await phone.notebook.end();
    else await phone.notebook.open(key, known).catch(() => phone.problem("notebook"));
    await phone.drafts.open(key);
    phone.refresh();
  }

  /** A newer catalogue or key ring, when open and the network is there. */
  async refreshReference() {
    const { phone } = this;
    if (!phone.access.key || !phone.ref.token) return;
    const { state, me } = await phone.ref
      .fetch(phone.me, phone.access.key)
      .catch(() => ({ state: "failed", me: phone.me }));
    if (state === "ok" && me !== phone.me) await phone.outbox.change({ me }).catch(() => {});
  }
}
