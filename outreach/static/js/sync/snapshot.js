// What the screens see: a plain copy of the phone's state, made again after each change.

import { keeping } from "../store/keeping.js";
import { heldOf } from "./rules.js";

const counted = (marks, states) => [...marks.values()].filter((mark) => states.includes(mark.state)).length;

// What this phone had made before its browser erased everything, and was never sent; what it still holds is not lost.
function before({ ref, outbox, me }) {
  const said = ref?.data?.lost ?? 0;
  const mine = ({ device }, key) => device === me?.device || outbox.marks.get(key).state === "sent";
  return said && Math.max(0, said - [...outbox.items].filter(([key, item]) => !mine(item, key)).length);
}

function problems(phone) {
  const said = new Map(phone.problems);
  if (phone.engine?.problem) said.set(phone.engine.problem, 1);
  if (phone.engine?.sync.differs) said.set("differs", 1);
  const lost = (phone.engine?.lost ?? 0) + before(phone);
  if (lost > (phone.me?.lostSeen ?? 0)) said.set("lost", lost);
  return [...said].map(([code, count]) => ({ code, count }));
}

function proof(sync, me) {
  if (!sync?.proof) return null;
  return { held: sync.proof.held, total: heldOf(sync, me.device).count, at: sync.proof.at, equal: sync.proof.equal };
}

function storage(phone) {
  const truth = { installed: false, persisted: false, webkit: false, usage: 0, quota: 0, ...phone.truth };
  const fixed = { opfs: Boolean(phone.hasOpfs), browser: phone.storage.supported };
  return { ...truth, ...fixed, ...keeping(truth, phone.used, phone.clock.now()) };
}

/** @param {import("../phone.js").Phone} phone */
export function snapshot(phone) {
  const { outbox, access } = phone;
  const marks = outbox?.marks ?? new Map();
  return {
    stage: phone.stage,
    practice: phone.practising,
    shift: phone.notebook?.shift ?? phone.shifts?.now ?? null,
    unsent: outbox?.waiting ?? 0,
    kept: marks.size,
    oldest: outbox?.waiting ? outbox.state.ledger.since || null : null,
    needsHelp: counted(marks, ["help"]),
    proof: phone.me ? proof(outbox.state.sync, phone.me) : null,
    storage: storage(phone),
    problems: problems(phone),
    syncing: Boolean(phone.engine?.running),
    appVersion: phone.version,
    pinSet: Boolean(access?.pinSet()),
    worker: access?.key ? access.slot : 0,
    workers: access?.slots.length ?? 0,
    inviting: Boolean(access?.inviting),
    mayGoOn: Boolean(phone.going?.can),
    goesOn: Boolean(phone.going?.reference),
    wait: access?.wait ?? 0,
    digits: phone.me?.pending ? phone.me.digits : "",
    notebook: Boolean(phone.hasOpfs && access?.key && phone.ref?.data?.settings?.notebook !== false),
  };
}
