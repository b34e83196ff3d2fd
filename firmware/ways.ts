import { pullIsFresh, type Device } from './device.ts';
import { ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, NEAR_FLAT_DEG, NEAR_FLAT_MS } from './limits.ts';
import { hasSets, WARM_REST_MS, WARM_REST_SHARE } from './phases.ts';
import { SLIDE_DEG, SLOPE_PER_DEG, TURN_S } from './prescription.ts';
import { FLOOR_DEG } from './aim.ts';
import { Program } from './programs.ts';
import { State } from './states.ts';

/**
 * What the ways of a session take, by short sums instead of exact plans: what they leave out is a second or two, and the
 * way to a pull target is an estimate in any case, because nobody knows the friction before the strap is taut.
 */

/** What a way up took more or less than its plan, the next hold makes good up to this share of its time, and a rest up to another. */
export const HOLD_YIELDS = 0.33;
export const REST_YIELDS = 0.5;
/** Between the two, for holds and rests together. */
const MEAN_YIELDS = 0.37;
/** Above this the strap is taut. */
const TAUT_N = 5;
/** The governor slows down near its target, and waits until the pull stays there; the last degrees take so much longer, and a short way so long a degree. */
const APPROACH_S = 11;
const APPROACH_S_PER_DEG = 4;
/** A jerk-limited move takes its distance over its speed, and this much, and its speed over the acceleration. */
const JERK_S = ACCEL_DEG_PER_S2 / JERK_DEG_PER_S3;
const NEAR_FLAT_S = NEAR_FLAT_MS / 1000;
const NEAR_FLAT_YIELDS_S = 5;
/** Friction of cloth as a share of the weight, before the strap tells. */
const GUESSED_GRIP = 0.19;
/** A step of a pull breaks away, approaches and settles within this time, beyond its way. */
const STEP_S = 11;
/** Sine of the angle from which friction holds a body at all: below, people move until nothing pulls. A smaller part shows small friction. */
const FREE_SINE = 0.035;
const SHOWN_SHARE = 0.95;
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
/** Pull at which the skin has given all that it gives before the body slides, by the stiffness of the strap: 6 mm of 5 N each. */
const SKIN_N = 30;
/** Speed of a rest per degree too much, once it is steady: the governor's gain for unloading, and its lead. */
const SINKS_PER_S = 0.337;
/** The board breaks away and gains speed. */
const SINK_BEGIN_S = 2;

/** Rest near flat: none from where there is nothing to get used to, and in full from a degree above that. */
function nearFlatS(fromDeg: number): number {
  return NEAR_FLAT_S * Math.min(Math.max(fromDeg - NEAR_FLAT_DEG - 1, 0), 1);
}

/** The rest near flat that begins then, on the way down from where the last move began: it makes good what little is early or late. */
export function nearFlatRestS(d: Device, beginMs: number): number {
  const restS = nearFlatS(d.motion.angle[0]);
  if (d.session.flatAtMs === 0) return restS;
  const wishS = (d.session.flatAtMs - beginMs) / 1000 - wayDownS(NEAR_FLAT_DEG, d.orders.speedDegPerS);
  return Math.max(Math.min(Math.max(wishS, restS - NEAR_FLAT_YIELDS_S), restS + NEAR_FLAT_YIELDS_S), 0);
}

