import { CREEP_DEG_PER_S } from './limits.ts';
import type { Aim } from './aim.ts';
import { DEG_PER_RAD } from './units.ts';

/**
 * The pull governor: wished pull to wished speed of the board. Runs every other period, five times a second.
 *
 * Pull is weight times sine of the angle, less friction: the error in newtons divided by the slope is an angle to go. A correction
 * runs one way only, at a speed proportional to it, quicker when unloading, and ends when the pull meets its target. Then
 * the screw holds, the drive is off, and only a lasting error, breathing averaged out, begins the next one.
 */

/** Speed per degree to go, in 1/s: approach with a time constant of 3.3 s loading, 1.7 s unloading. */
const LOADING_PER_S = 0.3;
const UNLOADING_PER_S = 0.6;
/** Slowest correction: below it the screw sticks and slips. */
const SLOWEST_DEG_PER_S = 0.05;
/**
 * Slowest approach from far: a body that slides so slowly that it sticks goes on with a jump. From this speed the plan needs
 * 1.3 s to rest; what the pull gains until then, reading and filter included, is taken off beforehand.
 */
const APPROACH_DEG_PER_S = 0.2;
const LEAD_S = 1.3;

/** A correction ends so close to its target, and the next begins so far from it: share of the target, and least newtons. */
const BAND_STOP = 0.002;
const BAND_STOP_N = 0.2;
const BAND_START = 0.01;
/** Small targets of heavy bodies: a correction breaks the screw away, and half of what that turns is not worth one. */
const BAND_START_SMALL = 0.018;
const HALF_NUDGE_DEG = 0.06;
/** A correction upwards of at most this much is no more than breaking the screw away, which turns some 0.06 degrees. */
const NUDGE_DEG = 0.1;
/** Low-pass per run while holding: 3.3 s, about a breath. */
const HOLD_BLEND = 0.06;
/** The hold begins when no correction was needed for 3 s, or 30 s after the target was first met: runs of 0.2 s. */
const CALM_RUNS = 15;
const SETTLE_RUNS = 150;
/**
 * The slope is worked out anew when the board has turned by so much: sine and cosine are dear. No speed reaches it in whole
 * periods: a tie would be decided by last bits, which are not the same everywhere.
 */
const SLOPE_DEG = 0.4837;
/** So far below the steepest allowed angle the climb ends. */
const CAP_MARGIN_DEG = 0.02;
/** So close to its target the pull is corrected, not approached: what a slow approach needs to begin and end. */
const CLOSE_DEG = 0.3;
const CLOSE_SHARE = 0.1;

/** So far below an angle that is known the pull takes over. */
const KNOWN_MARGIN_DEG = 1;
/** Runs a second, and low-pass of what the pull gains in each. */
const RISE_PER_S = 5;
const RISE_BLEND = 0.28;

export interface Governor {
  /** Way of the correction that runs: 1 loading, -1 unloading, 0 holding. */
  way: number;
  /** Newtons that the next degree adds, and the angle at which that was worked out. */
  slopeN: number;
  slopeAtDeg: number;
  /** Size of the speed wished last. */
  speedDegPerS: number;
  /** True if breaking the screw away is all of the correction. */
  nudges: boolean;
  /** True once the target was reached since the last start; from then on runs are counted, all and those without a correction. */
  reached: boolean;
  runs: number;
  calmRuns: number;
  /** True once the pull stays at its target: the dose counts from here. */
  settled: boolean;
  /** True while the steepest allowed angle keeps the pull below its target. */
  capped: boolean;
  /** Pull averaged over breaths while holding. */
  averageN: number;
  /** The pull of the run before, and what it gains from one to the next. */
  pullWasN: number;
  riseN: number;
  /** Angle at which the target was reached. */
  reachedDeg: number;
}

export function newGovernor(): Governor {
  return {
    way: 1,
    slopeN: 1,
    slopeAtDeg: -90,
    speedDegPerS: 0,
    nudges: false,
    reached: false,
    runs: 0,
    calmRuns: 0,
    settled: false,
    capped: false,
    averageN: 0,
    pullWasN: 0,
    riseN: 0,
    reachedDeg: 0,
  };
}

/**
 * Newtons that the next degree adds: weight times cosine, plus friction times sine, where the pull itself tells the friction:
 * W (cos a + mu sin a) with mu = (W sin a - pull) / (W cos a).
 */
export function slopeAt(g: Governor, weightN: number, pullN: number, angleDeg: number): number {
  const turnedDeg = angleDeg - g.slopeAtDeg;
  if (turnedDeg < SLOPE_DEG && turnedDeg > -SLOPE_DEG) return g.slopeN;
  const angleRad = angleDeg / DEG_PER_RAD;
  g.slopeAtDeg = angleDeg;
  const slopeN = (weightN - pullN * Math.sin(angleRad)) / Math.cos(angleRad) / DEG_PER_RAD;
  // To a thousandth: the last bits of a sine are not the same everywhere, and a replay is to be.
  g.slopeN = Math.floor(slopeN * 1000 + 0.5) / 1000;
  return g.slopeN;
}

