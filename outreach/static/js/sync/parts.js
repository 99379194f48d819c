// What a phone is made of: everything below the façade, put together once its storage is ours.

import { newId, random } from "../privacy/bytes.js";
import { Coded } from "../privacy/coded.js";
import { Sealer } from "../privacy/sealer.js";
import { Access } from "../store/access.js";
import { Drafts } from "../store/drafts.js";
import { Journal } from "../store/journal.js";
import { Notebook } from "../store/notebook.js";
import { Outbox } from "../store/outbox.js";
import { Own } from "../store/own.js";
import { Readable } from "../store/readable.js";
import { Recorder } from "../store/recorder.js";
import { Shift } from "../store/shift.js";
import { Engine } from "./engine.js";
import { GoingOn } from "./going-on.js";
import { Joining } from "./joining.js";
import { Reference } from "./reference.js";

const day = (clock) => new Date(clock.now()).toISOString().slice(0, 10);

/** Puts a phone together whose storage lock is held, and reads what is there. Raises what a screen can say. */
export async function assemble(phone) {
  const { clock, storage } = phone;
  const opfs = storage.opfs && (await storage.opfs.works()) ? storage.opfs : null;
  if (storage.opfs?.refused) throw new Coded("private");
  const files = opfs ?? storage.rows;
  const readable = new Readable(files, clock);
  const outbox = new Outbox(new Journal(files, clock), storage.index, () => day(clock));
  Object.assign(phone, { hasOpfs: opfs !== null, outbox });
  Object.assign(phone, made(phone, readable, opfs && readable, opfs));
  await outbox.open();
  const sweep = phone.notebook.sweep().catch(() => {});
  await Promise.all([phone.access.open(), phone.going.open(), sweep]);
  await phone.joining.open();
  tell(phone);
}

/** `gone`: files that are really gone when they are removed; null where the browser has none. */
function made(phone, readable, gone, opfs) {
  const { clock, network, outbox } = phone;
  const sealer = new Sealer(clock);
  const onCommand = (cmd) => phone.leaving.command(cmd);
  return {
    sealer,
    recorder: new Recorder(outbox, sealer, () => phone.me, newId),
    access: new Access(readable, clock, phone.rounds),
    notebook: new Notebook(opfs, clock),
    ref: new Reference(readable, network),
    drafts: new Drafts(gone, clock),
    own: new Own(gone),
    shifts: new Shift(phone),
    going: new GoingOn(gone, network),
    joining: new Joining(phone, gone),
    engine: new Engine({ outbox, clock, network, random, app: phone.version, onCommand }),
  };
}

/** What a start found out about the records. */
function tell(phone) {
  const { missing, altered, torn, skipped, recovered, unsure } = phone.outbox.report;
  for (const [code, count] of Object.entries({ missing, altered, torn: torn || skipped ? 1 : 0, recovered }))
    if (count) phone.problem(code, count);
  if (unsure) void phone.outbox.change({ sync: { ...phone.engine.sync, unsure: true } }).catch(() => {});
}
