/**
 * The calibration of the load cell, step by step. Every step is asked for by the technician and answered by the device:
 * accepted, or refused with its reason. What is in use stays in use until all has passed and is accepted.
 */
import { addPoint } from './fit.ts';
import { addWord, isStill, openGate, stillCounts } from './gate.ts';
import { checkNext, fitLine, isSaturated, judgeDiagnosis, judgeReading, keepReading, loadOfN } from './judge.ts';
import { Refusal } from './refusals.ts';
import { clearCalibration, Stage, type Calibration } from './state.ts';

/** A cell is warm after five minutes (OIML R 60 waits as long between preload and first load). */
export const WARM_UP_MS = 300000;
/** Words that are looked at before the tare: ten seconds. */
const DIAGNOSIS_WORDS = 100;
/** A reading that has not come to rest by then is refused. */
const STILL_WITHIN_MS = 30000;
/** The converter's filter follows a step of the load in four conversions (datasheet). */
const SETTLE_MS = 400;
/** Two periods of the converter and one of the tick without a word: nothing comes. */
const SILENT_MS = 350;
const UPS_MIN = 5;
const UPS_MAX = 12;
/** Below this distance two masses are as good as one. */
const APART_G = 2000;
/** Heaviest mass at least: about half of the range. */
const HEAVIEST_MIN_G = 25000;
/** The verification mass differs from every other by so much, and is at least a fifth of the heaviest. */
const VERIFY_APART_G = 500;
const VERIFY_SHARE = 0.2;
/** Loads and zeros after the way back: two of each. */
const REPEATS = 4;

/** Answers a step with a refusal; it can be done again. */
export function refuse(c: Calibration, refusal: Refusal): void {
  c.busy = false;
  c.refusal = refusal;
}

/** Nothing of this draft can be used any more. */
function abandon(c: Calibration, refusal: Refusal): void {
  refuse(c, refusal);
  c.stage = Stage.None;
}

/** Begins to read; `massG` hangs on the cell. */
export function startReading(c: Calibration, massG: number, nowMs: number): void {
  c.massG = massG;
  c.loadN = loadOfN(massG);
  c.busy = true;
  c.refusal = Refusal.None;
  c.sinceMs = nowMs;
  openGate(c.gate, nowMs + SETTLE_MS);
}

/** Begins anew with a look at the empty cell. `upMs`: how long the device has been on. */
export function beginCalibration(c: Calibration, nowMs: number, upMs: number): void {
  clearCalibration(c);
  if (upMs < WARM_UP_MS) {
    refuse(c, Refusal.Cold);
    return;
  }
  c.stage = Stage.Diagnose;
  startReading(c, 0, nowMs);
}

/** Leaves the calibration; what is in use stays in use. */
export function leaveCalibration(c: Calibration): void {
  if (c.stage !== Stage.None) abandon(c, Refusal.Left);
}

function refusalOfUp(c: Calibration, massG: number): Refusal {
  if (c.ups > UPS_MAX) return Refusal.OutOfOrder;
  return massG - c.massesG[c.ups - 1] < APART_G ? Refusal.MassesTooClose : Refusal.None;
}

/** The way up ends with the first mass that is lighter than the one before. */
function refusalOfTurn(c: Calibration): Refusal {
  if (c.ups - 1 < UPS_MIN) return Refusal.TooFewPoints;
  return c.massesG[c.ups - 1] < HEAVIEST_MIN_G ? Refusal.SpanTooSmall : Refusal.None;
}

function turn(c: Calibration, massG: number): Refusal {
  const refusal = refusalOfTurn(c);
  if (refusal !== Refusal.None) return refusal;
  if (massG !== c.massesG[c.ups - 2]) return Refusal.OutOfOrder;
  c.stage = Stage.Down;
  c.next = c.ups - 2;
  return Refusal.None;
}

function refusalOfVerification(c: Calibration, massG: number): Refusal {
  const heaviestG = c.massesG[c.ups - 1];
  if (massG < VERIFY_SHARE * heaviestG || massG > heaviestG) return Refusal.MassOutside;
  for (let k = 0; k < c.ups; k++) if (Math.abs(massG - c.massesG[k]) < VERIFY_APART_G) return Refusal.MassUsed;
  return Refusal.None;
}

function expectMass(massG: number, expectedG: number): Refusal {
  return massG === expectedG ? Refusal.None : Refusal.OutOfOrder;
}

