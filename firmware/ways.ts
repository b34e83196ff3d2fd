import { pullIsFresh, type Device } from './device.ts';
import { ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, NEAR_FLAT_DEG, NEAR_FLAT_MS } from './limits.ts';
import { hasSets, WARM_REST_MS, WARM_REST_SHARE } from './phases.ts';
import { SLIDE_DEG, SLOPE_PER_DEG, TURN_S } from './prescription.ts';
import { Program } from './programs.ts';

/**
 * What the ways of a session take, by short sums instead of exact plans: what they leave out is a second or two, and the
 * way to a pull target is an estimate in any case, because nobody knows the friction before the strap is taut.
 */

/** Above this the strap is taut. */
const TAUT_N = 5;
/** The governor slows down near its target, and waits until the pull stays there; the last degrees take so much longer, and a short way so long a degree. */
const APPROACH_S = 11;
const APPROACH_S_PER_DEG = 4;
/** A jerk-limited move takes its distance over its speed, and this much, and its speed over the acceleration. */
export const JERK_S = ACCEL_DEG_PER_S2 / JERK_DEG_PER_S3;
export const NEAR_FLAT_S = NEAR_FLAT_MS / 1000;
/** Friction of cloth as a share of the weight, before the strap tells. */
const GUESSED_GRIP = 0.19;
/** A step of a pull breaks away, approaches and settles within this time, beyond its way. */
const STEP_S = 11;
/** From below this angle it takes longer: the body has not found its hold yet (means of 166 simulated steps). */
const LOW_DEG = 6;
const LOW_STEP_S = 19;
/** A rest that ends above this angle leaves the body where it was; the way up from there takes so much longer (mean of 167 simulated ways). */
const LOOSE_DEG = 2.5;
const SMOOTH_S = 5;
const STUCK_S = 16;
/** Friction as a share of the weight that makes the difference. */
const STUCK_SHARE = 0.1;
/** So far below its angle the board was kept by the cap of the pull. */
const CAPPED_DEG = 0.3;
/** The last of a rest sinks ever more slowly, with this time constant. */
const SINK_S = 31;
/** It shows after so long, in less than this share of the speed of a rest. */
const SINKS_MS = 8000;
const SINKS_SHARE = 0.9;

/** Down from rest at this angle to flat: two moves with a rest between, or one. */
export function wayDownS(angleDeg: number, speed: number): number {
  if (angleDeg < 0.2) return 0;
  const rampS = JERK_S + speed / ACCEL_DEG_PER_S2;
  return angleDeg / speed + (angleDeg > NEAR_FLAT_DEG + 1 ? 2 * rampS + NEAR_FLAT_S : rampS);
}

/** Degrees of a share of the target. */
function shareDeg(d: Device, share: number): number {
  const o = d.orders;
  return share * (o.pullTargetN > 0 ? o.pullTargetN / (o.weightN * SLOPE_PER_DEG) : o.angleTargetDeg);
}

/** Degrees still to climb to the present phase, at least 0: known for an angle, estimated from the pull that is missing. */
export function climbDeg(d: Device): number {
  const aim = d.aim;
  const angleDeg = d.sensed.angleDeg;
  const roomDeg = (aim.pullTargetN > 0 ? aim.angleCapDeg : aim.angleDeg) - angleDeg;
  if (roomDeg <= 0 || aim.pullTargetN === 0) return roomDeg > 0 ? roomDeg : 0;
  // Where it hung before, and what is more or less of the target: friction does not matter there.
  const s = d.session;
  if (s.ways > 0 && s.phaseMs === 0) {
    const knownDeg = s.holdDeg + shareDeg(d, d.phase.share - s.holdShare) - angleDeg;
    return Math.min(Math.max(knownDeg, 0), roomDeg);
  }
  const pullN = pullIsFresh(d) ? d.sensed.pullN : 0;
  let toGoDeg = (aim.pullTargetN - pullN) / (aim.weightN * SLOPE_PER_DEG);
  if (pullN < TAUT_N && angleDeg < SLIDE_DEG) toGoDeg += SLIDE_DEG - angleDeg;
  return Math.min(Math.max(toGoDeg, 0), roomDeg);
}

