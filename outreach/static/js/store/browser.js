// The real storage of a phone, behind the interface that phone.js takes: lock, files, index, and the truth about them.

import { Index, RowFiles } from "./db.js";
import { isWebKit } from "./keeping.js";
import { WriterLock } from "./lock.js";
import { OpfsFiles, mayHaveOpfs } from "./opfs.js";

/** Waits for nothing: the lock is drawn before any storage has answered. */
export function browserStorage() {
  return {
    lock: new WriterLock(),
    index: new Index(),
    rows: new RowFiles(),
    opfs: mayHaveOpfs() ? new OpfsFiles() : null,
    supported: supported(),
    truth: () => truth(),
    askPersist: () => void navigator.storage?.persist?.().catch(() => {}), // never awaited: Firefox asks the user
  };
}

/** Chrome 109, Firefox 113, Safari 16.4 and later have all of these. */
export function supported() {
  const has = [globalThis.indexedDB, globalThis.crypto?.subtle, globalThis.CompressionStream, navigator.locks];
  return has.every(Boolean) && globalThis.isSecureContext === true;
}

const MADE_UP = 10 * 2 ** 30;

async function truth() {
  const { usage = 0, quota: told = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  // Chromium answers "10 GB more than you use" on every phone, full or not, lest a page tells phones apart: not known.
  const quota = told - usage === MADE_UP ? 0 : told;
  const persisted = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
  const standalone = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  return { installed: standalone, persisted, usage, quota, webkit: isWebKit(navigator.userAgent) };
}
