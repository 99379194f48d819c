// Going on without a passphrase. Who forgets it at the start of a night shall still be able to log; what had been
// readable is gone by then, the lists of zones and services too, and a new code needs the coordinator.
//
// Weighed: a copy of the lists under a key of the device (a non-extractable key stands in the profile's bytes, so
// whoever holds the phone reads it) would tell where the team works. A list of this device's token would make that
// token, which can only append, one that reads. So nothing of the lists is kept. The app's own files hold the catalogue
// and the codes of the project (lists.json: the same in every copy of the app, and public); of this programme only two
// numbers stay outside the passphrase: zone and site of the last shift, without names. They tell something to nobody
// but the server, and are unlinked by panic, by the server's order, and when the phone is set up again. Where files
// cannot be unlinked (no OPFS) they are not kept, and such a phone waits for a new code.
//
// Records made like this say the zone "as on the last shift"; a coordinator can correct them.

import { utf8 } from "../privacy/bytes.js";
import { parsed } from "../store/access.js";

const FILE = "last";

const asLast = parsed(({ zone }) => Number.isInteger(zone));

export class GoingOn {
  #last;

  /** @param {import("../store/readable.js").Readable|null} files unlinkable ones @param {any} network */
  constructor(files, network) {
    Object.assign(this, { files, network, reference: null });
  }

  async open() {
    this.#last = await this.files?.read(FILE, asLast).catch(() => null);
  }

  /** @returns {boolean} a phone without a passphrase could log now */
  get can() {
    return Boolean(this.#last);
  }

  /** @param {{zone: number, site?: number|null}} shift that begins or moves */
  async keep({ zone, site = null }) {
    if (!this.files || (this.#last?.zone === zone && this.#last.site === site)) return;
    this.#last = { zone, site };
    await this.files.write(FILE, utf8(JSON.stringify(this.#last))).catch(() => {});
  }

  /** @param {string} name what the screens call the zone (and site) of the last shift */
  async start(name) {
    const { zone, site } = this.#last;
    const sites = Number.isInteger(site) ? [{ id: site, name, zone }] : [];
    this.reference = { ...(await this.network.lists()), zones: [{ id: zone, name }], sites };
  }

  stop() {
    this.reference = null;
  }

  async drop() {
    this.stop();
    this.#last = null;
    await this.files?.drop(FILE);
  }
}
