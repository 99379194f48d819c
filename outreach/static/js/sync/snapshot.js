// What the screens see: a plain copy of the phone's state, made again after each change.

import { keeping } from "../store/keeping.js";
import { heldOf } from "./rules.js";

// What this phone had made before its browser erased everything, and was never sent; what it still holds is not lost.
function before({ ref, outbox, me }) {
  const said = ref?.data?.lost ?? 0;
  const mine = ({ device }, key) => device === me?.device || outbox.marks.get(key).state === "sent";
  return said && Math.max(0, said - [...outbox.items].filter(([key, item]) => !mine(item, key)).length);
}

function problems(phone) {
  const { engine, me } = phone;
  const said = new Map(phone.problems);
  if (engine?.problem) said.set(engine.problem, 1);
  if (engine?.sync.differs) said.set("differs", 1);
  const lost = (engine?.lost ?? 0) + before(phone);
  if (lost > (me?.lostSeen ?? 0)) said.set("lost", lost);
  return [...said].map(([code, count]) => ({ code, count }));
}

/** @param {import("../phone.js").Phone} phone */
export function snapshot(phone) {
  const { outbox, access, me, engine, truth } = phone;
  const proof = me && outbox.state.sync?.proof;
  const marks = [...(outbox?.marks.values() ?? [])];
  return {
    stage: phone.stage,
    practice: phone.practising,
    shift: phone.notebook?.shift ?? phone.shifts?.now ?? null,
    unsent: outbox?.waiting ?? 0,
    kept: marks.length,
    needsHelp: marks.filter(({ state }) => state === "help").length,
    oldest: (outbox?.waiting && outbox.state.ledger.since) || null,
    proof: proof ? { ...proof, total: heldOf(outbox.state.sync, me.device).count } : null,
    storage: { ...truth, ...keeping(truth, phone.used, phone.clock.now()) },
    problems: problems(phone),
    syncing: Boolean(engine?.running),
    appVersion: phone.version,
    pinSet: Boolean(access?.pinSet()),
    inviting: Boolean(access?.inviting),
    mayGoOn: Boolean(phone.going?.can),
    goesOn: Boolean(phone.going?.reference),
    wait: access?.wait ?? 0,
    digits: me?.pending ? me.digits : "",
    notebook: Boolean(phone.hasOpfs && access?.key && phone.ref?.data?.settings?.notebook !== false),
  };
}
