// A phone that is enrolled and open, in memory, for the tests beside it.
import { readFileSync } from "node:fs";
import { openPhone } from "../../outreach/static/js/phone.js";
import { Disk, FakeClock, Faults, memoryStorage } from "./fakes.mjs";
import { TinyServer } from "./server.mjs";

export const WORDS = "acorn bagel cabin denim";
const KEYS = JSON.parse(readFileSync(new URL("../../outreach/sync/vectors/keys.json", import.meta.url), "utf8"));

export const newServer = () => new TinyServer(KEYS);

/** A phone over this disk, as after a start of the app. */
export const begin = (disk, network, clock = new FakeClock(), faults = new Faults(), options = {}) =>
  openPhone({
    clock,
    network,
    storage: memoryStorage(disk, faults, options),
    automatic: false,
    rounds: 1,
    leave() {},
  });

/** An enrolled, open phone and all it stands on. */
export async function ready(server = newServer(), options = {}) {
  const [disk, clock, faults] = [new Disk(), new FakeClock(), new Faults()];
  const phone = await begin(disk, server, clock, faults, options);
  await phone.enrol(server.link);
  await phone.confirmed();
  await phone.setPassphrase(WORDS);
  return { phone, disk, clock, faults, server };
}
