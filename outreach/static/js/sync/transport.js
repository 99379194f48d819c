// The only place with fetch. It carries bytes and names what went wrong; it judges nothing.

import { Coded } from "../privacy/coded.js";

const LISTS = new URL("./lists.json", import.meta.url);
const LIMIT = 30_000; // ms for one request

async function gzip(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Raises "timeout" or "offline". */
async function ask(what, { headers, ...rest }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LIMIT);
  try {
    const response = await fetch(`/api/v1/${what}`, {
      ...{ cache: "no-store", redirect: "error", credentials: "omit", referrerPolicy: "same-origin" },
      ...{ ...rest, headers: { "X-Outreach": "1", ...headers }, signal: stop.signal },
    });
    const text = await response.text();
    const said = (name) => response.headers.get(name);
    const retryAfter = Number(said("Retry-After")) || 0;
    return { status: response.status, type: said("Content-Type"), text, retryAfter, etag: said("ETag") ?? "" };
  } catch {
    throw new Coded(stop.signal.aborted ? "timeout" : "offline");
  } finally {
    clearTimeout(timer);
  }
}

const post = (what, body, headers) => ask(what, { method: "POST", headers, body });

export const transport = {
  /** One batch. @param {{device: string, token: string, body: string}} batch */
  async send({ device, token, body }) {
    const headers = { Authorization: `Device ${device}.${token}`, "Content-Encoding": "gzip" };
    return post("sync", await gzip(body), { ...headers, "Content-Type": "application/outreach-batch+json" });
  },
  /** The lists that are built into the app; they come from its own cache. */
  lists: async () => (await fetch(LISTS)).json(),
  /** @param {string} secret of the enrolment link */
  enrol: (secret) => post("enrol", JSON.stringify({ v: 1, secret }), { "Content-Type": "application/json" }),
  /** @param {{device: string, refToken: string, etag: string}} of */
  reference({ device, refToken, etag }) {
    const held = etag ? { "If-None-Match": etag } : {};
    return ask("reference", { headers: { Authorization: `Reference ${device}.${refToken}`, ...held } });
  },
};
