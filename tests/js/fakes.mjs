// Storage, clock and lock of a phone that lives in memory. Faults can stop or break it at any single step.

/** What survives a kill: files and the index's tables. */
export class Disk {
  constructor() {
    this.files = new Map();
    this.wipeIndex();
  }

  wipeIndex() {
    this.index = { items: new Map(), marks: new Map(), state: null };
  }
}

/** Counts storage steps; `plan(step, op)` may answer "kill", "full", "damaged" or "slow" for one of them. */
export class Faults {
  constructor(plan = () => "") {
    Object.assign(this, { plan, steps: 0, dead: false });
  }

  /** @returns {Promise<"torn"|"">} resolves to go on, rejects for an error, and never comes back after a kill */
  async step(op) {
    if (this.dead) return forever();
    this.steps += 1;
    const fault = this.plan(this.steps, op);
    if (fault === "kill" || fault === "torn") {
      this.dead = true;
      this.onKill?.();
      return fault === "torn" ? "torn" : forever();
    }
    if (fault === "full") throw new DOMException("no space left", "QuotaExceededError");
    if (fault === "damaged") throw new DOMException("internal error", "UnknownError");
    if (fault === "slow") return forever();
    return "";
  }
}

const forever = () => new Promise(() => {});
const copy = (value) => structuredClone(value);

export class MemoryFiles {
  constructor(disk, faults) {
    Object.assign(this, { disk, faults });
  }

  async works() {
    return true;
  }

  async list() {
    await this.faults.step("list");
    return [...this.disk.files.keys()];
  }

  async read(name) {
    await this.faults.step("read");
    return this.disk.files.get(name)?.slice() ?? new Uint8Array(0);
  }

  async append(name, bytes, at) {
    const fault = await this.faults.step("append");
    const kept = (this.disk.files.get(name) ?? new Uint8Array(0)).subarray(0, at);
    const wrote = fault === "torn" ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
    const whole = new Uint8Array(kept.length + wrote.length);
    whole.set(kept);
    whole.set(wrote, kept.length);
    this.disk.files.set(name, whole);
    if (fault === "torn") return forever();
    await this.faults.step("flushed");
    return undefined;
  }

  async remove(name) {
    await this.faults.step("remove");
    this.disk.files.delete(name);
  }

  async close() {}

  async unlink(chosen) {
    for (const name of [...this.disk.files.keys()]) if (chosen(name)) this.disk.files.delete(name);
  }
}

export class MemoryIndex {
  constructor(disk, faults) {
    Object.assign(this, { disk, faults });
  }

  async open() {
    await this.faults.step("open");
    const { items, marks, state } = this.disk.index;
    return {
      items: new Map(copy([...items])),
      marks: new Map(copy([...marks])),
      state: copy(state),
      ledger: copy(this.disk.index.ledger ?? null),
    };
  }

  async commit({ items, marks, drop = [], state, ledger = state.ledger }) {
    await this.faults.step("commit");
    const { index } = this.disk;
    for (const item of items) index.items.set(`${item.device}.${item.n}.${item.id}`, copy(item));
    for (const [key, mark] of marks) index.marks.set(key, copy(mark));
    for (const key of drop) index.items.delete(key) && index.marks.delete(key);
    if (state) index.state = copy(state);
    index.ledger = copy(ledger);
    await this.faults.step("committed");
  }

  async destroy() {
    this.disk.wipeIndex();
    this.disk.wiped = true;
  }
}

/** Time that only moves when told; timers run as it passes. */
export class FakeClock {
  #timers = new Set();

  constructor(at = Date.UTC(2026, 10, 20, 20)) {
    this.at = at;
  }

  now() {
    return this.at;
  }

  after(ms, work) {
    const timer = { due: this.at + ms, work };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  pass(ms) {
    this.at += ms;
    for (const timer of [...this.#timers].sort((a, b) => a.due - b.due))
      if (timer.due <= this.at && this.#timers.delete(timer)) timer.work();
  }
}

export const freeLock = () => ({
  acquire: async () => true,
  takeOver: async () => true,
  release() {},
  onAsked: null,
});

/** Storage as `openPhone` takes it. `opfs: false` is a browser without OPFS. */
export function memoryStorage(disk, faults = new Faults(), { opfs = true, lock = freeLock() } = {}) {
  const files = new MemoryFiles(disk, faults);
  const rows = { ...files, __proto__: MemoryFiles.prototype, destroy: async () => disk.files.clear() };
  const truth = async () => ({ installed: true, persisted: true, usage: 0, quota: 1 });
  return { lock, index: new MemoryIndex(disk, faults), rows, opfs: opfs ? files : null, supported: true, truth };
}
