import { CREEP_DEG_PER_S } from './limits.ts';

/**
 * The pull governor: wished pull to wished speed of the board. Runs once per load-cell word.
 *
 * Pull is about weight times sine of the angle, so the error in newtons divided by the slope is an angle to go. The speed is
 * proportional to it, gentle when loading and quicker when unloading; inside a dead band the screw holds and the drive is off.
 */

/** Speed per degree to go, in 1/s: approach with a time constant of 3.3 s loading, 1.7 s unloading. */
const LOADING_PER_S = 0.3;
const UNLOADING_PER_S = 0.6;
/** Share of the target at which a correction ends, and at which the next one begins. */
const BAND_STOP = 0.004;
const BAND_START = 0.012;
/** Neither band is narrower than the load cell can tell, in newtons. */
const BAND_STOP_N = 0.5;
const BAND_START_N = 1.5;
/** Newtons per degree and newton of weight: pi/180 times a cosine between 0.7 and 1. */
const SLOPE_PER_DEG = 0.0155;
/** So far below the steepest allowed angle the climb ends. */
const CAP_MARGIN_DEG = 0.02;

export interface Governor {
  /** True while a correction runs. */
  correcting: boolean;
  /** True once the target was reached since the last start. */
  reached: boolean;
  /** True while the steepest allowed angle keeps the pull below its target. */
  capped: boolean;
}

export function newGovernor(): Governor {
  return { correcting: true, reached: false, capped: false };
}

/** Begins a new approach to the target. */
export function startGovernor(g: Governor): void {
  g.correcting = true;
  g.reached = false;
  g.capped = false;
}

/** Wished speed in degrees per second, up positive. `speedDegPerS` is the prescribed magnitude. */
export function govern(
  g: Governor,
  pullN: number,
  targetN: number,
  weightN: number,
  roomDeg: number,
  speedDegPerS: number,
): number {
  const errorN = targetN - pullN;
  const sizeN = errorN < 0 ? -errorN : errorN;
  const bandN = g.correcting ? Math.max(BAND_STOP * targetN, BAND_STOP_N) : Math.max(BAND_START * targetN, BAND_START_N);
  g.correcting = sizeN > bandN;
  g.capped = errorN > bandN && roomDeg <= CAP_MARGIN_DEG;
  if (!g.correcting) {
    g.reached = true;
    return 0;
  }
  const toGoDeg = errorN / (weightN * SLOPE_PER_DEG);
  if (toGoDeg < 0) return Math.max(toGoDeg * UNLOADING_PER_S, -CREEP_DEG_PER_S);
  return Math.min(toGoDeg * LOADING_PER_S, speedDegPerS, Math.max(roomDeg, 0) * LOADING_PER_S);
}
