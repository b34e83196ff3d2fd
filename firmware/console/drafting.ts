/** Requests about the calibration under way. None of them changes what is in use. */
import { beginAngle, isAngle, leaveAngle, look as lookAt, takeAngle } from '../calibration/angle.ts';
import { knownSlope, loadOfN } from '../calibration/judge.ts';
import { Refusal } from '../calibration/refusals.ts';
import { Stage } from '../calibration/state.ts';
import { beginCalibration, leaveCalibration, takeBack, takeReading } from '../calibration/steps.ts';
import type { Device } from '../device.ts';
import { JOG_LEASE_MS, Status } from '../protocol.ts';
import { numberAt, refuse, type Console } from './state.ts';

/** Heaviest mass that may be named: the cell's capacity. */
const MASS_MAX_G = 200000;
/** Angles are asked for and typed in thousandths of a degree; a jog goes no higher than this. */
const PER_DEG = 1000;
const TYPED_MAX = 90000;
const JOG_MAX = 42000;

function answered(c: Console): string {
  const refusal = c.calibration.refusal;
  if (refusal === Refusal.None) return '';
  c.status = Status.Refused;
  return '' + refusal;
}

export function begin(c: Console, d: Device): string {
  leaveDraft(c, d);
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

/** Leaves the draft. The zeros in use are those of the record again. */
export function leaveDraft(c: Console, d: Device): void {
  leaveAngle(c.calibration, d);
  leaveCalibration(c.calibration);
}

export function leave(c: Console, d: Device): string {
  leaveDraft(c, d);
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
  const count = k.readings.length + k.typedDeg.length;
  const where = [k.stage, k.busy ? 1 : 0, k.refusal, count, nextG].join();
  const line = [milli(k.noiseCounts), milli(k.periodMs), milli(k.countsPerN), Math.round(k.zeroCounts)].join();
  const figures = [milli(k.residualN), milli(k.hysteresisN), milli(k.repeatN), milli(k.zeroReturnN)].join();
  return where + ',' + line + ',' + figures + ',' + milli(k.verifyN) + ',' + k.verifyMassG;
}

function anglePoint(c: Console, at: number): string {
  const k = c.calibration;
  if (at >= k.typedDeg.length) return refuse(c, Status.Nothing);
  return [milli(k.typedDeg[at]), milli(k.tiltDeg[at]), milli(k.travelMm[at]), milli(k.pullN[at])].join();
}

/**
 * An accepted reading: its mass in g, its counts in thousandths, what it reads in mN by the line as far as it is known. Of an angle:
 * as it was typed and the tilt in 0.001 degrees, the travel in um, both without their zeros, the pull in mN.
 */
export function point(c: Console): string {
  const k = c.calibration;
  const at = numberAt(c, 0, 0, 1000);
  if (c.status !== Status.Ok) return '';
  if (isAngle(k)) return anglePoint(c, at);
  if (at >= k.readings.length) return refuse(c, Status.Nothing);
  const readN = (k.readings[at] - k.readings[0]) / knownSlope(k);
  return [k.massesG[at], milli(k.readings[at]), milli(readN)].join();
}

/** Argument: the mass in grams that lies in the strap, on rollers; 0 for an empty strap. */
export function angle(c: Console, d: Device): string {
  const massG = numberAt(c, 0, 0, MASS_MAX_G);
  if (c.status !== Status.Ok) return '';
  leaveDraft(c, d);
  beginAngle(c.calibration, d, loadOfN(massG));
  return answered(c);
}

function mayLook(c: Console): boolean {
  const k = c.calibration;
  if (k.busy) c.status = Status.Busy;
  else if (k.stage !== Stage.Level && k.stage !== Stage.Reference) c.status = Status.NotNow;
  return c.status === Status.Ok;
}

/** The board stands where the inclinometer will be read. The answer comes with `draft`. */
export function look(c: Console, d: Device): string {
  if (mayLook(c)) lookAt(c.calibration, d.inputs.nowMs);
  return '';
}

/** Argument: the angle that was read, in thousandths of a degree. The answer comes with `draft`. */
export function refer(c: Console, d: Device): string {
  const typed = numberAt(c, 0, -TYPED_MAX, TYPED_MAX);
  if (c.status !== Status.Ok || !mayLook(c)) return '';
  takeAngle(c.calibration, d, typed / PER_DEG);
  return answered(c);
}

/** Argument: where the board is wanted. The answer: state, angle and tilt in thousandths of a degree. */
export function jog(c: Console, d: Device): string {
  const k = c.calibration;
  const wanted = numberAt(c, 0, 0, JOG_MAX);
  if (c.status !== Status.Ok) return '';
  if (k.stage === Stage.Reference && !k.busy) {
    d.jogDeg = wanted / PER_DEG;
    d.jogUntilMs = d.inputs.nowMs + JOG_LEASE_MS;
  }
  return [d.session.state, milli(d.sensed.angleDeg), milli(d.sensed.tiltDeg)].join();
}
