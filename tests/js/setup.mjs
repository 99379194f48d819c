// Node 18 has no global WebCrypto; browsers and Node 20 have. Node fetches no files; browsers fetch their own.
import { readFile } from "node:fs/promises";
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;

const online = globalThis.fetch;
globalThis.fetch = async (address, ...rest) =>
  String(address).startsWith("file:")
    ? new Response(await readFile(new URL(address)))
    : online(address, ...rest);
