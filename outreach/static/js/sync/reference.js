// Reference data (zones, catalogue, directory, codes): fetched with the reference token, kept encrypted under the key
// that all workers of this phone share, read when open.

import { text, utf8 } from "../privacy/bytes.js";
import { newerRing } from "./enrolment.js";
import { json } from "./rules.js";

const FILE = "reference";
const TOKEN = "access";

export class Reference {
  /** @param {import("../store/readable.js").Readable} readable @param {any} network */
  constructor(readable, network) {
    Object.assign(this, { readable, network });
    this.close();
  }

  /**
   * After unlocking.
   * @param {CryptoKey} key shared by this phone's workers @param {CryptoKey} before the worker's own: a phone that had
   *   one worker kept it under that; it is written anew under `key`
   */
  async open(key, before) {
    const [token, shared] = await Promise.all([TOKEN, FILE].map((name) => this.readable.get(key, name)));
    const old = token ? null : await this.readable.get(before, TOKEN);
    this.token = text(token ?? old ?? new Uint8Array(0));
    const kept = shared ?? (await this.readable.get(before, FILE));
    if (kept) Object.assign(this, JSON.parse(text(kept)));
    if (old) await this.keepToken(key, this.token).catch(() => {}); // next time
  }

  /** @param {CryptoKey} key @param {string} token */
  async keepToken(key, token) {
    this.token = token;
    await this.readable.put(key, TOKEN, utf8(token));
    if (this.data) await this.#write(key);
  }

  #write(key) {
    return this.readable.put(key, FILE, utf8(JSON.stringify({ data: this.data, etag: this.etag })));
  }

  /**
   * @param {any} me @param {CryptoKey|null} key null: not chosen yet, kept in memory only
   * @returns {Promise<any|null>} `me` with a newer ring, if one came; null when nothing came: no network, or the digits
   *   are not typed yet
   */
  async fetch(me, key) {
    if (!this.token) return null;
    const asked = { device: me.device, refToken: this.token, etag: this.data ? this.etag : "" };
    const { status, type, text: body, etag } = (await this.network.reference(asked).catch(() => null)) ?? {};
    if (status === 304) return (await this.#came(this.data, key), me);
    const said = status === 200 && String(type).includes("json") && json(body);
    if (said?.v !== 1) return null;
    this.etag = etag;
    await this.#came(said, key);
    return newerRing(me, said);
  }

  /** What came, with the day on which the server last said that it holds. Written when one of them is new. */
  async #came(data, key) {
    const day = new Date(this.readable.clock.now()).toISOString().slice(0, 10);
    const fresh = data.came_on !== day;
    if (fresh) this.data = { ...data, came_on: day };
    if (fresh && key) await this.#write(key);
  }

  close() {
    Object.assign(this, { data: null, etag: "", token: "" });
  }

  async drop() {
    this.close();
    for (const name of [FILE, TOKEN]) await this.readable.drop(name);
  }
}
