/** Requests about the calibration under way. None of them changes what is in use. */
import { knownSlope } from '../calibration/judge.ts';
import { Refusal } from '../calibration/refusals.ts';
import { beginCalibration, leaveCalibration, takeBack, takeReading } from '../calibration/steps.ts';
import type { Device } from '../device.ts';
import { Status } from '../protocol.ts';
import { numberAt, refuse, type Console } from './state.ts';

/** Heaviest mass that may be named: the cell's capacity. */
const MASS_MAX_G = 200000;

function answered(c: Console): string {
  const refusal = c.calibration.refusal;
  if (refusal === Refusal.None) return '';
  c.status = Status.Refused;
  return '' + refusal;
}

export function begin(c: Console, d: Device): string {
  beginCalibration(c.calibration, d.inputs.nowMs, d.inputs.nowMs);
  return answered(c);
}

/** Argument: the mass in grams that hangs on the cell. The answer comes with `draft` once the reading is at rest. */
export function take(c: Console, d: Device): string {
  const massG = numberAt(c, 0, 0, MASS_MAX_G);
  if (c.status !== Status.Ok) return '';
  if (c.calibration.busy) return refuse(c, Status.Busy);
  takeReading(c.calibration, Math.round(massG), d.inputs.nowMs);
  return answered(c);
}

export function back(c: Console): string {
  if (c.calibration.busy) return refuse(c, Status.Busy);
  takeBack(c.calibration);
  return answered(c);
}

export function leave(c: Console): string {
  leaveCalibration(c.calibration);
  return '';
}

function milli(value: number): number {
  return Math.round(value * 1000);
}

/**
 * Stage, busy, last refusal, readings so far, next mass down in g, noise in 0.001 counts, period in us, counts per kN, zero in
 * counts, then in mN: residual, hysteresis, repeatability, zero return, verification; its mass in g.
 */
export function draft(c: Console): string {
  const k = c.calibration;
  const nextG = k.next > 0 ? k.massesG[k.next] : 0;
  const where = [k.stage, k.busy ? 1 : 0, k.refusal, k.readings.length, nextG].join();
  const line = [milli(k.noiseCounts), milli(k.periodMs), milli(k.countsPerN), Math.round(k.zeroCounts)].join();
  const figures = [milli(k.residualN), milli(k.hysteresisN), milli(k.repeatN), milli(k.zeroReturnN)].join();
  return where + ',' + line + ',' + figures + ',' + milli(k.verifyN) + ',' + k.verifyMassG;
}

/** An accepted reading: its mass in g, its counts in thousandths, what it reads in mN by the line as far as it is known. */
export function point(c: Console): string {
  const k = c.calibration;
  const at = numberAt(c, 0, 0, 1000);
  if (c.status !== Status.Ok) return '';
  if (at >= k.readings.length) return refuse(c, Status.Nothing);
  const readN = (k.readings[at] - k.readings[0]) / knownSlope(k);
  return [k.massesG[at], milli(k.readings[at]), milli(readN)].join();
}
