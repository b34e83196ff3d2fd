/** A straight line through points of load and counts, by least squares, from running sums. */
export interface Fit {
  count: number;
  loads: number;
  counts: number;
  loadSquares: number;
  products: number;
}

export function newFit(): Fit {
  return { count: 0, loads: 0, counts: 0, loadSquares: 0, products: 0 };
}

/** Takes every point away. */
export function clearFit(f: Fit): void {
  f.count = 0;
  f.loads = 0;
  f.counts = 0;
  f.loadSquares = 0;
  f.products = 0;
}

/** Adds a point, or with a weight of -1 takes one away. */
export function addPoint(f: Fit, loadN: number, counts: number, weight: number): void {
  f.count += weight;
  f.loads += weight * loadN;
  f.counts += weight * counts;
  f.loadSquares += weight * loadN * loadN;
  f.products += weight * loadN * counts;
}

/** Counts per newton; NaN while all points have one load. */
export function slopeOf(f: Fit): number {
  return (f.count * f.products - f.loads * f.counts) / (f.count * f.loadSquares - f.loads * f.loads);
}

/** Counts of the empty cell. */
export function zeroOf(f: Fit): number {
  return (f.counts - slopeOf(f) * f.loads) / f.count;
}
