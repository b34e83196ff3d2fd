import { MISTAKES } from '../../sim/technician/mistakes.ts';
import { procedure, work } from '../../sim/technician/procedure.ts';
import { Workbench } from '../support/workbench.ts';

/** The range that is calibrated: the cap of the pull. */
const RANGE_N = 500;

/** Worst figures over many cells of class C3, in percent of the range. */
export interface CalibrationFigures {
  cells: number;
  refused: number;
  residualPct: number;
  hysteresisPct: number;
  repeatPct: number;
  zeroReturnPct: number;
  verificationPct: number;
  mistakes: number;
  refusedRightly: number;
  /** Mistakes with what they were refused for instead. */
  wrong: string[];
}

function larger(a: number, valueN: number): number {
  return Math.max(a, (100 * Math.abs(valueN)) / RANGE_N);
}

async function calibrate(figures: CalibrationFigures, seed: number): Promise<void> {
  const desk = new Workbench(seed);
  await desk.warmUp();
  const { refusal } = await work(desk, procedure());
  const c = desk.calibration;
  figures.cells += 1;
  if (refusal !== 'none') figures.refused += 1;
  figures.residualPct = larger(figures.residualPct, c.residualN);
  figures.hysteresisPct = larger(figures.hysteresisPct, c.hysteresisN);
  figures.repeatPct = larger(figures.repeatPct, c.repeatN);
  figures.zeroReturnPct = larger(figures.zeroReturnPct, c.zeroReturnN);
  figures.verificationPct = larger(figures.verificationPct, c.verifyN);
}

async function err(figures: CalibrationFigures, seed: number): Promise<void> {
  for (const mistake of MISTAKES) {
    const desk = new Workbench(seed);
    if (mistake.cold !== true) await desk.warmUp();
    const { refusal } = await work(desk, mistake.acts);
    figures.mistakes += 1;
    if (mistake.refusals.includes(refusal)) figures.refusedRightly += 1;
    else figures.wrong.push(`${mistake.name} (seed ${seed}): ${refusal}`);
  }
}

/** So many sound cells, each with its own noise and clock, and every mistake on so many of them. */
export async function calibrationFigures(cells: number, cellsOfMistakes: number): Promise<CalibrationFigures> {
  const figures: CalibrationFigures = {
    cells: 0,
    refused: 0,
    residualPct: 0,
    hysteresisPct: 0,
    repeatPct: 0,
    zeroReturnPct: 0,
    verificationPct: 0,
    mistakes: 0,
    refusedRightly: 0,
    wrong: [],
  };
  for (let seed = 1; seed <= cells; seed += 1) await calibrate(figures, seed);
  for (let seed = 1; seed <= cellsOfMistakes; seed += 1) await err(figures, seed);
  return figures;
}
