/**
 * The calibration of angle, travel and direction: flat, two references that a technician reads off an inclinometer, and flat
 * again (docs/decisions/0008-angle-calibration-and-jogging.md). At each the device looks first, the angle is typed, and the
 * device looks again: a board that has moved in between is refused.
 */
import { isPanicTested } from '../day.ts';
import { NOMINAL_CAL, pullIsFresh, type Device } from '../device.ts';
import { Fault } from '../faults.ts';
import { angleOfTravelDeg } from '../linkage.ts';
import { Cal } from '../records.ts';
import { rawTravelMm } from '../sense.ts';
import { State } from '../states.ts';
import { addWord, isStill, stillCounts } from './gate.ts';
import { Refusal } from './refusals.ts';
import { clearCalibration, Stage, type Calibration } from './state.ts';
import { refuse, startReading } from './steps.ts';
import { DEG_PER_RAD } from '../units.ts';

/** The gate of the load cell takes thousandths of a degree: blocks agree within 0.1 degrees, words within 0.5. */
const PER_DEG = 1000;
/** The flat stop is level within this, or the pull is off by 1 % of the weight. */
const LEVEL_DEG = 0.5;
/** Zeros of a fresh rig: the sensor is screwed on by eye (40 mg are 2.3 degrees, datasheet), the actuator hangs in its pivots. */
const TILT_ZERO_MAX_DEG = 5;
const TRAVEL_ZERO_MAX_MM = 10;
/** The references that are asked for, near 15 and near 35 degrees: the least of each, and the most of the first. */
const REFERENCE_MIN_DEG = [10, 30];
const FIRST_MAX_DEG = 25;
/**
 * Sensors and reference agree within this, 2 % of 35 degrees: half of what the monitors of a session allow, so that drift does
 * not stop the next one. An inclinometer is good to 0.1 or 0.2.
 */
const AGREE_DEG = 0.7;
/** Between two looks a board that stands moves by less: noise and a hand on the inclinometer. */
const STANDS_DEG = 0.15;
const STANDS_MM = 0.8;
/** Flat again within this: neither sensor has slipped. */
const RETURN_DEG = 0.3;
const RETURN_MM = 1.5;
/** Strap and hook weigh less than this; a trolley with a known mass runs with some friction. */
const STRAP_N = 5;
const STRAP_SHARE = 0.05;
/** A way up is seen when travel and tilt have grown by this. */
const GROWN_MM = 2;
const GROWN_DEG = 0.2;
/** Angles in all: flat, the references, flat. */
const ANGLES = 4;

/** True while the angle is calibrated: then the board may be tilted in the service. */
export function isAngle(c: Calibration): boolean {
  return c.stage >= Stage.Level;
}

function rawTiltDeg(d: Device): number {
  return d.sensed.tiltDeg + d.cal[Cal.AccelZeroDeg];
}

/** Begins anew. `strapN`: weight of the mass that lies in the strap, 0 for none. */
export function beginAngle(c: Calibration, d: Device, strapN: number): void {
  clearCalibration(c);
  if (d.cal === NOMINAL_CAL) refuse(c, Refusal.NoLoadCell);
  else if (!isPanicTested(d)) refuse(c, Refusal.PanicUntested);
  else {
    c.stage = Stage.Level;
    c.strapN = strapN;
    c.calBefore = d.cal;
  }
}

/** Other zeros: angles jump by them, and that is no movement. Speed, standing and the low-pass of the tilt begin anew. */
function useZeros(d: Device, cal: number[]): void {
  d.cal = cal;
  d.sensed.angleOk = false;
  d.sensed.tiltOk = false;
  d.watch.restMs = 0;
}

/** Leaves the draft: the zeros in use are those of the record again. */
export function leaveAngle(c: Calibration, d: Device): void {
  if (isAngle(c)) useZeros(d, c.calBefore);
}

