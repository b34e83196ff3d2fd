import { ANGLE_MISTAKES, angleProcedure, workAngles } from '../../sim/technician/angles.ts';
import { Random } from '../../sim/random.ts';
import { AngleBench } from '../support/angleDesk.ts';

/** How far off a fresh rig is mounted: the tilt sensor, the potentiometer in its pivots. */
const TILT_ZERO_DEG = 3;
const TRAVEL_ZERO_MM = 5;

/** Fresh rigs, each with its own zeros and noise, and every mistake; the real bundle on the simulated board. */
export interface AngleFigures {
  rigs: number;
  refused: number;
  /** Farthest that the accepted zeros are from the true ones. */
  tiltZeroErrorDeg: number;
  travelZeroErrorMm: number;
  /** What the device says of itself: farthest from the references. */
  tiltErrorDeg: number;
  travelErrorDeg: number;
  mistakes: number;
  refusedRightly: number;
  /** Mistakes with what they were refused for instead. */
  wrong: string[];
  /** Mistakes after which another calibration was in use than before. */
  changed: string[];
}

/** A number from -most to most. */
function spread(random: Random, most: number): number {
  return most * (2 * random.unit() - 1);
}

function larger(a: number, value: number): number {
  return Math.max(a, Math.abs(value));
}

async function calibrate(figures: AngleFigures, seed: number): Promise<void> {
  const random = new Random(seed);
  const bench = new AngleBench({ seed });
  const tiltDeg = spread(random, TILT_ZERO_DEG);
  const travelMm = spread(random, TRAVEL_ZERO_MM);
  bench.port.rig.inject('accelerometer', 'angle', { as: 'offset', value: tiltDeg });
  bench.port.rig.inject('travelSensor', 'travel', { as: 'offset', value: travelMm });
  const { refusal } = await workAngles(bench, angleProcedure());
  figures.rigs += 1;
  if (refusal !== 'none') {
    figures.refused += 1;
    figures.wrong.push(`rig ${seed}: ${refusal}`);
    return;
  }
  const record = (await bench.board.calibration())!;
  figures.tiltZeroErrorDeg = larger(figures.tiltZeroErrorDeg, record['accelZeroDeg']! - tiltDeg);
  figures.travelZeroErrorMm = larger(figures.travelZeroErrorMm, record['travelZeroMm']! - travelMm);
  figures.tiltErrorDeg = larger(figures.tiltErrorDeg, record['tiltErrorDeg']!);
  figures.travelErrorDeg = larger(figures.travelErrorDeg, record['travelErrorDeg']!);
}

async function err(figures: AngleFigures, seed: number): Promise<void> {
  for (const { name, refusals, acts, device = {}, onBoardKg = 0 } of ANGLE_MISTAKES) {
    const bench = new AngleBench({ seed, device, onBoardKg });
    await bench.port.wait(2500);
    const before = JSON.stringify(await bench.board.calibration());
    const { refusal } = await workAngles(bench, acts);
    figures.mistakes += 1;
    if (refusals.includes(refusal)) figures.refusedRightly += 1;
    else figures.wrong.push(`${name} (seed ${seed}): ${refusal}`);
    const after = JSON.stringify(await bench.board.calibration());
    if (after !== before) figures.changed.push(`${name} (seed ${seed})`);
  }
}

/** So many fresh rigs, and every mistake on so many rigs. */
export async function angleFigures(rigs: number, rigsOfMistakes: number): Promise<AngleFigures> {
  const figures: AngleFigures = {
    rigs: 0,
    refused: 0,
    tiltZeroErrorDeg: 0,
    travelZeroErrorMm: 0,
    tiltErrorDeg: 0,
    travelErrorDeg: 0,
    mistakes: 0,
    refusedRightly: 0,
    wrong: [],
    changed: [],
  };
  for (let seed = 1; seed <= rigs; seed += 1) await calibrate(figures, seed);
  for (let seed = 1; seed <= rigsOfMistakes; seed += 1) await err(figures, seed);
  return figures;
}
