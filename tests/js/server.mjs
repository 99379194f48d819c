// A small server for tests of the phone alone: keeps envelopes by (device, n, id), answers as PROTOCOL.md says.
import { b64, unb64 } from "../../outreach/static/js/privacy/bytes.js";
import { itemDigest } from "../../outreach/static/js/privacy/sealer.js";
import { toggle } from "../../outreach/static/js/store/reconcile.js";

const ACK = "application/outreach-ack+json";
const json = (body, status = 200, type = "application/json") => ({
  status,
  type,
  text: JSON.stringify(body),
  retryAfter: 0,
  etag: "e1",
});

export class TinyServer {
  /** @param {any} keys vectors/keys.json: an example organisation's ring */
  constructor(keys) {
    Object.assign(this, {
      keys,
      stored: new Map(),
      epoch: "e-1",
      durable: 0,
      seq: 0,
      held: {},
      requests: [],
      cmd: null,
      confirmed: true,
    });
  }

  get link() {
    return `#e=${b64(new Uint8Array(16))}&f=${this.keys.fingerprint}`;
  }

  async enrol() {
    this.device = this.next ?? "0b54c1de-90a7-4f26-8b1d-3e7a6c2f9d45";
    const { org, signing_key, ring, sig } = this.keys;
    return json({
      v: 1,
      org,
      org_name: "Night Bus",
      device: this.device,
      token: "tok",
      ref_token: "ref",
      signing_key,
      ring,
      sig,
      digits: "123456",
    });
  }

  async reference({ etag }) {
    if (!this.confirmed) return json({ error: "pending" }, 403);
    if (etag === "e1") return { status: 304, type: "", text: "", etag };
    return json({
      v: 1,
      org_name: "Night Bus",
      ring: this.keys.ring,
      sig: this.keys.sig,
      lost: this.lost ?? 0,
      zones: [{ id: 1, name: "Harbour" }],
      settings: { notebook: true, idle_minutes: 5 },
    });
  }

  async lists() {
    return { v: 1, items: [{ code: "needle-1ml", name: "Needles" }], zones: [], sites: [], services: [], settings: {} };
  }

  async send({ body }) {
    const request = JSON.parse(body);
    this.requests.push(request);
    const results = [];
    for (const item of request.items) results.push(await this.#take(item));
    const held = this.held[request.device] ?? { count: 0, digest: "0".repeat(64) };
    const { v, nonce } = request;
    return json(
      {
        v,
        nonce,
        epoch: this.epoch,
        durable_seq: this.durable,
        results,
        gaps: this.gaps ?? [],
        held,
        ...(this.cmd && { cmd: this.cmd }),
      },
      200,
      ACK,
    );
  }

  async #take(wire) {
    const item = { ...wire, env: unb64(wire.env) };
    const digest = await itemDigest(this.keys.org, item);
    const key = `${item.device}.${item.n}.${item.id}.${digest}`;
    const known = this.stored.get(key);
    if (known) return { n: item.n, device: item.device, status: "duplicate", seq: known, sha256: digest };
    this.stored.set(key, (this.seq += 1));
    const { count, digest: sum } = this.held[item.device] ?? { count: 0, digest: "0".repeat(64) };
    this.held[item.device] = { count: count + 1, digest: await toggle(sum, { ...item, digest }) };
    return { n: item.n, device: item.device, status: "stored", seq: this.seq, sha256: digest };
  }
}

export const contact = (people = 1) => [
  "contact",
  1,
  "2026-11-20",
  2,
  1,
  null,
  "street",
  people,
  0,
  null,
  null,
  [],
  null,
  [["needle-1ml", 10]],
  0,
  null,
  [],
  [],
  10,
];
