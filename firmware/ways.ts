import { pullIsFresh, type Device } from './device.ts';
import { ACCEL_DEG_PER_S2, JERK_DEG_PER_S3 } from './limits.ts';
import { isTimed, WARM_REST_MS, WARM_REST_SHARE } from './phases.ts';
import { NEAR_FLAT_DEG, NEAR_FLAT_MS } from './session.ts';
import { Program } from './programs.ts';
import { State } from './states.ts';
import { SHORTEST_HOLD_MS } from './walk.ts';

/**
 * What the ways of a session take, by short sums instead of exact plans: what they leave out is a second or two, and the
 * way to a pull target is an estimate in any case, because nobody knows the friction before the strap is taut.
 */

/** Pull per degree and newton of weight, at 20 to 30 degrees. */
const SLOPE_PER_DEG = 0.0165;
/** With the friction of cloth on the board (0.2) a person begins to slide at this angle; before, no pull shows. */
const SLIDE_DEG = 11;
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
/** So far below its angle the board was kept by the cap of the pull. */
const CAPPED_DEG = 0.3;
/** A half swing is in motion for so much of its time. */
const SWING_BUSY_SHARE = 0.85;

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

/** Degrees from the hold of the whole target to the end of its rest. */
function cycleRestDeg(d: Device, top: number): number {
  const o = d.orders;
  if (o.pullTargetN === 0) return (1 - o.restShare) * top;
  return restDeg(d, top, (1 - o.restShare) * o.pullTargetN, o.restMs);
}

/** One of the later ways up of the program itself: what the last one took, or what it may take. */
function nextWayS(d: Device, top: number): number {
  const o = d.orders;
  const s = d.session;
  if (s.ways > o.warmUps + 1) return s.wayTookMs / 1000;
  if (o.program !== Program.Progressive) return upS(d, cycleRestDeg(d, top));
  const stepDeg = shareDeg(d, 1 / o.rounds);
  return o.pullTargetN > 0 ? stepDeg / o.speedDegPerS + STEP_S : upS(d, stepDeg);
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

/** Ways up after the present one, to the end of the program. Those of a timed program are part of its time. */
export function laterWaysS(d: Device, top: number): number {
  const o = d.orders;
  if (isTimed(o)) return 0;
  const at = d.session.index;
  let sumS = 0;
  for (let k = (at >> 1) + 1; k <= o.warmUps; k++) sumS += warmWayS(d, top, k);
  const inProgram = at > 2 * o.warmUps ? at - 2 * o.warmUps : 0;
  let left = 0;
  if (o.program === Program.Progressive) left = o.rounds - 1 - inProgram;
  else if (o.program === Program.HangSets) left = o.rounds - 1 - (inProgram >> 1);
  return left > 0 ? sumS + left * nextWayS(d, top) : sumS;
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
function swingShareAt(ofTime: number): number {
  const t = ofTime < SWING_BUSY_SHARE ? ofTime / SWING_BUSY_SHARE : 1;
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
  const endsDeg = o.angleTargetDeg * (1 - way + 2 * way * swingShareAt(done));
  const isCapped = s.ways > 0 && s.holdDeg < s.holdShare * o.angleTargetDeg - CAPPED_DEG;
  return isCapped && endsDeg > s.holdDeg ? s.holdDeg : endsDeg;
}

/** Angle at the end of a cycle of hold and rest, when the time is up. */
function cycleEndDeg(d: Device, top: number): number {
  const s = d.session;
  const o = d.orders;
  const phaseMs = s.started ? d.phase.durationMs - s.phaseMs : o.stepMs;
  const lowDeg = top - cycleRestDeg(d, top);
  const wayMs = s.ways > 1 ? s.wayTookMs : 1000 * upS(d, top - lowDeg);
  const tooShortMs = o.restMs + wayMs + SHORTEST_HOLD_MS;
  // Time into the cycle at the end, from the beginning of its rest.
  let atMs = s.leftMs - phaseMs;
  if (d.phase.eases) atMs += o.restMs;
  else if (s.work === State.Raising) atMs -= wayMs - (d.inputs.nowMs - s.wayMs);
  if (atMs <= 0) return top;
  const intoMs = atMs < tooShortMs && d.phase.eases ? atMs : atMs % (o.restMs + wayMs + o.stepMs);
  if (intoMs >= tooShortMs) return top;
  const easedDeg = top - (intoMs / 1000) * o.easeDegPerS;
  return easedDeg > lowDeg ? easedDeg : lowDeg;
}

/** Angle from which the board will come down at the end of the program. */
export function endDeg(d: Device, top: number): number {
  const o = d.orders;
  if (o.program === Program.Rocking) return swingEndDeg(d);
  if (o.program === Program.Intermittent) return cycleEndDeg(d, top);
  if (o.program !== Program.Progressive || !o.stepsDown) return top;
  if (o.pullTargetN === 0) return top / o.rounds;
  // The board stays where the pull has become small enough, and sinks until then.
  const lastN = o.pullTargetN / o.rounds;
  const easesN = (d.phase.eases ? d.sensed.pullN : o.pullTargetN) - lastN;
  if (d.phase.eases && easesN <= 0) return d.sensed.angleDeg;
  const restMs = d.phase.eases ? d.session.leftMs : (o.rounds - 1) * o.stepMs;
  return (
    (d.phase.eases ? d.sensed.angleDeg : top) - restDeg(d, d.phase.eases ? d.sensed.angleDeg : top, easesN, restMs)
  );
}
