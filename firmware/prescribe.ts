import { takeAim } from './aim.ts';
import { levelOn, targetAt } from './course.ts';
import { Rx } from './course-records.ts';
import { today, type Device } from './device.ts';
import { Fault } from './faults.ts';
import { phaseOf } from './phases.ts';
import { NO_ORDERS, ordersOf, refusalOf } from './prescription.ts';

/** Judges the prescription, and makes the orders of the day. Called when it is another. */
export function prescribe(d: Device): void {
  d.refusal = d.rx.length === 0 ? Fault.NoPrescription : refusalOf(d.rx);
  d.prescribed = false;
  orderAnew(d);
}

/**
 * Makes the orders of the day from the prescription and the weeks before. Called when the weeks or the day are others. What does
 * not grow stays as it is: to work it out takes as long as five other periods.
 */
export function orderAnew(d: Device): void {
  d.orderedDay = today(d);
  if (!d.prescribed || d.rx[Rx.FirstTarget] > 0) workOut(d);
  if (!d.prescribed) return;
  // What the panel tells of the way before the start is the way to the first phase.
  d.session.started = false;
  phaseOf(d.orders, 0, d.phase);
  takeAim(d);
}

function workOut(d: Device): void {
  d.orders = NO_ORDERS;
  d.prescribed = false;
  if (d.refusal !== Fault.None) return;
  const rx = d.rx.slice();
  rx[Rx.Target] = targetAt(d.rx, levelOn(d.daily, d.rx, d.orderedDay));
  rx[Rx.FirstTarget] = 0;
  const orders = ordersOf(rx);
  if (orders === null) {
    d.refusal = Fault.ProgressionWrong;
    return;
  }
  d.orders = orders;
  d.prescribed = true;
}
