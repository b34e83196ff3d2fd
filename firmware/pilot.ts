import { Goal, Plan, pullIsFresh, type Device } from './device.ts';
import { raise } from './book.ts';
import { Fault } from './faults.ts';
import { easeOff, endNudge, govern, isNudge, slopeAt, startGovernor } from './governor.ts';
import {
  ACCEL_DEG_PER_S2,
  ANGLE_CAP_DEG,
  CREEP_DEG_PER_S,
  EASE_ACCEL_DEG_PER_S2,
  EASE_JERK_DEG_PER_S3,
  JERK_DEG_PER_S3,
} from './limits.ts';
import { beginMove, changeSpeed, endMove, stand } from './motion.ts';
import { follow, restServo } from './servo.ts';

/**
 * An angle target is given up so close below the pull cap, and so long before: reading, filter and turn are 0.4 s late, and easing
 * takes 0.45 s at half of the speed.
 */
const PULL_LIMIT_RATIO = 0.97;
const PULL_LIMIT_LEAD_S = 0.65;
/** Below this share of the cap nobody hangs in the straps yet. */
const PULL_SEEN_SHARE = 0.1;
/** So far a correction may lead, and so much farther with every minute: the spine gives 10 mm in half an hour, some 4 degrees. */
const STRAY_DEG = 4;
const STRAY_DEG_PER_MS = 0.1 / 60000;
/** Words in a row above the trip line that are no cough. */
const EASE_WORDS = 5;
/** Not worth a jog. */
const JOG_MIN_DEG = 0.5;
/** Duty of coming down when no angle can be trusted: about 6 mm/s at 24 V, 0.5 to 1.2 degrees per second. */
const BLIND_DUTY = -0.2;
/** Blind duty ramps by this much a tick: full in half a second. */
const BLIND_STEP = 0.04;

/** The drive is off; the plan stands where the board is. */
function rest(d: Device): void {
  d.mustPlan = Plan.None;
  stand(d.motion, d.sensed.angleDeg);
  restServo(d.servo);
  d.wishDuty = 0;
}

/** The drive is off and stays off. */
export function goStand(d: Device): void {
  d.goal = Goal.Stand;
  rest(d);
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
  goTo(d, targetDeg, d.orders.speedDegPerS);
}

/** Moves from rest to the angle of the phase; upwards so slowly that half of the pull cap is room enough to stop in. */
export function goAim(d: Device): void {
  const aim = d.aim;
  let speed = aim.speedDegPerS;
  if (aim.angleDeg > d.motion.angleDeg) {
    const slopeN = slopeAt(d.governor, aim.weightN, d.sensed.pullN, d.sensed.angleDeg);
    speed = Math.min(speed, d.orders.pullCapN / (2 * PULL_LIMIT_LEAD_S * slopeN));
  }
  goTo(d, aim.angleDeg, speed);
}

function goTo(d: Device, targetDeg: number, speedDegPerS: number): void {
  d.goal = Goal.Move;
  d.goalDeg = targetDeg;
  d.goalDegPerS = speedDegPerS;
  d.mustPlan = Plan.Begin;
}

/** Too much pull for longer than a cough. */
function pullsTooLong(d: Device): boolean {
  return d.watch.highWords >= EASE_WORDS;
}

/** Plans what was asked for: a move a half at a time, a change of speed at once. */
export function planStage(d: Device): void {
  const m = d.motion;
  if (d.mustPlan === Plan.Speed) {
    d.mustPlan = Plan.None;
    // Too much pull does not wait for gentleness: who still rises stops first.
    const hurries = pullsTooLong(d);
    if (m.atRest) {
      // Where the loop still settles the screw stands: it must break away anew, from where the board is.
      if (d.servo.active) rest(d);
      d.servo.gentle = d.governor.reached && !hurries;
    }
    if (hurries && m.speedDegPerS > 0) changeSpeed(m, 0, EASE_ACCEL_DEG_PER_S2, EASE_JERK_DEG_PER_S3, d.inputs.nowMs);
    else changeSpeed(m, d.goalDegPerS, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, d.inputs.nowMs);
    return;
  }
  if (d.mustPlan === Plan.End) {
    d.mustPlan = Plan.None;
    endMove(m, d.goalDeg, JERK_DEG_PER_S3, d.inputs.nowMs);
    return;
  }
  d.mustPlan = Plan.End;
  // From where the board is: the plan before may have ended elsewhere, when the gate or a switch held the board back.
  if (d.sensed.angleOk) m.angleDeg = d.sensed.angleDeg;
  beginMove(m, d.goalDeg, d.goalDegPerS, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3);
}

