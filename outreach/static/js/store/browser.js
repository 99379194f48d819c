// The real storage of a phone, behind the interface that phone.js takes: lock, files, index, and the truth about them.

import { Index, RowFiles } from "./db.js";
import { isWebKit } from "./keeping.js";
import { WriterLock } from "./lock.js";
import { OpfsFiles } from "./opfs.js";

/** Waits for nothing: the lock is drawn before any storage has answered. */
export function browserStorage() {
  return {
    lock: new WriterLock(),
    index: new Index(),
    rows: new RowFiles(),
    // Files that are really gone when they are removed, perhaps: only the worker finds out (`works`).
    opfs: globalThis.FileSystemFileHandle ? new OpfsFiles() : null,
    supported: supported(),
    truth,
    askPersist: () => void navigator.storage?.persist?.().catch(() => {}), // never awaited: Firefox asks the user
  };
}

/** Chrome 109, Firefox 113, Safari 16.4 and later have all of these. */
function supported() {
  const { indexedDB, crypto, CompressionStream, isSecureContext } = globalThis;
  return Boolean(isSecureContext && indexedDB && crypto?.subtle && CompressionStream && navigator.locks);
}

const MADE_UP = 10 * 2 ** 30;

async function truth() {
  const kept = navigator.storage;
  const { usage = 0, quota: told = 0 } = (await kept?.estimate?.().catch(() => null)) ?? {};
  // Chromium answers "10 GB more than you use" on every phone, full or not, lest a page tells phones apart: not known.
  const quota = told - usage === MADE_UP ? 0 : told;
  const persisted = (await kept?.persisted?.().catch(() => false)) ?? false;
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  return { installed, persisted, usage, quota, webkit: isWebKit(navigator.userAgent) };
}
