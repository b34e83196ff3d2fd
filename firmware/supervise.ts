import { forget } from './book.ts';
import { Plan, type Device } from './device.ts';
import { Clear } from './faults.ts';
import { monitorEndSwitches, monitorTilt } from './monitors/angle.ts';
import { monitorSystem } from './monitors/system.ts';
import { forceStage, planStage } from './pilot.ts';
import { senseTilt } from './sense.ts';
import { sessionStage } from './session.ts';

/** Faults that go away by themselves are forgotten this often, in ticks. */
const FORGET_TICKS = 8;

/**
 * Second half of a period, 50 ms after the first: the tilt, the faults that show in tilt and supply, and what
 * the session wants next. It drives nothing; what it raises and wishes counts in the tick that follows.
 */
export function supervise(d: Device): void {
  senseTilt(d.sensed, d.inputs, d.cal);
  monitorSystem(d);
  monitorEndSwitches(d);
  monitorTilt(d);
  if (d.ticks % FORGET_TICKS === 0 && d.book.worst > 0) forget(d.book, Clear.WhenGone, d.inputs.nowMs);
  const planAtMs = d.motion.startMs;
  const state = d.session.state;
  d.busy = d.mustPlan !== Plan.None;
  // Before the session, which asks: asking and planning are not done in one period.
  if (d.busy) planStage(d);
  sessionStage(d);
  if (d.motion.startMs !== planAtMs || d.session.wayMs === d.inputs.nowMs) d.busy = true;
  // The tilt sensor and the plan take the time of the other periods.
  if ((d.ticks & 1) === 1 && !d.busy) forceStage(d);
  if (d.motion.startMs !== planAtMs || d.session.state !== state) d.busy = true;
}
