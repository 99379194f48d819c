// Node 18 has no global WebCrypto; browsers and Node 20 have.
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;
