// Seals records under a content key that lives only in memory: at most 16 records, at most 15 minutes,
// never past a lock. The envelope carries the wrapped key, so the server can open each one alone.

import { hex, join, sha256, unb64 } from "./bytes.js";
import { chooseKey, parseRing } from "./ring.js";
import { context, makeContentKey, sealRecord } from "./sealing.js";

export const MAX_RECORDS = 16;
export const MAX_AGE = 15 * 60_000;

/** @typedef {{device: string, id: string, n: number, key_id: string, v: 1, env: Uint8Array, digest: string}} Item */

export class Sealer {
  #content = null;
  #parsed = { text: "", ring: null };

  /** @param {{now: () => number}} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /** Forget the content key: on lock, after 60 s hidden, on leaving. */
  forget() {
    this.#content = null;
  }

  /**
   * @param {{org: string, device: string, ring: import("./ring.js").Ring | string}} me
   * @param {unknown[]} record @param {string} id @param {number} n
   * @returns {Promise<Item>}
   */
  async seal(me, record, id, n) {
    const content = await this.#contentKey(me);
    const aad = context({ v: 1, org: me.org, keyId: content.keyId, device: me.device, id, n });
    const env = await sealRecord(content, record, aad);
    return { device: me.device, id, n, key_id: content.keyId, v: 1, env, digest: hex(await sha256(join(aad, env))) };
  }

  // A ring that was verified when it came is kept as text; it is parsed once.
  #ringOf({ ring }) {
    if (typeof ring !== "string") return ring;
    if (this.#parsed.text !== ring) this.#parsed = { text: ring, ring: parseRing(unb64(ring)) };
    return this.#parsed.ring;
  }

  async #contentKey(me) {
    const now = this.clock.now();
    const chosen = chooseKey(this.#ringOf(me), now);
    const c = this.#content;
    const good = c && c.keyId === chosen.id && c.device === me.device && c.uses < MAX_RECORDS;
    if (good && Math.abs(now - c.born) < MAX_AGE) {
      c.uses += 1;
      return c;
    }
    const made = await makeContentKey(chosen.pub, { org: me.org, keyId: chosen.id, device: me.device });
    this.#content = { ...made, keyId: chosen.id, device: me.device, uses: 1, born: now };
    return this.#content;
  }
}

/** Digest of an item as the server computes it. @param {string} org @param {Item} item @returns {Promise<string>} hex */
export async function itemDigest(org, item) {
  const aad = context({ v: item.v, org, keyId: item.key_id, device: item.device, id: item.id, n: item.n });
  return hex(await sha256(join(aad, item.env)));
}
