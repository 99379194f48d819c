// The only place with fetch. It carries bytes and names what went wrong; it judges nothing.

const LISTS = new URL("./lists.json", import.meta.url);
const ACCEPT = { "X-Outreach": "1" };

export class NetworkError extends Error {
  /** @param {"offline"|"timeout"} code */
  constructor(code) {
    super(`network: ${code}`);
    this.code = code;
  }
}

async function gzip(text) {
  if (typeof CompressionStream === "undefined") return null;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function ask(url, options, limit) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limit);
  const fixed = { cache: "no-store", redirect: "error", credentials: "omit", referrerPolicy: "same-origin" };
  try {
    const response = await fetch(url, {
      ...fixed,
      ...options,
      headers: { ...ACCEPT, ...options.headers },
      signal: stop.signal,
    });
    const text = await response.text();
    const { status, headers } = response;
    const retryAfter = Number(headers.get("Retry-After")) || 0;
    return { status, type: headers.get("Content-Type") ?? "", text, retryAfter, etag: headers.get("ETag") ?? "" };
  } catch {
    throw new NetworkError(stop.signal.aborted ? "timeout" : "offline");
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} base address of the API @param {number} limit ms for one request */
export function transport(base = "/api/v1", limit = 30_000) {
  return {
    /** One batch. @param {{device: string, token: string, body: string}} batch */
    async send({ device, token, body }) {
      const packed = await gzip(body);
      const headers = {
        "Content-Type": "application/outreach-batch+json",
        Authorization: `Device ${device}.${token}`,
      };
      if (packed) headers["Content-Encoding"] = "gzip";
      return ask(`${base}/sync`, { method: "POST", headers, body: packed ?? body }, limit);
    },
    /** The lists that are built into the app; they come from its own cache. */
    lists: async () => (await fetch(LISTS)).json(),
    /** @param {string} secret of the enrolment link */
    enrol(secret) {
      const body = JSON.stringify({ v: 1, secret });
      return ask(`${base}/enrol`, { method: "POST", headers: { "Content-Type": "application/json" }, body }, limit);
    },
    /** @param {{device: string, refToken: string, etag?: string}} of */
    reference({ device, refToken, etag }) {
      const headers = { Authorization: `Reference ${device}.${refToken}` };
      if (etag) headers["If-None-Match"] = etag;
      return ask(`${base}/reference`, { headers }, limit);
    },
  };
}