/** Down from rest at this angle to flat: two moves with a rest between, or one. */
export function wayDownS(angleDeg: number, speed: number): number {
  if (angleDeg < 0.2) return 0;
  const ramp = JERK_S + speed / ACCEL_DEG_PER_S2;
  return angleDeg / speed + (angleDeg > NEAR_FLAT_DEG + 1 ? 2 * ramp + nearFlatS(angleDeg) : ramp);
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

/** Friction between body and board: known once the body has slid, guessed before. */
function gripN(d: Device): number {
  const guessN = GUESSED_GRIP * d.orders.weightN;
  const s = d.session;
  const shows =
    s.holdDeg > LOW_DEG ||
    s.gripN > guessN ||
    s.gripN < SHOWN_SHARE * d.orders.weightN * (s.holdDeg * SLOPE_PER_DEG - FREE_SINE);
  return s.started && shows ? s.gripN : guessN;
}

/**
 * Degrees that a rest lowers from an angle, to ease the pull by so many newtons. The strap slackens little while the skin still holds the
 * body up, so that the board sinks further than it rose, and ever more slowly; at most as long and as far as it may.
 */
function restDeg(d: Device, fromDeg: number, easesN: number, restMs: number): number {
  const ease = d.orders.easeDegPerS;
  const share = SKIN_N / (SKIN_N + gripN(d));
  const allDeg = easesN / (d.orders.weightN * SLOPE_PER_DEG * share);
  const perS = SINKS_PER_S * share;
  // As quickly as it may, then as quickly as the pull that is left over asks for.
  let byDeg = Math.max(allDeg - ease / perS, 0);
  const thenS = restMs / 1000 - SINK_BEGIN_S - byDeg / ease;
  byDeg = thenS > 0 ? allDeg - (allDeg - byDeg) * Math.exp(-perS * thenS) : byDeg + thenS * ease;
  return Math.max(Math.min(byDeg, fromDeg - FLOOR_DEG), 0);
}

/** A way up after a rest. Where the board stayed tilted, friction still holds the body, and the last of the pull comes late. */
function afterRestS(d: Device, fromDeg: number, deg: number): number {
  const takesS = upS(d, deg);
  if (d.orders.pullTargetN === 0 || fromDeg - deg <= LOOSE_DEG) return takesS;
  return takesS + (gripN(d) > STUCK_SHARE * d.orders.weightN ? STUCK_S : SMOOTH_S);
}

/** The body lets go in a rest of so long from here. */
function letsGo(d: Device, restMs: number): boolean {
  const angleDeg = d.sensed.angleDeg;
  const easesN = d.sensed.pullN - d.phase.share * d.orders.pullTargetN;
  return angleDeg - restDeg(d, angleDeg, easesN, restMs) <= LOOSE_DEG;
}

/** Time by which a rest may be shorter: where the body would not let go any more, the way up after it takes all that was gained. */
export function spareRestMs(d: Device): number {
  const restMs = d.phase.durationMs;
  const lessMs = restMs * (1 - REST_YIELDS);
  return d.orders.pullTargetN > 0 && letsGo(d, restMs) && !letsGo(d, lessMs) ? 0 : restMs - lessMs;
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
  return (
    (warm > 0 ? warm * meanWarmWayS(d, top) : 0) + (sets > 0 ? sets * (setWayS(d, top) + d.session.longerMs / 1000) : 0)
  );
}

/** What the way up that begins may take. */
export function presentWayMs(d: Device): number {
  const deg = climbDeg(d);
  if (d.session.index <= 2 * d.orders.warmUps) return Math.floor(1000 * upS(d, deg));
  const isStep = d.orders.program === Program.Progressive;
  return Math.floor(1000 * (isStep ? setWayS(d, 0) : afterRestS(d, d.sensed.angleDeg + deg, deg))) + d.session.longerMs;
}

/** From here to flat, with so much of the program left, and so much of the way up: as it is reckoned from what is known now. */
export function reckonedMs(d: Device, leftMs: number, wayMs: number, top: number): number {
  return leftMs + wayMs + 1000 * (laterWaysS(d, top) + wayDownS(endDeg(d, top), d.orders.speedDegPerS));
}

/** How much later than it was told the board will be flat. */
export function lateMs(d: Device): number {
  return d.inputs.nowMs + reckonedMs(d, d.session.leftMs, 0, topDeg(d, 0)) - d.session.flatAtMs;
}

/** How much of it the phases that are still to begin will make good, and the rest near flat. */
export function madeGoodMs(d: Device, late: number): number {
  const s = d.session;
  const presentMs = s.work === State.Raising ? 0 : d.phase.durationMs - s.phaseMs;
  const aheadMs = d.orders.program === Program.Rocking ? 0 : s.leftMs - presentMs;
  const most = MEAN_YIELDS * aheadMs + 1000 * NEAR_FLAT_YIELDS_S;
  return Math.min(Math.max(late, -most), most);
}

/** Angle at which the present phase, or before a rest the phase before it, holds; of the whole target if that is to come. */
export function topDeg(d: Device, upDeg: number): number {
  const o = d.orders;
  const p = d.phase;
  const s = d.session;
  if (o.pullTargetN === 0) {
    if (s.ways === 0) return o.angleTargetDeg;
    return s.holdShare === 1 ? s.holdDeg : Math.min(o.angleTargetDeg, s.capDeg);
  }
  // Where it hung last, if it did; else where it is on its way to.
  let deg = d.sensed.angleDeg + upDeg + shareDeg(d, 1 - p.share);
  if (s.ways > 0) {
    deg = s.holdDeg + shareDeg(d, 1 - s.holdShare);
    // So low nobody has slid yet, and friction has not shown.
    if (s.holdShare < 1 && gripN(d) > s.gripN)
      deg = Math.max(deg, (o.pullTargetN + gripN(d)) / (o.weightN * SLOPE_PER_DEG));
  }
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

/** Angle at the end of the steps down: the board sinks until the pull is small enough. */
function lastStepDeg(d: Device, top: number): number {
  const o = d.orders;
  if (o.pullTargetN === 0) return Math.min(top, o.angleTargetDeg / o.rounds);
  const s = d.session;
  const lastN = o.pullTargetN / o.rounds;
  if (!d.phase.eases) return top - restDeg(d, top, o.pullTargetN - lastN, (o.rounds - 1) * o.stepMs);
  const angleDeg = d.sensed.angleDeg;
  const easesN = d.sensed.pullN - lastN;
  if (easesN <= 0) return angleDeg;
  return angleDeg - restDeg(d, angleDeg, easesN, s.leftMs);
}

/** Angle from which the board will come down at the end of the program. */
export function endDeg(d: Device, top: number): number {
  const o = d.orders;
  if (o.program === Program.Rocking) return swingEndDeg(d);
  return o.program === Program.Progressive && o.stepsDown ? lastStepDeg(d, top) : top;
}
