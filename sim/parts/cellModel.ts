/**
 * The steel of a load cell: what it shows for a load, with the errors that a sound cell has. As delivered it lies well
 * within accuracy class C3 of OIML R 60, whose limit is 0.035 % of capacity with hysteresis.
 */

/** Capacity of the S-beam (design of the reference rig). */
export const CAPACITY_N = 2000;

/** Sagitta of the curve at half load, as a share of capacity: half of what the class leaves there (0.7 v, v = capacity / 3000). */
export const LINEARITY_SHARE = 0.00012;
/** Share by which the reading lags behind the load; makes loops of 0.02 % of their span. */
export const HYSTERESIS_SHARE = 0.0002;
/** Widths of the lags: loops of every span have a share (play operators, as for any rate-independent hysteresis). */
const PLAYS_N = [15, 50, 150, 450];

export class CellModel {
  private readonly lags = new Float64Array(PLAYS_N.length);

  /** Force that the cell shows for a load, its zero left out. Call it in the order in which the load changes. */
  shownN(loadN: number, linearityShare: number, hysteresisShare: number): number {
    const share = loadN / CAPACITY_N;
    const curveN = 4 * linearityShare * CAPACITY_N * share * (1 - Math.abs(share));
    return loadN + curveN + hysteresisShare * this.lagN(loadN);
  }

  private lagN(loadN: number): number {
    const { lags } = this;
    let sumN = 0;
    for (let i = 0; i < lags.length; i += 1) {
      const widthN = PLAYS_N[i]!;
      if (lags[i]! < loadN - widthN) lags[i] = loadN - widthN;
      else if (lags[i]! > loadN + widthN) lags[i] = loadN + widthN;
      sumN += lags[i]! - loadN;
    }
    return sumN;
  }
}
