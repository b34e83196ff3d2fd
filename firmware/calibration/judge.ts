import { GRAVITY_M_PER_S2, PULL_CAP_N } from '../limits.ts';
import { addPoint, slopeOf, zeroOf } from './fit.ts';
import { noiseCounts, periodMs, type Gate } from './gate.ts';
import { Refusal } from './refusals.ts';
import { Stage, type Calibration } from './state.ts';

/** What is measured: the pull up to the cap of the device. Every limit below is a share of it. */
const RANGE_N = PULL_CAP_N;
/** No point further from the line: 0.05 %. */
export const RESIDUAL_MAX_N = 0.0005 * RANGE_N;
/** The verification reads right within 0.1 %; so do up and down, repeats and the zero (a cell of class C3: 0.035 %). */
export const AGREE_MAX_N = 0.001 * RANGE_N;
/** Further off than this is no property of a cell: another mass hangs there. */
const WRONG_N = 5;
/** A next mass on the way up may be off by so much of its load and so much besides. */
const NEXT_SHARE = 0.002;
const NEXT_N = 1;
/** The first mass tells whether the cell is what the rig says (2000 N, 2 mV/V): pounds for kilograms give 0.45. */
const NOMINAL_COUNTS_PER_N = 2147.483648;
const RATIO_MIN = 0.8;
const RATIO_MAX = 1.25;
/** Less of the step than this share is no step at all. */
const LOADED_SHARE = 0.2;
/** Zero of a sound cell with its hook: within 5 % of its capacity. */
const EMPTY_MAX_COUNTS = 0.05 * 2000 * NOMINAL_COUNTS_PER_N;
/**
 * Words come every 100 ms, the converter's own clock is within some per cent. At 80 per second the device, which looks twice
 * in a period, finds two words.
 */
const PERIOD_MIN_MS = 92;
const PERIOD_MAX_MS = 110;
/** Three times the datasheet's noise of 32 counts. */
const NOISE_MAX_COUNTS = 100;
/** Neighbours that are equal: one in a hundred by chance. */
const EQUAL_SHARE = 0.25;

/** Load of a mass. Local gravity differs by up to 0.3 %: docs/CALIBRATION.md. */
export function loadOfN(massG: number): number {
  return (massG / 1000) * GRAVITY_M_PER_S2;
}

/** What a hundred words of the empty cell say about cell and converter. */
export function judgeDiagnosis(c: Calibration): Refusal {
  const g = c.gate;
  c.noiseCounts = noiseCounts(g);
  c.periodMs = periodMs(g);
  if (c.periodMs < PERIOD_MIN_MS || c.periodMs > PERIOD_MAX_MS) return Refusal.RateWrong;
  if (g.equal > EQUAL_SHARE * g.total) return Refusal.Frozen;
  if (c.noiseCounts > NOISE_MAX_COUNTS) return Refusal.Noisy;
  return judgeEmpty(g.mean1);
}

function judgeEmpty(counts: number): Refusal {
  return counts > EMPTY_MAX_COUNTS || counts < -EMPTY_MAX_COUNTS ? Refusal.NotEmpty : Refusal.None;
}

/** Counts per newton as far as they are known: from the heaviest accepted mass, else the nominal ones. */
export function knownSlope(c: Calibration): number {
  const top = c.ups - 1;
  if (top < 1) return NOMINAL_COUNTS_PER_N;
  return (c.readings[top] - c.readings[0]) / loadOfN(c.massesG[top]);
}

function judgeFirst(c: Calibration, net: number): Refusal {
  const ratio = net / (c.loadN * NOMINAL_COUNTS_PER_N);
  if (ratio < -LOADED_SHARE) return Refusal.WrongSign;
  if (ratio < LOADED_SHARE) return Refusal.NotLoaded;
  return ratio < RATIO_MIN || ratio > RATIO_MAX ? Refusal.WrongMass : Refusal.None;
}

