// Reference data (zones, catalogue, directory, codes): fetched with the reference token, kept encrypted, read when open.

import { text, utf8 } from "../privacy/bytes.js";
import { newerRing } from "./enrolment.js";

const FILE = "reference";
const TOKEN = "access";

export class Reference {
  /** @param {import("../store/readable.js").Readable} readable @param {any} network */
  constructor(readable, network) {
    Object.assign(this, { readable, network, data: null, etag: "", token: "" });
  }

  /** After unlocking. @param {CryptoKey} key */
  async open(key) {
    const token = await this.readable.get(key, TOKEN);
    this.token = token ? text(token) : "";
    const kept = await this.readable.get(key, FILE);
    if (kept) Object.assign(this, JSON.parse(text(kept)));
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
   * @returns {Promise<{state: "ok"|"pending"|"failed", me: any}>} `me` with a newer ring, if one came
   */
  async fetch(me, key) {
    if (!this.token) return { state: "failed", me };
    const asked = { device: me.device, refToken: this.token, etag: this.data ? this.etag : "" };
    const answer = await this.network.reference(asked).catch(() => null);
    if (answer?.status === 304) return { state: "ok", me };
    const said = answer ? read(answer) : null;
    if (answer?.status === 403 && said?.error === "pending") return { state: "pending", me };
    if (answer?.status !== 200 || said?.v !== 1) return { state: "failed", me };
    Object.assign(this, { data: said, etag: answer.etag });
    if (key) await this.#write(key);
    return { state: "ok", me: await newerRing(me, said) };
  }

  close() {
    Object.assign(this, { data: null, etag: "", token: "" });
  }

  async drop() {
    this.close();
    for (const name of [FILE, TOKEN]) await this.readable.drop(name);
  }
}

function read({ type, text: body }) {
  try {
    return String(type).includes("json") ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}
