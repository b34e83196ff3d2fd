import { raise } from '../book.ts';
import type { Device } from '../device.ts';
import { Fault } from '../faults.ts';
import { ANGLE_TRIP_DEG } from '../limits.ts';

/** Failed readings in a row before a sensor counts as absent. */
const ACCEL_MISSES = 2;
const TRAVEL_TICKS = 2;
/** The trip line must be seen by two ticks of the travel, or by half a second of the tilt sensor, which knocks disturb. */
const TRIP_TICKS = 2;
/** The switches sit at 0 and 46.5 degrees; below and above these angles they are closed. */
const END_LOW_TO_DEG = 2;
const END_HIGH_FROM_DEG = 44;
const SWITCH_TICKS = 2;
/** Tilt readings come five times a second, and ten times while one is in doubt: the fourth in a row rides out knocks of 0.2 s. */
const TILT_READINGS = 4;
/**
 * Noise of the sensor (LIS2DH12 datasheet: 220 ug per root Hz, 0.7 mg) leaves all three axes the same in one pair of readings of
 * twenty. Five pairs in a row were seen once in 200 simulated hours; eight would be once in years.
 */
const FROZEN_READINGS = 8;
/** Gravity may be off by this much from 1 g: sensor tolerance and calm movement of the board. */
const GRAVITY_TOLERANCE_MG = 150;
/** Travel and tilt agree within this: both calibrations, the lag of the tilt filter at 1.5 degrees per second, noise. */
const APART_DEG = 1.4;
/**
 * Travel and tilt turn together: this far from where they were to each other is no noise (0.06 degrees) and no error of the
 * linkage within a few seconds. A knock of 0.2 s and a jolt of the drive are over at the third.
 */
const JUMP_DEG = 0.5;
const JUMP_READINGS = 3;
/** Low-pass per reading of how they are to each other: standing, and while the drive works. */
const STANDING_BLEND = 0.3;
const MOVING_BLEND = 0.05;

/** Travel that is invalid, and the trip line passed. */
export function monitorTravel(d: Device): void {
  const w = d.watch;
  const s = d.sensed;
  w.travelTicks = s.angleOk ? 0 : w.travelTicks + 1;
  if (w.travelTicks >= TRAVEL_TICKS) raise(d.book, Fault.TravelInvalid, d.inputs.nowMs);
  w.tripTicks = s.angleOk && s.angleDeg >= ANGLE_TRIP_DEG ? w.tripTicks + 1 : 0;
  if (w.tripTicks >= TRIP_TICKS) raise(d.book, Fault.AngleTrip, d.inputs.nowMs);
}

/** An end switch that is open far from its end: its wire is cut, or it is stuck. */
export function monitorEndSwitches(d: Device): void {
  const w = d.watch;
  const angleDeg = d.sensed.angleDeg;
  const wrong = (d.inputs.endHigh && angleDeg < END_HIGH_FROM_DEG) || (d.inputs.endLow && angleDeg > END_LOW_TO_DEG);
  w.switchTicks = wrong ? w.switchTicks + 1 : 0;
  if (w.switchTicks >= SWITCH_TICKS) raise(d.book, Fault.EndSwitchWrong, d.inputs.nowMs);
}

function tiltIsLost(d: Device): boolean {
  const latched = d.book.latched;
  return latched[Fault.AccelFrozen] + latched[Fault.AccelImplausible] + latched[Fault.AccelAbsent] > 0;
}

/** One of the two has stopped, or came off, while the board moves. */
function watchTogether(d: Device): void {
  const w = d.watch;
  const s = d.sensed;
  const jumpDeg = s.tiltRawDeg - s.angleDeg - w.offDeg;
  const stands = d.outputs.duty === 0;
  const isFar = jumpDeg > JUMP_DEG || jumpDeg < -JUMP_DEG;
  if (stands || !isFar) w.offDeg += (stands ? STANDING_BLEND : MOVING_BLEND) * jumpDeg;
  w.jumpTilts = isFar && !stands ? w.jumpTilts + 1 : 0;
  if (w.jumpTilts >= JUMP_READINGS && !tiltIsLost(d)) raise(d.book, Fault.AnglesDisagree, d.inputs.nowMs);
}

function watchTilt(d: Device): void {
  const w = d.watch;
  const s = d.sensed;
  const i = d.inputs;
  const same = i.accelXMg === w.lastX && i.accelYMg === w.lastY && i.accelZMg === w.lastZ;
  w.lastX = i.accelXMg;
  w.lastY = i.accelYMg;
  w.lastZ = i.accelZMg;
  w.sameTilts = same ? w.sameTilts + 1 : 0;
  if (i.accelStuck || w.sameTilts >= FROZEN_READINGS) raise(d.book, Fault.AccelFrozen, i.nowMs);
  const offMg = s.gravityMg - 1000;
  w.oddTilts = offMg < GRAVITY_TOLERANCE_MG && offMg > -GRAVITY_TOLERANCE_MG ? 0 : w.oddTilts + 1;
  if (w.oddTilts >= TILT_READINGS) raise(d.book, Fault.AccelImplausible, i.nowMs);
  w.steepTilts = s.tiltDeg >= ANGLE_TRIP_DEG ? w.steepTilts + 1 : 0;
  if (w.steepTilts >= TILT_READINGS) raise(d.book, Fault.AngleTrip, i.nowMs);
  const apartDeg = s.tiltDeg - s.angleDeg;
  w.apartTilts = !s.angleOk || (apartDeg < APART_DEG && apartDeg > -APART_DEG) ? 0 : w.apartTilts + 1;
  // With the tilt known to be wrong the travel is the good one, and coming down needs it.
  if (w.apartTilts >= TILT_READINGS && !tiltIsLost(d)) raise(d.book, Fault.AnglesDisagree, i.nowMs);
  if (s.angleOk && s.knocks === 0) watchTogether(d);
  w.tiltDoubt = w.sameTilts + w.oddTilts + w.steepTilts + w.apartTilts + w.jumpTilts > 0;
}

/** It did not answer: asked again in the next period. */
function watchMisses(d: Device): void {
  d.watch.tiltDoubt = true;
  if (d.inputs.accelMisses >= ACCEL_MISSES) raise(d.book, Fault.AccelAbsent, d.inputs.nowMs);
}

/** Tilt that is absent, frozen, implausible, too steep, or apart from the travel. */
export function monitorTilt(d: Device): void {
  if (d.sensed.newTilt) watchTilt(d);
  else if (d.inputs.accelMisses > 0) watchMisses(d);
}
