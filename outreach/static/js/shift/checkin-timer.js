// The check-in of somebody who works alone. It runs in this page only: no signal is needed, but a phone that sleeps
// rings late, when it wakes. Holds no more than day and zone, so that it goes on while the phone is locked.
import { now, partOfDay } from "../ui/moment.js";

const MINUTE = 60_000;
const GRACE = 5 * MINUTE; // until an alarm that nobody answered is told to the coordinator
const DAY = 24 * 60 * MINUTE;
const AGAIN = 20_000;
export const CHOICES = [15, 30, 45, 60];

/** What stands in a shift whose timer starts now; null: no timer. */
export const checkinFor = (minutes, at = now(), id = at) => (minutes ? { id, minutes, until: at + minutes * MINUTE } : null);

const since = () => globalThis.performance.now();

export class Checkin {
  #run = null; // { id, minutes, until, from, day, zone, due, missed, help, aside }
  #keeping = false;
  #sending = false;
  #unsaved = [];
  #rung = 0;

  /** `changed` is called when something shown is different, `ring` at the alarm and again every 20 seconds. */
  constructor(phone, changed, ring, clock = { now, since }) {
    Object.assign(this, { phone, changed, ring, clock });
  }

  /** Looks each second, and at once when the page is seen again. */
  watch() {
    const look = () => this.look();
    setInterval(look, 1000);
    document.addEventListener("visibilitychange", look);
  }

  /** What screens read: minutes (0: off), next (wall clock), due (the alarm stands), missed, help. */
  get view() {
    const { minutes = 0, until, due = false, missed, help = false, aside } = this.#run ?? {};
    return { minutes, next: until, due: due && !aside, missed, help };
  }

  /** Starts, or starts again, for this shift; 0 minutes stops. */
  async start(minutes, shift) {
    this.#begin(checkinFor(minutes, this.clock.now()), shift);
    await this.#keep();
  }

  #begin(told, shift) {
    this.#run = told && { ...told, day: shift.day, zone: shift.zone, from: this.clock.since() };
    this.#rung = -AGAIN;
  }

  // In the notebook with the shift, encrypted, so that it survives a killed tab. A locked phone writes it at unlock.
  async #keep() {
    const { view } = this.phone;
    const { id, minutes, until } = this.#run ?? {};
    this.#keeping = view.stage === "open" && Boolean(view.shift);
    this.changed();
    if (this.#keeping) await this.phone.moveShift({ checkin: id ? { id, minutes, until } : null });
    this.#keeping = false;
  }

  /** After each change of the phone: takes up what stands in the open shift, drops what belongs to another. */
  adopt({ stage, shift }) {
    if (stage !== "open" || this.#keeping) return;
    const told = shift?.checkin;
    if ((told?.id ?? 0) !== (this.#run?.id ?? 0)) return this.#begin(told, shift);
    if (this.#run && shift) this.#run.zone = shift.zone; // they walked on
    if (told && told.until !== this.#run.until) void this.#keep();
  }

  /** How late it is, in milliseconds. The wall clock sees a sleep; the page's own time sees a clock that was set. */
  get #late() {
    const wall = this.clock.now() - this.#run.until;
    const own = this.clock.since() - this.#run.from - this.#run.minutes * MINUTE;
    return Math.abs(wall) > DAY ? own : Math.max(wall, own);
  }

  look() {
    if (this.#unsaved.length) void this.#flush();
    const run = this.#run;
    if (!run || run.help || this.#late < 0) return;
    if (this.clock.since() - this.#rung >= AGAIN) {
      this.#rung = this.clock.since();
      this.ring();
    }
    const { due, missed } = run;
    run.due = true;
    run.missed ||= this.#late >= GRACE;
    if (run.missed && !missed) this.#send("missed");
    if (!due || run.missed !== missed) this.changed();
  }

  /** "I am fine": one tap, also on a locked phone. Goes on with the same minutes. */
  async fine() {
    if (!this.#run) return;
    const { id, missed, help, minutes } = this.#run;
    if (missed || help) this.#send("safe");
    this.#begin(checkinFor(minutes, this.clock.now(), id), this.#run);
    await this.#keep();
  }

  /** "I need help": told at once or with the next signal, also where no timer runs. */
  askHelp({ day, zone }) {
    this.#run ??= { id: 0, minutes: 0, day, zone };
    if (!this.#run.help) this.#send("help");
    Object.assign(this.#run, { help: true, due: true, aside: false });
    this.changed();
  }

  /** Help was asked for; the page is needed for other things. */
  putAside(aside) {
    this.#run.aside = aside;
    this.changed();
  }

  #send(state) {
    const { day, zone } = this.#run;
    this.#unsaved.push(["checkin", 1, day, partOfDay(this.clock.now()), zone, state]);
    void this.#flush();
  }

  // What could not be written is tried again at the next look; the phone itself says why under "what is safe".
  async #flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#unsaved.length) {
        await this.phone.save(this.#unsaved[0], this.phone.openForm());
        this.#unsaved.shift();
      }
      void this.phone.sync();
    } catch {
      this.changed();
    } finally {
      this.#sending = false;
    }
  }
}
