// What a phone is made of: everything below the façade, put together once its storage is ours.

import { newId, random } from "../privacy/bytes.js";
import { Sealer, itemDigest } from "../privacy/sealer.js";
import { Access } from "../store/access.js";
import { Drafts } from "../store/drafts.js";
import { Journal } from "../store/journal.js";
import { Notebook } from "../store/notebook.js";
import { Outbox } from "../store/outbox.js";
import { Readable } from "../store/readable.js";
import { Recorder } from "../store/recorder.js";
import { Shift } from "../store/shift.js";
import { Engine } from "./engine.js";
import { Joining } from "./joining.js";
import { Reference } from "./reference.js";

const day = (clock) => new Date(clock.now()).toISOString().slice(0, 10);

/** @param {import("../phone.js").Phone} phone whose storage lock is held */
export async function assemble(phone) {
  const { clock, storage, network } = phone;
  const opfs = storage.opfs && (await storage.opfs.works()) ? storage.opfs : null;
  const files = opfs ?? storage.rows;
  const readable = new Readable(files, clock);
  const outbox = new Outbox(new Journal(files, clock), storage.index, itemDigest, () => day(clock));
  const sealer = new Sealer(clock);
  const onCommand = (cmd) => phone.leaving.command(cmd);
  return {
    hasOpfs: opfs !== null,
    outbox,
    sealer,
    recorder: new Recorder(outbox, sealer, () => phone.me, newId),
    access: new Access(readable, clock, phone.rounds),
    notebook: new Notebook(opfs, clock),
    ref: new Reference(readable, network),
    drafts: new Drafts(opfs ? readable : null, clock),
    shifts: new Shift(phone),
    joining: new Joining(phone, opfs ? readable : null),
    engine: new Engine({ outbox, clock, network, random, app: phone.version, onCommand }),
  };
}