/** Notes where the board stands, before the technician reads the inclinometer. */
export function look(c: Calibration, nowMs: number): void {
  c.looks = true;
  startReading(c, 0, nowMs);
}

/** Why this place is not the one that comes next. */
function refusalOfPlace(c: Calibration, d: Device, typedDeg: number): Refusal {
  const k = c.typedDeg.length;
  if (!c.looked) return Refusal.OutOfOrder;
  if (k === 0 || k === ANGLES - 1) {
    const isLevel = typedDeg <= LEVEL_DEG && typedDeg >= -LEVEL_DEG;
    return isLevel && (d.flat || d.inputs.endLow) ? Refusal.None : Refusal.NotLevel;
  }
  if (d.sensed.angleDeg < REFERENCE_MIN_DEG[k - 1]) return Refusal.SpanTooSmall;
  return k === 1 && d.sensed.angleDeg > FIRST_MAX_DEG ? Refusal.OutOfOrder : Refusal.None;
}

/** The technician has read this off the inclinometer: looks again, and judges. */
export function takeAngle(c: Calibration, d: Device, typedDeg: number): void {
  const refusal = refusalOfPlace(c, d, typedDeg);
  if (refusal !== Refusal.None) refuse(c, refusal);
  else {
    c.looks = false;
    c.saidDeg = typedDeg;
    startReading(c, 0, d.inputs.nowMs);
  }
}

/** The zeros of the flat stop are in use from here on, until the draft is left: travel and tilt must agree on the way up. */
function takeZeros(c: Calibration, d: Device, tiltDeg: number, travelMm: number): Refusal {
  const zeroDeg = tiltDeg - c.saidDeg;
  // Some 6 mm below the stop the wiper would stand where a cut wire reads.
  const isApart = differ(zeroDeg, 0, TILT_ZERO_MAX_DEG) || differ(travelMm, 0, TRAVEL_ZERO_MAX_MM);
  if (isApart || !d.sensed.angleOk) return Refusal.Misplaced;
  const cal = d.cal.slice();
  cal[Cal.AccelZeroDeg] = zeroDeg;
  // A board that came down by itself may rest some hundredths above the stop: then travel begins where it did before.
  if (d.inputs.endLow) cal[Cal.TravelZeroMm] = travelMm;
  useZeros(d, cal);
  c.stage = Stage.Reference;
  return Refusal.None;
}

function differ(a: number, b: number, by: number): boolean {
  return !(Math.abs(a - b) <= by);
}

/** By how much the travel is off an angle that was typed. The flat stop is where travel begins, level or not. */
function travelOffDeg(c: Calibration, travelMm: number, typedDeg: number): number {
  return angleOfTravelDeg(travelMm - c.travelMm[0]) + c.typedDeg[0] - typedDeg;
}

/** Tilt, travel and reference against each other: where two agree the third is the wrong one. */
function judgeReference(tiltOff: number, travelOff: number): Refusal {
  if (differ(tiltOff, travelOff, AGREE_DEG))
    return Math.abs(tiltOff) < Math.abs(travelOff) ? Refusal.TravelOff : Refusal.TiltOff;
  return differ(tiltOff, 0, AGREE_DEG) || differ(travelOff, 0, AGREE_DEG) ? Refusal.WrongReference : Refusal.None;
}

function hasMoved(c: Calibration, tiltDeg: number, travelMm: number): boolean {
  return differ(tiltDeg, c.seenTiltDeg, STANDS_DEG) || differ(travelMm, c.seenTravelMm, STANDS_MM);
}