function judgeUp(c: Calibration, counts: number): Refusal {
  const net = counts - c.readings[0];
  if (c.ups === 1) return judgeFirst(c, net);
  const readN = net / knownSlope(c);
  const beforeN = loadOfN(c.massesG[c.ups - 1]);
  if (readN - beforeN < LOADED_SHARE * (c.loadN - beforeN)) return Refusal.NotLoaded;
  return Math.abs(readN - c.loadN) > NEXT_N + NEXT_SHARE * c.loadN ? Refusal.WrongMass : Refusal.None;
}

/** Against an earlier reading of the same mass. */
function judgeAgain(apartN: number): Refusal {
  const sizeN = Math.abs(apartN);
  if (sizeN > WRONG_N) return Refusal.WrongMass;
  return sizeN > AGREE_MAX_N ? Refusal.PointsUnequal : Refusal.None;
}

function judgeZero(c: Calibration, apartN: number): Refusal {
  if (Math.abs(apartN) > AGREE_MAX_N) return Refusal.ZeroShifted;
  if (Math.abs(apartN) > Math.abs(c.zeroReturnN)) c.zeroReturnN = apartN;
  return Refusal.None;
}

function judgeDown(c: Calibration, counts: number): Refusal {
  const apartN = (counts - c.readings[c.next]) / knownSlope(c);
  const refusal = judgeAgain(apartN);
  if (refusal === Refusal.None && Math.abs(apartN) > Math.abs(c.hysteresisN)) c.hysteresisN = apartN;
  return refusal;
}

function judgeRepeat(c: Calibration, counts: number): Refusal {
  const slope = knownSlope(c);
  if (c.massG === 0) return judgeZero(c, (counts - c.readings[0]) / slope);
  const apartN = (counts - c.readings[c.ups - 1]) / slope;
  const refusal = judgeAgain(apartN);
  if (refusal === Refusal.None && Math.abs(apartN) > Math.abs(c.repeatN)) c.repeatN = apartN;
  return refusal;
}

function judgeVerification(c: Calibration, counts: number): Refusal {
  const apartN = (counts - c.zeroCounts) / c.countsPerN - c.loadN;
  c.verifyMassG = c.massG;
  c.verifyN = apartN;
  if (Math.abs(apartN) > WRONG_N) return Refusal.WrongMass;
  return Math.abs(apartN) > AGREE_MAX_N ? Refusal.VerificationFailed : Refusal.None;
}

/** Judges a reading that has come to rest, by the stage. */
export function judgeReading(c: Calibration, counts: number): Refusal {
  if (c.stage === Stage.Tare) return judgeEmpty(counts);
  if (c.stage === Stage.Up) return judgeUp(c, counts);
  if (c.stage === Stage.Down) return judgeDown(c, counts);
  if (c.stage === Stage.ZeroReturn) return judgeZero(c, (counts - c.readings[0]) / knownSlope(c));
  if (c.stage === Stage.Repeat) return judgeRepeat(c, counts);
  return judgeVerification(c, counts);
}

/** Keeps a reading as a point of the line. Counts go in from the tare on, so that sums stay small. */
export function keepReading(c: Calibration, counts: number): void {
  c.massesG.push(c.massG);
  c.readings.push(counts);
  addPoint(c.fit, c.loadN, counts - c.readings[0], 1);
}

/** Puts the line through the points. */
export function fitLine(c: Calibration): void {
  c.countsPerN = slopeOf(c.fit);
  c.zeroCounts = c.readings[0] + zeroOf(c.fit);
  c.residualN = 0;
  c.checked = 0;
}

/** Distance of the next point from the line. One a tick: all of them would take too long. */
export function checkNext(c: Calibration): Refusal {
  const k = c.checked;
  const apartN = (c.readings[k] - c.zeroCounts) / c.countsPerN - loadOfN(c.massesG[k]);
  c.checked++;
  if (Math.abs(apartN) > Math.abs(c.residualN)) c.residualN = apartN;
  return Math.abs(apartN) > RESIDUAL_MAX_N ? Refusal.NotLinear : Refusal.None;
}

/** Two saturated words are no spike. */
export function isSaturated(g: Gate): boolean {
  return g.saturated > 1;
}
