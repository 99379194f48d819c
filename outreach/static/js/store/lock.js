// One writer: the tab that holds the Web Lock owns journal, counter, notebook and sync.

const NAME = "outreach-writer";

export class WriterLock {
  #release = null;
  #channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;

  /** `onAsked` is called when another tab wants to write; the lock is let go afterwards. */
  constructor() {
    this.onAsked = async () => {};
    const asked = () => this.#release && this.onAsked().catch(() => {}).then(() => this.release());
    if (this.#channel) this.#channel.onmessage = asked;
  }

  /** @returns {Promise<boolean>} false when another tab holds it */
  acquire() {
    return this.#request({ ifAvailable: true });
  }

  /** Ask the other tab to finish its write and let go; take the lock from a tab that does not answer in 7 s. */
  async takeOver() {
    this.#channel?.postMessage("please");
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), 7000);
    const got = await this.#request({ signal: giveUp.signal }).catch(() => false);
    clearTimeout(timer);
    return got || this.#request({ steal: true });
  }

  #request(options) {
    return new Promise((resolve, reject) => {
      const held = (lock) => {
        if (!lock) return resolve(false);
        resolve(true);
        return new Promise((release) => (this.#release = release));
      };
      // Rejected later with AbortError when another tab stole the lock: then stop writing as well.
      navigator.locks.request(NAME, options, held).catch((error) => {
        reject(error);
        if (this.#release) void this.onAsked().then(() => (this.#release = null));
      });
    });
  }

  release() {
    this.#release?.();
    this.#release = null;
  }
}
