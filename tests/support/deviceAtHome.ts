/** A device that lives for weeks: its flash outlives every power-up, and its clock is set. */
import { Daily, DAILY, PRESCRIPTION } from '../../firmware/course-records.ts';
import { forgetDays } from '../../firmware/day.ts';
import { Page, SESSION_PAGES } from '../../firmware/layout.ts';
import { logValues } from '../../firmware/logbook.ts';
import { prescribe } from '../../firmware/prescribe.ts';
import { Cal, SESSION_LOG } from '../../firmware/records.ts';
import { append, loadRecord, newRing, openRing, saveRecord, type Ring, type Store } from '../../firmware/store.ts';
import { State } from '../../firmware/states.ts';
import { DeviceInHand } from './deviceInHand.ts';
import { FakeFlash, finish, storeIn } from './fakeFlash.ts';

const DAY_S = 86_400;

export class DeviceAtHome {
  readonly flash = new FakeFlash();
  hand = new DeviceInHand();
  private store: Store = storeIn(this.flash);
  private log: Ring = newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
  /** Sessions in the device's own log. */
  logged = 0;

  constructor(rx: readonly number[]) {
    saveRecord(this.store, PRESCRIPTION, Page.Prescription, rx);
    finish(this.store);
  }

  /** Target of the present orders, in percent of body weight. */
  get targetPct(): number {
    const { orders } = this.hand.d;
    return Math.round((100 * orders.pullTargetN) / orders.weightN);
  }

  /** Power comes at an hour of a day: all that is known is what flash holds, and the angle of the board. */
  powerUp(day: number, hour: number): this {
    const angleDeg = this.hand.angleDeg;
    this.hand = new DeviceInHand();
    const { d } = this.hand;
    this.hand.angleDeg = angleDeg;
    this.store = storeIn(this.flash);
    this.log = newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
    openRing(this.store, this.log);
    d.bootS = day * DAY_S + hour * 3600;
    d.cal[Cal.ExpiresDay] = day + 100;
    d.cal[Cal.AngleDay] = day;
    d.daily = loadRecord(this.store, DAILY, Page.Daily) ?? [65535, 0, 0, 0, 65535, 0, 0, 0, 0];
    forgetDays(d);
    d.rx = loadRecord(this.store, PRESCRIPTION, Page.Prescription) ?? [];
    prescribe(d);
    // The self-test takes a second and a half.
    return this.run(2000);
  }

  /** The test of the day: LOWER closes the relay, panic is pressed and released, START acknowledges. */
  testPanic(): this {
    this.hand.pressLower().until(State.Testing).run(500);
    this.hand.hold({ panic: true }, 500).run(500);
    return this.pressStart().run(1000);
  }

  pressStart(): this {
    this.hand.pressStart();
    this.save();
    return this;
  }

  /** The supervisor turns the key and turns it back. */
  turnKey(): this {
    this.hand.hold({ key: true }, 500).hold({ key: false }, 1000);
    return this;
  }

  run(forMs: number): this {
    for (let ms = 0; ms < forMs; ms += 100) this.tick();
    return this;
  }

  until(state: State): this {
    this.tick();
    for (let ticks = 0; this.hand.d.session.state !== state; ticks++) {
      if (ticks > 6000) throw new Error(`state ${state} is not reached`);
      this.tick();
    }
    return this;
  }

  private tick(): void {
    this.hand.tick();
    this.save();
  }

  /** As the firmware does: with the drive off, what waits is written. */
  private save(): void {
    const { d } = this.hand;
    const s = d.session;
    if (d.outputs.power || d.safety.power) return;
    if (s.saveLog) {
      s.saveLog = false;
      append(this.store, this.log, logValues(d));
      finish(this.store);
      this.logged++;
    }
    if (!s.saveDaily) return;
    s.saveDaily = false;
    saveRecord(this.store, DAILY, Page.Daily, d.daily);
    finish(this.store);
  }

  /** Level of the course as flash holds it. */
  get level(): number {
    return loadRecord(storeIn(this.flash), DAILY, Page.Daily)?.[Daily.Level] ?? -1;
  }
}