function refusalOfStep(c: Calibration, massG: number): Refusal {
  const stage = c.stage;
  if (stage === Stage.Up) return massG < c.massesG[c.ups - 1] ? turn(c, massG) : refusalOfUp(c, massG);
  if (stage === Stage.Down) return expectMass(massG, c.massesG[c.next]);
  if (stage === Stage.Tare || stage === Stage.ZeroReturn) return expectMass(massG, 0);
  if (stage === Stage.Repeat) return expectMass(massG, c.repeats % 2 === 0 ? c.massesG[c.ups - 1] : 0);
  if (stage === Stage.Verify || stage === Stage.Ready) return refusalOfVerification(c, massG);
  return Refusal.OutOfOrder;
}

/** The technician says that this mass hangs on the cell, 0 for none: reads it once it is still. */
export function takeReading(c: Calibration, massG: number, nowMs: number): void {
  if (c.busy) return;
  const refusal = refusalOfStep(c, massG);
  if (refusal !== Refusal.None) refuse(c, refusal);
  else {
    if (c.stage === Stage.Ready) c.stage = Stage.Verify;
    startReading(c, massG, nowMs);
  }
}

/** Forgets the last mass of the way up. */
export function takeBack(c: Calibration): void {
  if (c.busy) return;
  if (c.stage !== Stage.Up || c.ups < 2) {
    refuse(c, Refusal.OutOfOrder);
    return;
  }
  const massG = c.massesG.pop() as number;
  addPoint(c.fit, loadOfN(massG), (c.readings.pop() as number) - c.readings[0], -1);
  c.ups--;
  c.refusal = Refusal.None;
}

function advance(c: Calibration, counts: number): void {
  if (c.stage === Stage.Verify) {
    c.stage = Stage.Ready;
    return;
  }
  keepReading(c, counts);
  if (c.stage === Stage.Tare) c.stage = Stage.Up;
  if (c.stage === Stage.Up) c.ups++;
  else if (c.stage === Stage.Down) {
    c.next--;
    if (c.next === 0) c.stage = Stage.ZeroReturn;
  } else if (c.stage === Stage.ZeroReturn) c.stage = Stage.Repeat;
  else {
    c.repeats++;
    if (c.repeats === REPEATS) beginFit(c);
  }
}

function beginFit(c: Calibration): void {
  fitLine(c);
  c.stage = Stage.Fitting;
  c.busy = true;
}

function endDiagnosis(c: Calibration): void {
  const refusal = judgeDiagnosis(c);
  if (refusal !== Refusal.None) {
    abandon(c, refusal);
    return;
  }
  c.busy = false;
  c.stage = Stage.Tare;
}

function endReading(c: Calibration): void {
  const counts = stillCounts(c.gate);
  c.busy = false;
  c.refusal = judgeReading(c, counts);
  if (c.refusal === Refusal.None) advance(c, counts);
}

/** One word of the converter. */
export function feedCalibration(c: Calibration, counts: number, nowMs: number): void {
  if (!c.busy || c.stage === Stage.Fitting) return;
  if (nowMs - c.sinceMs < SETTLE_MS) return;
  const g = c.gate;
  addWord(g, counts, nowMs);
  if (isSaturated(g)) refuseReading(c, Refusal.Saturated);
  else if (c.stage === Stage.Diagnose) {
    if (g.total >= DIAGNOSIS_WORDS) endDiagnosis(c);
  } else if (isStill(g)) endReading(c);
}

/** A diagnosis that fails has nothing to go on with; a reading can be repeated. */
function refuseReading(c: Calibration, refusal: Refusal): void {
  if (c.stage === Stage.Diagnose) abandon(c, refusal);
  else refuse(c, refusal);
}

function checkPoint(c: Calibration): void {
  const refusal = checkNext(c);
  if (refusal !== Refusal.None) abandon(c, refusal);
  else if (c.checked === c.readings.length) {
    c.busy = false;
    c.stage = Stage.Verify;
  }
}

/** What time alone decides; one small job a call. */
export function watchCalibration(c: Calibration, nowMs: number): void {
  if (!c.busy) return;
  if (c.stage === Stage.Fitting) checkPoint(c);
  else if (nowMs - c.gate.lastAtMs > SILENT_MS) refuseReading(c, Refusal.NoWords);
  else if (nowMs - c.sinceMs > STILL_WITHIN_MS) refuseReading(c, Refusal.Unstable);
}