/** Begins a new approach to the target, from below or above; from close by a correction is enough. */
export function startGovernor(g: Governor, pullN: number, angleDeg: number, aim: Aim): void {
  const errorN = aim.pullTargetN - pullN;
  const closeN = Math.min(CLOSE_DEG * slopeAt(g, aim.weightN, pullN, angleDeg), CLOSE_SHARE * aim.pullTargetN);
  g.reached = (errorN < closeN || aim.eases) && errorN > -closeN;
  if (g.reached) g.way = 0;
  else g.way = errorN > 0 ? 1 : -1;
  g.runs = 0;
  g.calmRuns = 0;
  g.settled = false;
  g.averageN = pullN;
  g.pullWasN = pullN;
  g.riseN = 0;
  g.reachedDeg = angleDeg;
  g.speedDegPerS = 0;
  g.capped = false;
}

/** True for a correction so small that breaking the screw away is all of it. */
export function isNudge(g: Governor): boolean {
  return g.reached && g.way > 0 && g.nudges;
}

/** The pull is too high: down, whatever was under way. */
export function easeOff(g: Governor): void {
  if (g.way < 0) return;
  g.way = -1;
  g.speedDegPerS = 0;
}

/** The screw has broken away, and that was the correction. What it did to the pull shows within a breath. */
export function endNudge(g: Governor, targetN: number): void {
  g.way = 0;
  g.speedDegPerS = 0;
  g.averageN = targetN;
}

/** A rest that has become too small is none the worse for it: it climbs for nothing. */
function hold(g: Governor, pullN: number, targetN: number, eases: boolean): void {
  g.averageN += HOLD_BLEND * (pullN - g.averageN);
  const errorN = targetN - g.averageN;
  const bandN = Math.max(BAND_START * targetN, Math.min(BAND_START_SMALL * targetN, HALF_NUDGE_DEG * g.slopeN));
  if (errorN > bandN && !eases) g.way = 1;
  else if (errorN < -bandN) g.way = -1;
}

function watchSettling(g: Governor): void {
  g.runs++;
  g.calmRuns = g.way === 0 ? g.calmRuns + 1 : 0;
  g.settled = g.calmRuns >= CALM_RUNS || g.runs >= SETTLE_RUNS;
}

/**
 * Unloading. A rest has its own speed and a lowest angle: friction keeps the pull up while the board sinks, and on a rough board
 * nearly to flat.
 */
function unload(g: Governor, toGoDeg: number, angleDeg: number, aim: Aim): number {
  g.capped = false;
  const fastest = aim.eases ? aim.speedDegPerS : CREEP_DEG_PER_S;
  const speed = Math.min(Math.max(toGoDeg * UNLOADING_PER_S, SLOWEST_DEG_PER_S), fastest);
  const roomDeg = angleDeg - aim.floorDeg;
  if (roomDeg <= CAP_MARGIN_DEG) {
    // Less there is not: what the body's friction keeps of the pull is held.
    g.reached = true;
    return 0;
  }
  // As gently as towards the cap: a plan from full speed would run past the floor.
  g.speedDegPerS = Math.min(speed, roomDeg * LOADING_PER_S);
  return -g.speedDegPerS;
}

/** What the pull gains from run to run; asked for only on the way to an angle that is known. */
function followRise(g: Governor, pullN: number): void {
  g.riseN += RISE_BLEND * (pullN - g.pullWasN - g.riseN);
  g.pullWasN = pullN;
}

/** Friction keeps the pull of a rest, so that on the way up again it rises less than the slope says: as it does itself. */
function riseLeadN(g: Governor): number {
  return g.riseN > 0 ? g.riseN * RISE_PER_S * LEAD_S : 0;
}

/** Wished speed in degrees per second, up positive; 0 holds. `angleDeg` is where the plan stands. */
export function govern(g: Governor, pullN: number, angleDeg: number, aim: Aim): number {
  const targetN = aim.pullTargetN;
  if (aim.knownDeg > 0) followRise(g, pullN);
  if (g.way === 0) hold(g, pullN, targetN, aim.eases);
  if (g.reached && !g.settled) {
    watchSettling(g);
    // A push may have reached the target too early.
    if (angleDeg > g.reachedDeg) g.reachedDeg = angleDeg;
  }
  if (g.way === 0) return 0;
  const slopeN = slopeAt(g, aim.weightN, pullN, angleDeg);
  const knownDeg = g.way > 0 && aim.knownDeg > 0 ? aim.knownDeg - KNOWN_MARGIN_DEG - angleDeg : 0;
  const leadN = knownDeg > 0 ? riseLeadN(g) : g.speedDegPerS * LEAD_S * slopeN;
  const toGoN = (targetN - pullN) * g.way - leadN;
  if (toGoN <= Math.max(BAND_STOP * targetN, BAND_STOP_N)) {
    g.way = 0;
    g.speedDegPerS = 0;
    // What the plan still gains on its way to rest is in the reading before the average has moved.
    g.averageN = targetN;
    g.reached = true;
    g.capped = false;
    return 0;
  }
  let toGoDeg = toGoN / slopeN;
  if (g.way < 0) return unload(g, toGoDeg, angleDeg, aim);
  const roomDeg = aim.angleCapDeg - angleDeg;
  g.capped = roomDeg <= CAP_MARGIN_DEG;
  if (g.capped) return 0;
  g.nudges = toGoDeg <= NUDGE_DEG;
  if (knownDeg > toGoDeg) toGoDeg = knownDeg;
  // A correction stays as slow as it began; an approach from far does not become as slow.
  const slowest = g.reached ? SLOWEST_DEG_PER_S : APPROACH_DEG_PER_S;
  const speed = Math.min(Math.max(toGoDeg * LOADING_PER_S, slowest), aim.speedDegPerS);
  g.speedDegPerS = Math.min(speed, Math.max(roomDeg, 0) * LOADING_PER_S);
  return g.speedDegPerS;
}
