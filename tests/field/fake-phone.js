// A stand-in for phone.js in screen tests: the same face, everything in memory. What it starts with stands in FAKE.
const listeners = new Set();
const said = { ...globalThis.FAKE };
let count = 0;

const view = {
  stage: "open",
  practice: false,
  shift: null,
  unsent: 0,
  kept: 0,
  oldest: null,
  needsHelp: 0,
  proof: null,
  problems: [],
  syncing: false,
  appVersion: "test",
  pinSet: false,
  wait: 0,
  digits: "123456",
  notebook: true,
  storage: {
    ...{ installed: false, persisted: true, usage: 5e6, quota: 4.4e8, opfs: true, browser: true },
    ...{ evicts: "never", evictsOn: null, daysLeft: null },
  },
  ...said.view,
};
const wait = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

class FakePhone {
  look = said.look ?? null;
  reference = said.reference ?? null;
  numbers = Object.assign(said.reference?.settings ?? {}, { calls: said.numbers ?? "" });
  kept = said.draft ?? null;
  notes = (said.entries ?? []).map((record, place) => ({
    id: `note-${place}`,
    n: place + 1,
    device: "d",
    record,
    state: "kept",
    practice: false,
  }));
  view = view;

  set(change) {
    this.view = { ...this.view, ...change };
    listeners.forEach((listener) => listener(this.view));
  }
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  entries() {
    return this.notes;
  }
  draft() {
    return this.kept;
  }
  keepDraft(draft) {
    this.kept = draft;
  }
  async goOn() {
    this.set({ goesOn: true });
  }
  openForm() {
    return `form-${(count += 1)}`;
  }
  dropForm() {
    this.dropped = true;
  }
  async idle() {
    return true;
  }
  async save(record, form) {
    if (said.saveFails) {
      const error = new Error("told to fail");
      error.code = said.saveFails;
      throw error;
    }
    await wait(said.saveTakes ?? 0);
    const list = Array.isArray(record[0]) ? record : [record];
    const receipts = list.map((one, place) => this.note(one, place ? `${form}-${place}` : form));
    const rest = (this.kept ?? []).filter(({ id }) => id !== form);
    this.kept = rest.length ? rest : null;
    this.set({ unsent: this.view.unsent + (this.view.practice ? 0 : list.length) });
    return list === record ? receipts : receipts[0];
  }
  note(record, id) {
    const { practice } = this.view;
    const n = practice ? 0 : this.notes.length + 1;
    this.notes.push({ id, n, device: "d", record, state: "kept", practice });
    return { id, n };
  }
  put(entry, change) {
    this.notes = this.notes.map((note) => (note.id === entry.id ? { ...note, ...change } : note));
    this.set({});
  }
  async sealForTeam(text) {
    this.told = text;
    return ["8f14e45f-ceea-467f-a8d5-0e0e9a3f2b11", "A".repeat(1474)];
  }
  async amend(entry, record) {
    this.put(entry, { record, state: "kept" });
  }
  async voidEntry(entry) {
    this.put(entry, { state: "voided" });
  }
  async startShift(shift) {
    this.set({ shift });
  }
  moveShift(place) {
    return this.startShift({ ...this.view.shift, ...place });
  }
  async endShift() {
    this.last = this.notes.find(({ record }) => record[0] === "shift")?.record ?? null;
    this.notes = [];
    this.set({ shift: null });
  }
  practice(on) {
    this.set({ practice: on });
  }
  keepLook(look) {
    this.look = look;
  }
  async offerWords() {
    return ["copper", "lantern", "willow", "mosaic"];
  }
  async setPassphrase() {
    this.set({ stage: "open" });
  }
  async enrol() {
    if (said.enrolFails) throw Object.assign(new Error("told to fail"), { code: said.enrolFails });
    this.set({ stage: "digits" });
  }
  async confirmed() {
    return false;
  }
  async unlock(phrase) {
    this.unlockWith(phrase === "right", { code: "wrong", seconds: 5 });
  }
  async unlockPin(pin) {
    this.unlockWith(pin === "1234", { code: "pin_wrong" });
  }
  unlockWith(right, error) {
    if (!right) throw Object.assign(new Error("wrong"), error);
    this.set({ stage: "open" });
  }
  async setPin() {
    this.set({ pinSet: true });
  }
  lock() {
    this.set({ stage: "locked" });
  }
  quickExit() {
    this.lock();
    this.leave();
  }
  async panic() {
    this.panicked = true;
    this.lock();
  }
  workers() {
    return said.workers ?? [{ slot: 1, mine: true, shiftOpen: Boolean(this.view.shift), pinSet: false }];
  }
  async inviteWorker() {
    this.set({ stage: "passphrase", inviting: true, shift: null });
  }
  usual = said.usual ?? null;
  async keepUsual(usual) {
    this.usual = usual;
  }
  async forget(slot) {
    this.forgot = slot ?? 0;
    said.workers = this.workers().filter((one) => one.slot !== slot);
    this.set(this.view.stage === "open" ? {} : { stage: "writeonly" });
  }
  async sync() {
    return true;
  }
  async takeOver() {
    this.set({ stage: "open" });
  }
  dismiss(code) {
    this.set({ problems: this.view.problems.filter((p) => p.code !== code) });
  }
  rescueFile() {
    return new Blob(["{}"]);
  }
}

export async function openPhone({ leave }) {
  globalThis.phone = Object.assign(new FakePhone(), { leave });
  return globalThis.phone;
}