function judgePlace(c: Calibration, d: Device, tiltDeg: number, travelMm: number): Refusal {
  const typedDeg = c.saidDeg;
  const k = c.typedDeg.length;
  if (hasMoved(c, tiltDeg, travelMm)) return Refusal.BoardMoved;
  const ownN = c.strapN * Math.sin(typedDeg / DEG_PER_RAD);
  if (!pullIsFresh(d) || differ(d.sensed.pullN, ownN, STRAP_N + STRAP_SHARE * ownN)) return Refusal.StrapLoaded;
  if (k === 0) return takeZeros(c, d, tiltDeg, travelMm);
  if (k === ANGLES - 1 && (differ(tiltDeg, c.tiltDeg[0], RETURN_DEG) || differ(travelMm, c.travelMm[0], RETURN_MM)))
    return Refusal.ZeroShifted;
  return judgeReference(tiltDeg - d.cal[Cal.AccelZeroDeg] - typedDeg, travelOffDeg(c, travelMm, typedDeg));
}

function keep(c: Calibration, d: Device, tiltDeg: number, travelMm: number): void {
  c.typedDeg.push(c.saidDeg);
  c.tiltDeg.push(tiltDeg);
  c.travelMm.push(travelMm);
  c.pullN.push(d.sensed.pullN);
  if (c.typedDeg.length === ANGLES) c.stage = Stage.AngleReady;
}

/** The board has come to rest: what was seen is noted, or judged against what was seen before. */
function endReading(c: Calibration, d: Device): void {
  const tiltDeg = stillCounts(c.gate) / PER_DEG;
  const travelMm = rawTravelMm(d.inputs);
  c.busy = false;
  c.looked = c.looks;
  if (c.looks) {
    c.seenTiltDeg = tiltDeg;
    c.seenTravelMm = travelMm;
  } else {
    c.refusal = judgePlace(c, d, tiltDeg, travelMm);
    if (c.refusal === Refusal.None) keep(c, d, tiltDeg, travelMm);
  }
}

/** Told to go up, travel and tilt must grow: a halt on the way is first of all a question of direction. */
function refusalOfHalt(c: Calibration, d: Device): Refusal {
  const last = c.typedDeg.length - 1;
  const cause = d.safety.cause;
  const isDrive = cause >= Fault.AccelAbsent && cause < Fault.SupplyLow;
  const grown = rawTravelMm(d.inputs) > c.travelMm[last] + GROWN_MM && rawTiltDeg(d) > c.tiltDeg[last] + GROWN_DEG;
  return isDrive && !grown ? Refusal.WrongDirection : Refusal.Halted;
}

/** Once a period: a new reading of the tilt, and whether a jog has ended in a halt. */
export function watchAngle(c: Calibration, d: Device): void {
  if (c.jogs && d.session.state === State.Halted) refuse(c, refusalOfHalt(c, d));
  c.jogs = d.session.state === State.Jogging;
  if (!c.busy || !d.sensed.newTilt) return;
  addWord(c.gate, rawTiltDeg(d) * PER_DEG, d.inputs.nowMs);
  if (isStill(c.gate)) endReading(c, d);
}

function larger(errorDeg: number, offDeg: number): number {
  return Math.abs(offDeg) > Math.abs(errorDeg) ? offDeg : errorDeg;
}

/** The record with new zeros: that of the tilt fits flat and references best, the travel begins at the flat stop. */
export function angleRecord(c: Calibration, cal: readonly number[], day: number): number[] {
  let zeroDeg = 0;
  let tiltErrorDeg = 0;
  let travelErrorDeg = 0;
  for (let k = 0; k < ANGLES - 1; k++) zeroDeg += (c.tiltDeg[k] - c.typedDeg[k]) / (ANGLES - 1);
  for (let k = 0; k < ANGLES; k++) {
    tiltErrorDeg = larger(tiltErrorDeg, c.tiltDeg[k] - c.typedDeg[k] - zeroDeg);
    travelErrorDeg = larger(travelErrorDeg, travelOffDeg(c, c.travelMm[k], c.typedDeg[k]));
  }
  const record = cal.slice();
  record[Cal.AccelZeroDeg] = zeroDeg;
  return record.slice(0, Cal.AngleDay).concat([day, tiltErrorDeg, travelErrorDeg]);
}