/** A way up of so many degrees. */
export function upS(d: Device, upDeg: number): number {
  const speed = d.orders.speedDegPerS;
  const lateS = d.orders.pullTargetN > 0 ? APPROACH_S : JERK_S + speed / ACCEL_DEG_PER_S2;
  const shortS = APPROACH_S_PER_DEG * upDeg;
  return upDeg / speed + (shortS < lateS ? shortS : lateS);
}

/** Friction between body and board: known once the strap was taut, guessed before. */
function gripN(d: Device): number {
  return d.session.started ? d.session.gripN : GUESSED_GRIP * d.orders.weightN;
}

/**
 * Degrees that a rest lowers from an angle, to ease the pull by so many newtons: friction, which held the body back on the way up,
 * holds the pull up on the way down, so that the board sinks further than it rose; at most as long and as far as it may.
 */
function restDeg(d: Device, fromDeg: number, easesN: number, restMs: number): number {
  const wantedDeg = (easesN + 2 * gripN(d)) / (d.orders.weightN * SLOPE_PER_DEG);
  const byTimeDeg = (restMs / 1000) * d.orders.easeDegPerS;
  const farthestDeg = fromDeg - d.aim.floorDeg;
  const deg = wantedDeg < byTimeDeg ? wantedDeg : byTimeDeg;
  return deg < farthestDeg ? deg : farthestDeg;
}

/** A way up after a rest. Where the board stayed tilted, friction still holds the body, and the last of the pull comes late. */
function afterRestS(d: Device, fromDeg: number, deg: number): number {
  const takesS = upS(d, deg);
  if (d.orders.pullTargetN === 0 || fromDeg - deg <= LOOSE_DEG) return takesS;
  return takesS + (gripN(d) > STUCK_SHARE * d.orders.weightN ? STUCK_S : SMOOTH_S);
}

/** One of the later ways up of the program itself. */
function setWayS(d: Device, top: number): number {
  const o = d.orders;
  if (o.program === Program.Progressive) {
    const stepDeg = shareDeg(d, 1 / o.rounds);
    if (o.pullTargetN === 0) return upS(d, stepDeg);
    return stepDeg / o.speedDegPerS + (d.session.holdDeg < LOW_DEG ? LOW_STEP_S : STEP_S);
  }
  const eased = 1 - o.restShare;
  const deg = o.pullTargetN > 0 ? restDeg(d, top, eased * o.pullTargetN, o.restMs) : eased * top;
  return afterRestS(d, top, deg);
}

/** The way up that follows the rest of a warm-up, by its number. */
function warmWayS(d: Device, top: number, k: number): number {
  const o = d.orders;
  const stepDeg = shareDeg(d, 1 / (o.warmUps + 1));
  const share = k / (o.warmUps + 1);
  if (o.pullTargetN === 0) return upS(d, stepDeg + WARM_REST_SHARE * share * top);
  const fromDeg = top - (o.warmUps + 1 - k) * stepDeg;
  return upS(d, stepDeg + restDeg(d, fromDeg, WARM_REST_SHARE * share * o.pullTargetN, WARM_REST_MS));
}

/** Ways up of the program itself after the present one. */
function setWaysLeft(d: Device): number {
  const o = d.orders;
  const at = d.session.index;
  const inProgram = at > 2 * o.warmUps ? at - 2 * o.warmUps : 0;
  let left = 0;
  if (o.program === Program.Progressive) left = o.rounds - 1 - inProgram;
  else if (hasSets(o)) left = o.rounds - 1 - (inProgram >> 1);
  return left > 0 ? left : 0;
}

/** Warm-ups after the present one; swings have none of their own. */
function warmWaysLeft(d: Device): number {
  const left = d.orders.program === Program.Rocking ? 0 : d.orders.warmUps - (d.session.index >> 1);
  return left > 0 ? left : 0;
}

/** A way up after a warm-up, taken in the middle of those that are left. */
function meanWarmWayS(d: Device, top: number): number {
  return warmWayS(d, top, d.orders.warmUps - (warmWaysLeft(d) - 1) / 2);
}

/** Ways up after the present one, to the end of the program. */
export function laterWaysS(d: Device, top: number): number {
  const warm = warmWaysLeft(d);
  const sets = setWaysLeft(d);
  return (warm > 0 ? warm * meanWarmWayS(d, top) : 0) + (sets > 0 ? sets * setWayS(d, top) : 0);
}

