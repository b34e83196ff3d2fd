import { dayLeftMs } from './day.ts';
import { pullIsFresh, type Device } from './device.ts';
import { ACCEL_DEG_PER_S2, CREEP_DEG_PER_S, JERK_DEG_PER_S3 } from './limits.ts';
import { ARMING_MS, NEAR_FLAT_DEG, NEAR_FLAT_MS } from './session.ts';
import { Stage } from './session-state.ts';

/**
 * Seconds until the board is flat again. Short sums instead of exact plans: what they leave out is a second or two, and the
 * way to a pull target is an estimate in any case, because nobody knows the friction before the strap is taut.
 */

/** Pull per degree and newton of weight, at 20 to 30 degrees. */
const SLOPE_PER_DEG = 0.0165;
/** With the friction of cloth on the board (0.2) a person begins to slide at this angle; before, no pull shows. */
const SLIDE_DEG = 11;
/** Above this the strap is taut. */
const TAUT_N = 5;
/** The governor slows down near its target; the last degrees take so much longer, and a short way so long a degree. */
const APPROACH_S = 10;
const APPROACH_S_PER_DEG = 4;
/** A jerk-limited move takes its distance over its speed, and this much, and its speed over the acceleration. */
const JERK_S = ACCEL_DEG_PER_S2 / JERK_DEG_PER_S3;
const NEAR_FLAT_S = NEAR_FLAT_MS / 1000;

/** Down from rest at this angle to flat: two moves with a rest between, or one. */
function wayDownS(angleDeg: number, speed: number): number {
  if (angleDeg < 0.2) return 0;
  const rampS = JERK_S + speed / ACCEL_DEG_PER_S2;
  return angleDeg / speed + (angleDeg > NEAR_FLAT_DEG + 1 ? 2 * rampS + NEAR_FLAT_S : rampS);
}

/** Degrees still to climb, at least 0: known for an angle target, estimated from the pull that is missing for a pull target. */
export function climbDeg(d: Device): number {
  const orders = d.orders;
  const angleDeg = d.sensed.angleDeg;
  const roomDeg = orders.angleCapDeg - angleDeg;
  if (roomDeg <= 0 || orders.pullTargetN === 0) return roomDeg > 0 ? roomDeg : 0;
  const pullN = pullIsFresh(d) ? d.sensed.pullN : 0;
  let toGoDeg = (orders.pullTargetN - pullN) / (orders.weightN * SLOPE_PER_DEG);
  if (pullN < TAUT_N && angleDeg < SLIDE_DEG) toGoDeg += SLIDE_DEG - angleDeg;
  return Math.min(Math.max(toGoDeg, 0), roomDeg);
}

/** Up by so much, hold, and down again; never more than the limit of the session leaves before the way down. */
function upAndDownS(d: Device, upDeg: number, holdMs: number, allowedMs: number): number {
  const orders = d.orders;
  const speed = orders.speedDegPerS;
  const lateS = orders.pullTargetN > 0 ? APPROACH_S : JERK_S + speed / ACCEL_DEG_PER_S2;
  const shortS = APPROACH_S_PER_DEG * upDeg;
  const s = upDeg / speed + (shortS < lateS ? shortS : lateS) + holdMs / 1000;
  const allowedS = allowedMs / 1000;
  return (s < allowedS ? s : allowedS) + wayDownS(d.sensed.angleDeg + upDeg, speed);
}

function allowedMs(d: Device): number {
  return d.session.allowedMs - (d.inputs.nowMs - d.session.armedMs);
}

function nothing(): number {
  return 0;
}

function beforeStart(d: Device, upDeg: number): number {
  const mayMs = Math.min(d.orders.sessionMaxMs, dayLeftMs(d));
  return d.prescribed ? ARMING_MS / 1000 + upAndDownS(d, upDeg, d.orders.holdMs, mayMs) : 0;
}

function arming(d: Device, upDeg: number): number {
  const countdownMs = ARMING_MS - (d.inputs.nowMs - d.session.sinceMs);
  return countdownMs / 1000 + upAndDownS(d, upDeg, d.orders.holdMs, d.session.allowedMs);
}

function climbing(d: Device, upDeg: number): number {
  return upAndDownS(d, upDeg, d.orders.holdMs - d.session.heldMs, allowedMs(d));
}

function holding(d: Device): number {
  const leftMs = d.orders.holdMs - d.session.heldMs;
  return Math.min(leftMs, allowedMs(d)) / 1000 + wayDownS(d.sensed.angleDeg, d.orders.speedDegPerS);
}

function returning(d: Device): number {
  const s = d.session;
  const speed = d.orders.speedDegPerS;
  const angleDeg = d.sensed.angleDeg;
  if (s.stage === Stage.Ease) return wayDownS(angleDeg, speed);
  // In motion one ramp lies behind.
  const rampS = (JERK_S + speed / ACCEL_DEG_PER_S2) / 2;
  if (s.stage === Stage.ToNearFlat) return angleDeg / speed + 3 * rampS + NEAR_FLAT_S;
  if (s.stage === Stage.ToFlat) return angleDeg / speed + rampS;
  return angleDeg / speed + 2 * rampS + (NEAR_FLAT_MS - (d.inputs.nowMs - s.stageMs)) / 1000;
}

function comingDown(d: Device): number {
  return d.sensed.angleDeg / CREEP_DEG_PER_S;
}

/** Seconds by state; in a pause as if START were pressed now. */
const LEFT = [
  nothing,
  beforeStart,
  arming,
  climbing,
  holding,
  nothing,
  returning,
  climbing,
  nothing,
  comingDown,
  nothing,
  nothing,
  nothing,
];

/** Whole seconds until the board is flat again: before the start those of the whole session, 0 when nothing is to come. */
export function timeLeftS(d: Device, upDeg: number): number {
  const leftS = LEFT[d.session.state](d, upDeg);
  return leftS > 0 ? Math.ceil(leftS) : 0;
}
