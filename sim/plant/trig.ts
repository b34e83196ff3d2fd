/**
 * Sine and cosine from plain arithmetic. The built-in ones may differ in the last bit between engines and processors;
 * a run must be the same everywhere.
 */

const HALF_PI = Math.PI / 2;

export const RAD_PER_DEG = Math.PI / 180;
export const DEG_PER_RAD = 180 / Math.PI;

/** Coefficients of the Taylor series: one over the factorials. */
const C2 = 1 / 2;
const C3 = 1 / 6;
const C4 = 1 / 24;
const C5 = 1 / 120;
const C6 = 1 / 720;
const C7 = 1 / 5040;
const C8 = 1 / 40320;
const C9 = 1 / 362880;
const C10 = 1 / 3628800;
const C11 = 1 / 39916800;
const C12 = 1 / 479001600;
const C13 = 1 / 6227020800;
const C14 = 1 / 87178291200;
const C15 = 1 / 1307674368000;
const C16 = 1 / 20922789888000;

/** Taylor series to x^15: wrong by less than 3e-15 for |x| < 1. */
export function sineWithinOne(angleRad: number): number {
  const y = angleRad * angleRad;
  return angleRad * (1 - y * (C3 - y * (C5 - y * (C7 - y * (C9 - y * (C11 - y * (C13 - y * C15)))))));
}

/** Taylor series to x^16: wrong by less than 2e-16 for |x| < 1. */
export function cosineWithinOne(angleRad: number): number {
  const y = angleRad * angleRad;
  return 1 - y * (C2 - y * (C4 - y * (C6 - y * (C8 - y * (C10 - y * (C12 - y * (C14 - y * C16)))))));
}

export function sine(angleRad: number): number {
  const quarter = Math.round(angleRad / HALF_PI);
  const rest = angleRad - quarter * HALF_PI;
  const value = (quarter & 1) === 0 ? sineWithinOne(rest) : cosineWithinOne(rest);
  return (quarter & 2) === 0 ? value : -value;
}

export function cosine(angleRad: number): number {
  const quarter = Math.round(angleRad / HALF_PI);
  const rest = angleRad - quarter * HALF_PI;
  const value = (quarter & 1) === 0 ? cosineWithinOne(rest) : -sineWithinOne(rest);
  return (quarter & 2) === 0 ? value : -value;
}
