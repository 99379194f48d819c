// Seals records under a content key that lives only in memory: at most 16 records, at most 15 minutes,
// never past a lock. The envelope carries the wrapped key, so the server can open each one alone.

import { hex, join, unb64 } from "./bytes.js";
import { chooseKey, parseRing } from "./ring.js";
import { digest } from "./sha256.js";
import { context, makeContentKey, sealRecord } from "./sealing.js";

export const MAX_RECORDS = 16;
const MAX_AGE = 15 * 60_000;
const REST = 50; // ms after a save: the phone has nothing to do then
const SOON = 500; // ms after a form opened: it stands on the screen by then

/** @typedef {{device: string, id: string, n: number, key_id: string, v: 1, env: Uint8Array, digest: string}} Item */

export class Sealer {
  #content = null;
  #next = null;
  #life = 0;
  #parsed = { text: "", ring: null };

  /** @param {import("../store/clock.js").Clock} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /** Forget the content keys: on lock, after 60 s hidden, on leaving. */
  forget() {
    this.#content = this.#next = null;
    this.#life += 1;
  }

  /** Makes the key that the next record needs, if it needs one, so that its save does not wait for it: in a moment,
   *  and only if nobody locked in the meantime. */
  prepare(me, moment = SOON) {
    const life = this.#life;
    this.clock.after(moment, () => life === this.#life && this.#prepare(me));
  }

  #prepare(me) {
    const chosen = this.#chosen(me);
    if (!this.#good(this.#content, me, chosen)) this.#next ??= this.#make(me, chosen).catch(() => null);
  }

  /**
   * @param {{org: string, device: string, ring: string}} me its ring was verified when it came
   * @param {unknown[]} record @param {string} id @param {number} n
   * @returns {Promise<Item>}
   */
  async seal(me, record, id, n) {
    const content = await this.#contentKey(me);
    const item = { device: me.device, id, n, key_id: content.keyId, v: 1 };
    const env = await sealRecord(content, record, aadOf(me.org, item));
    return { ...item, env, digest: itemDigest(me.org, { ...item, env }) };
  }

  // The ring is parsed once.
  #chosen({ ring }) {
    if (this.#parsed.text !== ring) this.#parsed = { text: ring, ring: parseRing(unb64(ring)) };
    return chooseKey(this.#parsed.ring, this.clock.now());
  }

  #good(content, me, chosen) {
    const ours = content && content.keyId === chosen.id && content.device === me.device;
    return ours && content.uses < MAX_RECORDS && Math.abs(this.clock.now() - content.born) < MAX_AGE;
  }

  async #make(me, { id, pub }) {
    const made = await makeContentKey(pub, { org: me.org, keyId: id, device: me.device });
    return { ...made, keyId: id, device: me.device, uses: 0, born: this.clock.now() };
  }

  async #contentKey(me) {
    const [chosen, life] = [this.#chosen(me), this.#life];
    let content = this.#content;
    if (!this.#good(content, me, chosen)) {
      const waiting = await this.#next;
      content = this.#good(waiting, me, chosen) ? waiting : await this.#make(me, chosen);
      if (life === this.#life) [this.#content, this.#next] = [content, null]; // else it was to be forgotten meanwhile
    }
    content.uses += 1;
    if (content.uses === MAX_RECORDS) this.prepare(me, REST);
    return content;
  }
}

const aadOf = (org, { key_id: keyId, ...item }) => context({ ...item, org, keyId });

/** Digest of an item as the server computes it. @param {string} org @param {Item} item @returns {string} hex */
export const itemDigest = (org, item) => hex(digest(join(aadOf(org, item), item.env)));
