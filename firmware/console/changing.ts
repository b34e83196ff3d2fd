/** Requests that change the device. Each has shown a tag of its own before it comes here. */
import { angleRecord } from '../calibration/angle.ts';
import { loadOfN } from '../calibration/judge.ts';
import { clearCalibration, Stage, type Calibration } from '../calibration/state.ts';
import { Daily, DAILY, PRESCRIPTION } from '../course-records.ts';
import { CLOCK_SET_DAY, VALID_DAYS } from '../day.ts';
import { today, type Device } from '../device.ts';
import { Fault } from '../faults.ts';
import { Page } from '../layout.ts';
import { prescribe } from '../prescribe.ts';
import { refusalOf } from '../prescription.ts';
import { Status, Verb } from '../protocol.ts';
import { Cal, CALIBRATION, EventKind } from '../records.ts';
import { keep, kept } from './keep.ts';
import { setKey } from './mac.ts';
import { numberAt, refuse, type Archive, type Console } from './state.ts';

const CLOCK_MIN_S = CLOCK_SET_DAY * 86400;
/** Days of a record have 16 bits. */
const CLOCK_MAX_S = 65000 * 86400;
const WORD_MAX = 2147483647;

/** The draft becomes the calibration in use once it was read back. */
export function accept(c: Console, d: Device, a: Archive): string {
  const k = c.calibration;
  if (k.stage !== Stage.Ready && k.stage !== Stage.AngleReady) return refuse(c, Status.NotNow);
  const day = today(d);
  if (day < CLOCK_SET_DAY) return refuse(c, Status.NoClock);
  const values = k.stage === Stage.Ready ? cellRecord(k, d.cal, day) : angleRecord(k, d.cal, day);
  keep(c, a, CALIBRATION, Page.Calibration, values);
  return '';
}

/** The record with a new line of the load cell; the angle's part stays. */
function cellRecord(k: Calibration, cal: readonly number[], day: number): number[] {
  const heaviestN = loadOfN(k.massesG[k.ups - 1]);
  const line = [Math.round(k.zeroCounts), k.countsPerN, cal[Cal.AccelZeroDeg], cal[Cal.TravelZeroMm]];
  const figures = [heaviestN, k.residualN, k.hysteresisN, k.repeatN, k.zeroReturnN, k.verifyN, k.readings.length];
  return line.concat([day, day + VALID_DAYS], figures, cal.slice(Cal.AngleDay));
}

/** Arguments: the fields of a prescription in their order. A refusal tells its number. */
export function prescription(c: Console, _: Device, a: Archive): string {
  const values: number[] = [];
  const fields = PRESCRIPTION.fields;
  for (let k = 0; k < fields.length; k++) values.push(numberAt(c, k, fields[k].min, fields[k].max));
  if (c.status !== Status.Ok) return '';
  const refusal = refusalOf(values);
  if (refusal !== Fault.None) {
    c.status = Status.Limits;
    return '' + refusal;
  }
  keep(c, a, PRESCRIPTION, Page.Prescription, values);
  return '';
}

/** Argument: seconds since 1970. */
export function clock(c: Console, d: Device): string {
  const nowS = numberAt(c, 0, CLOCK_MIN_S, CLOCK_MAX_S);
  if (c.status !== Status.Ok) return '';
  d.bootS = nowS - d.inputs.nowMs / 1000;
  return '';
}

/** Arguments: the four words of the new key. */
export function key(c: Console, d: Device, a: Archive): string {
  const words: number[] = [];
  for (let k = 0; k < 4; k++) words.push(numberAt(c, k, -WORD_MAX - 1, WORD_MAX));
  if (c.status !== Status.Ok) return '';
  keep(c, a, DAILY, Page.Daily, d.daily.slice(0, Daily.Key0).concat(words, d.daily.slice(Daily.Opens)));
  return '';
}

/** By cable only: nobody near can put a hand in while the interpreter listens. */
export function upload(c: Console): string {
  if (c.radio) return refuse(c, Status.NotNow);
  c.leaving = true;
  return '';
}

function apply(c: Console, d: Device, values: number[]): void {
  if (c.verb === Verb.Accept) {
    d.cal = values;
    d.calibrated = values[Cal.AngleDay] > 0;
    clearCalibration(c.calibration);
  } else if (c.verb === Verb.Prescribe) {
    d.rx = values;
    prescribe(d);
  } else {
    // The days go on while the key is written.
    d.daily = d.daily.slice(0, Daily.Key0).concat(values.slice(Daily.Key0, Daily.Opens), d.daily.slice(Daily.Opens));
    setKey(c.mac, values.slice(Daily.Key0, Daily.Opens));
  }
}

/** What is known once the record is written: in use, or not saved. */
export function decide(c: Console, d: Device, a: Archive): void {
  const values = kept(c, a);
  if (values === null) c.status = Status.NotSaved;
  else apply(c, d, values);
}

/** What the journal says of a change. */
export function eventOf(verb: Verb): EventKind {
  return verb === Verb.Open ? EventKind.ConsoleOpened : EventKind.ConsoleChanged;
}
