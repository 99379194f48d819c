// Leaving fast and giving up what is readable: lock, quick exit, panic, the server's commands, the rescue file.

import { onWire } from "./reconcile.js";

const HIDDEN = 60_000;
const READABLE = /^(notebook|reference|access|draft|vault|shared|tries|usual|last|enrolment)(\.\d+)?(-\d+)?$/;

export class Leaving {
  /** @param {import("../phone.js").Phone} phone @param {() => void} [leave] shows a neutral page */
  constructor(phone, leave = () => location.replace("about:blank")) {
    Object.assign(this, { phone, leave });
  }

  /** Nothing readable stays in memory; the PIN opens it again while this page lives. */
  lock() {
    this.close();
    this.phone.access?.lock();
    if (this.phone.access) this.phone.refresh();
  }

  /** What the worker who is in has open. */
  close() {
    const { phone } = this;
    phone.sealer?.forget();
    for (const part of [phone.ref, phone.notebook, phone.drafts, phone.own]) part?.close();
    phone.going?.stop();
  }

  quickExit() {
    this.lock();
    this.leave();
  }

  /** No timer and no write of this tab any more, after the one that runs. */
  async #rest() {
    const { phone } = this;
    for (const stop of phone.stop ?? []) stop();
    this.lock();
    await phone.outbox?.close();
  }

  #ended(stage) {
    this.phone.stage = stage;
    this.phone.changed();
  }

  /** Another tab takes over: lock, finish the write that runs, let the files go. */
  async yieldTo() {
    await this.#rest();
    await this.phone.storage.opfs?.close();
    this.#ended("elsewhere");
  }

  /** One worker's notebook, draft and passphrase go; the colleagues' stay. @param {number} slot */
  async remove(slot) {
    const { phone } = this;
    if (phone.access.slots.every((one) => one === slot)) return this.forget();
    if (slot === phone.access.slot) this.close();
    await phone.shifts.forget(slot);
    await phone.own.drop(slot);
    await phone.access.forget(slot);
    return phone.refresh();
  }

  /** All that anybody could read on this phone. */
  async forgetReadable() {
    const { phone } = this;
    await phone.shifts.forgetAll();
    for (const slot of new Set([1, ...phone.access.slots])) await phone.own.drop(slot);
    await phone.access.forgetAll();
    await phone.ref.drop();
  }

  /** Forgotten passphrase: the readable part goes, the sealed outbox stays, work goes on write-only. */
  async forget() {
    const { phone } = this;
    this.lock();
    await this.forgetReadable();
    if (phone.me) await phone.outbox.change({ me: { ...phone.me, writeonly: true } });
    phone.refresh();
  }

  /** Under 2 seconds: the worker is stopped, not asked, and the readable files are unlinked. The outbox stays. */
  async panic() {
    const { phone } = this;
    this.lock();
    if (phone.hasOpfs) await phone.storage.opfs.unlink((name) => READABLE.test(name));
    await phone.going.drop().catch(() => {});
    await this.forget().catch(() => {});
    this.leave();
  }

  /** What the server orders, in a reply that was proven to be its own. @param {string} cmd */
  async command(cmd) {
    const { phone } = this;
    if (cmd === "enrol") phone.problem("enrol_again");
    if (cmd === "lock") {
      phone.problem("revoked");
      await phone.going.drop();
      await this.forget();
    }
    if (cmd === "wipe") await this.wipe();
  }

  /** Everything, once the server has all. */
  async wipe() {
    const { hasOpfs, storage } = this.phone;
    await this.#rest(); // the sync that brought the order must not write the token anew
    if (hasOpfs) await storage.opfs.unlink(() => true).catch(() => {});
    await Promise.allSettled([storage.index.destroy(), storage.rows?.destroy()]);
    storage.lock.release();
    this.#ended("wiped");
    this.leave();
  }

  /** @returns {Blob} */
  rescueFile() {
    const { outbox, me } = this.phone;
    const open = [...outbox.items].filter(([key]) => ["unsent", "help"].includes(outbox.marks.get(key).state));
    const items = open.map(([, item]) => onWire(item));
    return new Blob([JSON.stringify({ format: "outreach-rescue", v: 1, org: me.org, device: me.device, items })]);
  }

  /** The content key is forgotten after a minute hidden; an unused phone locks itself. @returns {() => void} stop */
  watch() {
    const { phone } = this;
    const { clock } = phone;
    let hidden = null;
    const look = () => {
      hidden?.();
      hidden = document.visibilityState === "hidden" ? clock.after(HIDDEN, () => phone.sealer.forget()) : null;
    };
    const touched = () => (phone.used = clock.now());
    const idle = setInterval(() => {
      const minutes = phone.ref.data?.settings?.idle_minutes ?? 5;
      if (clock.now() < (phone.awakeUntil ?? 0)) touched(); // the clock of an overdose runs
      const inUse = phone.access.key || phone.access.inviting || phone.view.goesOn;
      if (inUse && Math.abs(clock.now() - phone.used) > minutes * 60_000) this.lock();
      if (phone.notebook.old.length) void phone.shifts.expire();
    }, 10_000);
    const listening = new AbortController();
    const how = { passive: true, signal: listening.signal };
    document.addEventListener("visibilitychange", look, how);
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touched, how);
    return () => {
      clearInterval(idle);
      listening.abort();
    };
  }
}