/** Makes the timetable from what is known now that a target is reached. What people are asked for has none. */
export function planWays(d: Device): void {
  const s = d.session;
  if (d.orders.program === Program.Coach) return;
  const top = topDeg(d, 0);
  const warm = warmWaysLeft(d);
  const sets = setWaysLeft(d);
  s.warmWayMs = warm > 0 ? 1000 * meanWarmWayS(d, top) : 0;
  s.setWayMs = sets > 0 ? 1000 * setWayS(d, top) : 0;
  s.planEndMs = d.inputs.nowMs + s.leftMs + warm * s.warmWayMs + sets * s.setWayMs;
}

/** Angle at which the present phase, or before a rest the phase before it, holds; of the whole target if that is to come. */
export function topDeg(d: Device, upDeg: number): number {
  const o = d.orders;
  const p = d.phase;
  if (o.pullTargetN === 0)
    return d.session.ways > 0 && d.session.holdShare === 1 ? d.session.holdDeg : o.angleTargetDeg;
  const s = d.session;
  // Where it hung last, if it did; else where it is on its way to.
  const deg =
    s.ways > 0 ? s.holdDeg + shareDeg(d, 1 - s.holdShare) : d.sensed.angleDeg + upDeg + shareDeg(d, 1 - p.share);
  return deg < o.angleCapDeg ? deg : o.angleCapDeg;
}

/** Share of its way that a half swing has made after a share of its time: it begins and ends gently, and waits at its end. */
function swingShareAt(ofTime: number, busyShare: number): number {
  const t = ofTime < busyShare ? ofTime / busyShare : 1;
  return t * t * (3 - 2 * t);
}

/** Half swings until the time is up: where in the last of them it finds the board. */
function swingEndDeg(d: Device): number {
  const s = d.session;
  const o = d.orders;
  const halfMs = o.stepMs / 2;
  const afterMs = s.leftMs - (d.phase.durationMs - s.phaseMs);
  const more = afterMs > 0 ? Math.ceil(afterMs / halfMs) : 0;
  const done = afterMs > 0 ? afterMs / halfMs - (more - 1) : (s.phaseMs + s.leftMs) / halfMs;
  const way = (((s.index + more) & 1) === 0 ? 1 : -1) * o.swingShare;
  const endsDeg = o.angleTargetDeg * (1 - way + 2 * way * swingShareAt(done, 1 - (1000 * TURN_S) / halfMs));
  const isCapped = s.ways > 0 && s.holdDeg < s.holdShare * o.angleTargetDeg - CAPPED_DEG;
  return isCapped && endsDeg > s.holdDeg ? s.holdDeg : endsDeg;
}

/** No other phase follows. */
export function isLastPhase(d: Device): boolean {
  return d.session.leftMs <= d.phase.durationMs - d.session.phaseMs;
}

/** Angle at the end of the steps down. The board stays where the pull has become small enough, and sinks until then. */
function lastStepDeg(d: Device, top: number): number {
  const o = d.orders;
  if (o.pullTargetN === 0) return Math.min(top, o.angleTargetDeg / o.rounds);
  const s = d.session;
  const lastN = o.pullTargetN / o.rounds;
  if (!d.phase.eases) return top - restDeg(d, top, o.pullTargetN - lastN, (o.rounds - 1) * o.stepMs);
  const angleDeg = d.sensed.angleDeg;
  const easesN = d.sensed.pullN - lastN;
  if (easesN <= 0) return angleDeg;
  const leftS = s.leftMs / 1000;
  const speed = d.motion.speedDegPerS;
  if (s.phaseMs > SINKS_MS && speed > -SINKS_SHARE * o.easeDegPerS && isLastPhase(d))
    return Math.max(angleDeg + (speed * leftS) / (1 + leftS / SINK_S), d.aim.floorDeg);
  return angleDeg - restDeg(d, angleDeg, easesN, s.leftMs);
}

/** Angle from which the board will come down at the end of the program. */
export function endDeg(d: Device, top: number): number {
  const o = d.orders;
  if (o.program === Program.Rocking) return swingEndDeg(d);
  return o.program === Program.Progressive && o.stepsDown ? lastStepDeg(d, top) : top;
}
