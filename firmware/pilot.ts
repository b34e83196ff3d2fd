import { Goal, Plan, type Device } from './device.ts';
import { Fault } from './faults.ts';
import { govern, startGovernor } from './governor.ts';
import {
  ACCEL_DEG_PER_S2,
  CREEP_DEG_PER_S,
  EASE_ACCEL_DEG_PER_S2,
  EASE_JERK_DEG_PER_S3,
  JERK_DEG_PER_S3,
} from './limits.ts';
import { beginMove, changeSpeed, endMove, moveTo, stand } from './motion.ts';
import { follow, restServo } from './servo.ts';

/** An angle target is given up so close below the pull cap: the board eases to rest within half a degree. */
const PULL_LIMIT_RATIO = 0.97;
/** Duty of coming down when no angle can be trusted: about 6 mm/s at 24 V, 0.5 to 1.2 degrees per second. */
const BLIND_DUTY = -0.2;
/** Blind duty ramps by this much a tick: full in half a second. */
const BLIND_STEP = 0.04;

/** The drive is off; the plan stands where the board is. */
export function goStand(d: Device): void {
  d.goal = Goal.Stand;
  d.mustPlan = Plan.None;
  stand(d.motion, d.sensed.angleDeg);
  restServo(d.servo);
  d.wishDuty = 0;
}

/** Eases to rest and stays there. */
export function goEase(d: Device): void {
  if (d.goal === Goal.Ease) return;
  d.goal = Goal.Ease;
  d.mustPlan = Plan.None;
  if (d.motion.atRest) return;
  changeSpeed(d.motion, 0, EASE_ACCEL_DEG_PER_S2, EASE_JERK_DEG_PER_S3, d.inputs.nowMs);
}

/** Moves from rest to an angle at the prescribed speed. Call it only at rest. */
export function goMove(d: Device, targetDeg: number): void {
  d.goal = Goal.Move;
  d.goalDeg = targetDeg;
  d.mustPlan = Plan.Begin;
}

/** Plans the move that was asked for, a half at a time. */
export function planStage(d: Device): void {
  const m = d.motion;
  if (d.mustPlan === Plan.End) {
    d.mustPlan = Plan.None;
    endMove(m, d.goalDeg, JERK_DEG_PER_S3, d.inputs.nowMs);
    return;
  }
  d.mustPlan = Plan.End;
  // From where the board is: the plan before may have ended elsewhere, when the gate or a switch held the board back.
  if (d.sensed.angleOk) m.angleDeg = d.sensed.angleDeg;
  beginMove(m, d.goalDeg, d.orders.speedDegPerS, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3);
}

/** Lets the governor tilt until the pull is on target. Call it only at rest. */
export function goGovern(d: Device): void {
  if (d.goal === Goal.Govern) return;
  d.goal = Goal.Govern;
  startGovernor(d.governor, d.sensed.pullN, d.orders.pullTargetN);
}

/** Creeps down to flat while LOWER is held; without a trusted angle by a small duty alone. */
export function goCreep(d: Device): void {
  if (d.goal === Goal.Creep) return;
  goStand(d);
  d.goal = Goal.Creep;
  if (angleTrusted(d)) moveTo(d.motion, 0, CREEP_DEG_PER_S, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, d.inputs.nowMs);
}

/** True while control may rely on the travel angle. */
export function angleTrusted(d: Device): boolean {
  const latched = d.book.latched;
  return d.sensed.angleOk && latched[Fault.TravelInvalid] === 0 && latched[Fault.AnglesDisagree] === 0;
}

/** Force stage: turns a new pull reading into a wished speed. */
export function forceStage(d: Device): void {
  if (!d.sensed.newPull) return;
  const m = d.motion;
  const orders = d.orders;
  if (d.goal === Goal.Move && d.sensed.pullN > PULL_LIMIT_RATIO * orders.pullCapN && m.speedDegPerS > 0) goEase(d);
  // While the screw breaks away the plan waits; a new one would never begin.
  if (d.goal !== Goal.Govern || d.servo.takingUp) return;
  const roomDeg = orders.angleCapDeg - m.angleDeg;
  const speed = govern(d.governor, d.sensed.pullN, orders.pullTargetN, orders.weightN, roomDeg, orders.speedDegPerS);
  // The plan goes there already: to rest, to the prescribed speed, or to the slowest one.
  if (speed === m.finalDegPerS) return;
  changeSpeed(m, speed, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, d.inputs.nowMs);
}

/** Ramps to the blind duty while LOWER is held, and back to nothing. */
function blindDuty(d: Device): number {
  if (d.ask.lowerHeld) return Math.max(BLIND_DUTY, d.wishDuty - BLIND_STEP);
  return Math.min(0, d.wishDuty + 2 * BLIND_STEP);
}

/** True while nothing is commanded to move. */
export function isAtRest(d: Device): boolean {
  return d.goal === Goal.Creep && !angleTrusted(d)
    ? d.wishDuty === 0
    : d.motion.atRest && !d.servo.active && d.mustPlan === Plan.None;
}

/** Motion stage: makes the board follow the plan. Leaves the wished duty. */
export function motionStage(d: Device): void {
  if (d.goal === Goal.Stand) return;
  if (d.goal === Goal.Creep && !angleTrusted(d)) {
    d.wishDuty = blindDuty(d);
    return;
  }
  d.wishDuty = follow(d.servo, d.motion, d.sensed, d.inputs);
}
