import { CREEP_DEG_PER_S } from './limits.ts';

/**
 * The pull governor: wished pull to wished speed of the board. Runs once per load-cell word.
 *
 * Pull is about weight times sine of the angle, so the error in newtons divided by the slope is an angle to go. A correction
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
const LEAD_S = 1.1;

/** A correction ends so close to its target, and the next begins so far from it: share of the target, and least newtons. */
const BAND_STOP = 0.002;
const BAND_STOP_N = 0.2;
const BAND_START = 0.01;
/** Small targets: 1.8 %, up to a newton. A correction breaks the screw away and cannot be smaller than that. */
const BAND_START_SMALL = 0.018;
const BAND_START_N = 1.0;
/** Low-pass per word while holding: 3.3 s, about a breath. */
const HOLD_BLEND = 0.03;
/** Newtons per degree and newton of weight: pi/180 times a cosine between 0.7 and 1. */
const SLOPE_PER_DEG = 0.0155;
/** So far below the steepest allowed angle the climb ends. */
const CAP_MARGIN_DEG = 0.02;

export interface Governor {
  /** Way of the correction that runs: 1 loading, -1 unloading, 0 holding. */
  way: number;
  /** Pull averaged over breaths while holding. */
  averageN: number;
  /** Size of the speed wished last. */
  speedDegPerS: number;
  /** True once the target was reached since the last start. */
  reached: boolean;
  /** True while the steepest allowed angle keeps the pull below its target. */
  capped: boolean;
}

export function newGovernor(): Governor {
  return { way: 1, averageN: 0, speedDegPerS: 0, reached: false, capped: false };
}

/** Begins a new approach to the target, from below or above. */
export function startGovernor(g: Governor, pullN: number, targetN: number): void {
  g.way = pullN <= targetN ? 1 : -1;
  g.averageN = pullN;
  g.speedDegPerS = 0;
  g.reached = false;
  g.capped = false;
}

function hold(g: Governor, pullN: number, targetN: number): void {
  g.averageN += HOLD_BLEND * (pullN - g.averageN);
  const errorN = targetN - g.averageN;
  const bandN = Math.max(BAND_START * targetN, Math.min(BAND_START_SMALL * targetN, BAND_START_N));
  if (errorN > bandN) g.way = 1;
  else if (errorN < -bandN) g.way = -1;
}

/**
 * Wished speed in degrees per second, up positive; 0 holds. `roomDeg` is what the steepest allowed angle leaves,
 * `speedDegPerS` the prescribed magnitude.
 */
export function govern(
  g: Governor,
  pullN: number,
  targetN: number,
  weightN: number,
  roomDeg: number,
  speedDegPerS: number,
): number {
  if (g.way === 0) hold(g, pullN, targetN);
  if (g.way === 0) return 0;
  const slopeN = weightN * SLOPE_PER_DEG;
  const toGoN = (targetN - pullN) * g.way - g.speedDegPerS * LEAD_S * slopeN;
  if (toGoN <= Math.max(BAND_STOP * targetN, BAND_STOP_N)) {
    g.way = 0;
    g.speedDegPerS = 0;
    g.averageN = pullN;
    g.reached = true;
    g.capped = false;
    return 0;
  }
  g.capped = g.way > 0 && roomDeg <= CAP_MARGIN_DEG;
  if (g.capped) return 0;
  const toGoDeg = toGoN / slopeN;
  if (g.way < 0) {
    g.speedDegPerS = Math.min(Math.max(toGoDeg * UNLOADING_PER_S, SLOWEST_DEG_PER_S), CREEP_DEG_PER_S);
    return -g.speedDegPerS;
  }
  // A correction stays as slow as it began; an approach from far does not become as slow.
  const slowest = g.reached ? SLOWEST_DEG_PER_S : APPROACH_DEG_PER_S;
  const speed = Math.min(Math.max(toGoDeg * LOADING_PER_S, slowest), speedDegPerS);
  g.speedDegPerS = Math.min(speed, Math.max(roomDeg, 0) * LOADING_PER_S);
  return g.speedDegPerS;
}