/** Lets the governor tilt until the pull is that of the phase, from rest or from the phase before. */
export function goGovern(d: Device): void {
  d.goal = Goal.Govern;
  startGovernor(d.governor, d.sensed.pullN, d.sensed.angleDeg, d.aim);
}

/** Creeps down to flat while LOWER is held; without a trusted angle by a small duty alone. */
export function goCreep(d: Device): void {
  if (d.goal === Goal.Creep) return;
  goStand(d);
  if (angleTrusted(d)) goTo(d, 0, CREEP_DEG_PER_S);
  d.goal = Goal.Creep;
}

/** Creeps up to where the console wants the board, from rest. No pull limits it: nobody lies on the board. */
export function goJog(d: Device): void {
  goStand(d);
  if (d.jogDeg > d.sensed.angleDeg + JOG_MIN_DEG) goTo(d, d.jogDeg, CREEP_DEG_PER_S);
  d.goal = Goal.Creep;
}

/** True while control may rely on the travel angle. */
export function angleTrusted(d: Device): boolean {
  const latched = d.book.latched;
  return d.sensed.angleOk && latched[Fault.TravelInvalid] === 0 && latched[Fault.AnglesDisagree] === 0;
}

/** Angle at which an angle target will be given up, by what the strap shows here; no limit where it shows nothing yet. */
export function pullCapDeg(d: Device): number {
  const capN = d.orders.pullCapN;
  const pullN = d.sensed.pullN;
  const angleDeg = d.sensed.angleDeg;
  if (d.orders.pullTargetN > 0 || pullN < PULL_SEEN_SHARE * capN) return ANGLE_CAP_DEG;
  return angleDeg + (PULL_LIMIT_RATIO * capN - pullN) / slopeAt(d.governor, d.orders.weightN, pullN, angleDeg);
}

/** An angle target ends where the pull would pass its cap. */
function limitPull(d: Device): void {
  const speed = d.motion.speedDegPerS;
  if (speed <= 0) return;
  const capN = d.orders.pullCapN;
  const pullN = d.sensed.pullN;
  if (pullN < PULL_SEEN_SHARE * capN) return;
  const leadN = speed * PULL_LIMIT_LEAD_S * slopeAt(d.governor, d.orders.weightN, pullN, d.sensed.angleDeg);
  if (pullN + leadN > PULL_LIMIT_RATIO * capN) goEase(d);
}

/** A correction that climbs far above where the target was reached follows a load cell that drifts, not the body. */
function watchStray(d: Device): void {
  const strayDeg = d.motion.angleDeg - d.governor.reachedDeg;
  const mayDeg = STRAY_DEG + d.session.heldMs * STRAY_DEG_PER_MS;
  if (strayDeg > mayDeg) raise(d.book, Fault.PullImplausible, d.inputs.nowMs);
}

function followGovernor(d: Device): void {
  const m = d.motion;
  const hurries = pullsTooLong(d);
  // No averaging, and no climbing on.
  if (hurries) easeOff(d.governor);
  const speed = govern(d.governor, d.sensed.pullN, m.angleDeg, d.aim);
  if (speed > 0 && d.governor.reached) watchStray(d);
  // The plan goes there already: to rest, to the prescribed speed, or to the slowest one.
  if (speed === m.finalDegPerS && !(hurries && m.speedDegPerS > 0)) return;
  d.goalDegPerS = speed;
  d.mustPlan = Plan.Speed;
}

/** Without a reading the board stops where it is; if none comes, the monitor ends the session. */
function waitForPull(d: Device): void {
  if (d.goal !== Goal.Govern || d.motion.finalDegPerS === 0) return;
  d.goalDegPerS = 0;
  d.mustPlan = Plan.Speed;
}

/**
 * Force stage: turns the pull into a wished speed, every other period. While the screw breaks away the plan waits; a new one
 * would never begin.
 */
export function forceStage(d: Device): void {
  if (d.servo.takingUp) return;
  if (!pullIsFresh(d)) waitForPull(d);
  else if (d.goal === Goal.Govern) followGovernor(d);
  else if (d.goal === Goal.Move) limitPull(d);
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
    // Trust was lost on the way: no plan is followed any more, and none is compared with the board.
    if (d.servo.active) restServo(d.servo);
    d.wishDuty = blindDuty(d);
    return;
  }
  const takingUp = d.servo.takingUp;
  d.wishDuty = follow(d.servo, d.motion, d.sensed, d.inputs);
  if (takingUp && !d.servo.takingUp && d.goal === Goal.Govern && isNudge(d.governor)) {
    endNudge(d.governor, d.aim.pullTargetN);
    rest(d);
  }
}
