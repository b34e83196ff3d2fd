/**
 * Flash records as data, and their codec. Shared by the device, the console and the simulator.
 *
 * A record is: kind u8, version u8, payload length u16, sequence u32, payload, CRC-32 (ISO) over all before it;
 * little-endian, padded to whole flash words with 0xFF after the CRC. Fields are packed in table order.
 */

import { Type, type Field, type RecordSpec } from './fields.ts';

export { Type, type Field, type RecordSpec } from './fields.ts';

/** Bytes by field type. */
const SIZES = [1, 2, 4, 4, 8];

/** CRC-32/ISO-HDLC of bytes: `E.CRC32` on the board, zlib in Node. */
export type Crc32 = (bytes: Uint8Array) => number;

/** Kind, version, length and sequence stand before the payload. */
export const HEADER_BYTES = 8;

/** Field numbers of a calibration, in table order. */
export const enum Cal {
  ZeroCounts = 0,
  CountsPerN = 1,
  AccelZeroDeg = 2,
  TravelZeroMm = 3,
  CalibratedDay = 4,
  ExpiresDay = 5,
  HeaviestN = 6,
  ResidualN = 7,
  HysteresisN = 8,
  RepeatN = 9,
  ZeroReturnN = 10,
  VerifyN = 11,
  Points = 12,
  AngleDay = 13,
  TiltErrorDeg = 14,
  TravelErrorDeg = 15,
}

const CALIBRATION_FIELDS: readonly Field[] = [
  { name: 'zeroCounts', stored: Type.I32, unit: 'counts', min: -8388608, max: 8388607 },
  { name: 'countsPerN', stored: Type.F64, unit: 'counts/N', min: 200, max: 40000 },
  { name: 'accelZeroDeg', stored: Type.F32, unit: 'deg', min: -5, max: 5 },
  { name: 'travelZeroMm', stored: Type.F32, unit: 'mm', min: -10, max: 10 },
  { name: 'calibratedDay', stored: Type.U16, unit: 'day', min: 0, max: 65535 },
  { name: 'expiresDay', stored: Type.U16, unit: 'day', min: 0, max: 65535 },
];

/** How good it is; 0 in a record of version 1, which did not tell. */
const CALIBRATION_FIGURES: readonly Field[] = [
  { name: 'heaviestN', stored: Type.F32, unit: 'N', min: 0, max: 2000 },
  { name: 'residualN', stored: Type.F32, unit: 'N', min: -10, max: 10 },
  { name: 'hysteresisN', stored: Type.F32, unit: 'N', min: -10, max: 10 },
  { name: 'repeatN', stored: Type.F32, unit: 'N', min: -10, max: 10 },
  { name: 'zeroReturnN', stored: Type.F32, unit: 'N', min: -10, max: 10 },
  { name: 'verifyN', stored: Type.F32, unit: 'N', min: -10, max: 10 },
  { name: 'points', stored: Type.U8, unit: '', min: 0, max: 100 },
];

/** When angle and travel were calibrated, 0 for never, and how far they were from the references at most. */
const CALIBRATION_ANGLES: readonly Field[] = [
  { name: 'angleDay', stored: Type.U16, unit: 'day', min: 0, max: 65535 },
  { name: 'tiltErrorDeg', stored: Type.F32, unit: 'deg', min: -10, max: 10 },
  { name: 'travelErrorDeg', stored: Type.F32, unit: 'deg', min: -10, max: 10 },
];

const CALIBRATION_2: RecordSpec = {
  kind: 1,
  version: 2,
  payloadBytes: 49,
  fields: CALIBRATION_FIELDS.concat(CALIBRATION_FIGURES),
  older: { kind: 1, version: 1, payloadBytes: 24, fields: CALIBRATION_FIELDS },
  added: [0, 0, 0, 0, 0, 0, 0],
};

/**
 * Load cell, angle and travel calibration. Days are whole days since 1970-01-01 UTC. `calibratedDay` and `expiresDay` are those of
 * the load cell; the angle holds for as long from its own day.
 */
export const CALIBRATION: RecordSpec = {
  kind: 1,
  version: 3,
  payloadBytes: 59,
  fields: CALIBRATION_2.fields.concat(CALIBRATION_ANGLES),
  older: CALIBRATION_2,
  added: [0, 0, 0],
};

export const enum Log {
  StartedS = 0,
  DurationS = 1,
  HoldS = 2,
  PullPeakN = 3,
  PullMeanN = 4,
  AnglePeakDeg = 5,
  ImpulseNs = 6,
  StopCause = 7,
  OtherFaults = 8,
  Scores = 9,
}

/** Half of the scores of a session that was not given. */
export const NO_SCORES = 15;

/** Stop cause in a session log: a fault code, or one of these. */
export const enum StopCause {
  EndOfProgram = 0,
  StopButton = 1,
}

const SESSION_FIELDS: readonly Field[] = [
  { name: 'startedS', stored: Type.F64, unit: 's', min: 0, max: 4e9 },
  { name: 'durationS', stored: Type.U16, unit: 's', min: 0, max: 65535 },
  { name: 'holdS', stored: Type.U16, unit: 's', min: 0, max: 65535 },
  { name: 'pullPeakN', stored: Type.F32, unit: 'N', min: -4000, max: 4000 },
  { name: 'pullMeanN', stored: Type.F32, unit: 'N', min: -4000, max: 4000 },
  { name: 'anglePeakDeg', stored: Type.F32, unit: 'deg', min: -10, max: 90 },
  { name: 'impulseNs', stored: Type.F32, unit: 'N s', min: -1e7, max: 1e7 },
  { name: 'stopCause', stored: Type.U8, unit: 'code', min: 0, max: 255 },
  { name: 'otherFaults', stored: Type.U16, unit: '', min: 0, max: 65535 },
];

/**
 * One session as the device logs it. `startedS` counts seconds since 1970. `scores` is the pain before, and 16 times the pain
 * after. A session is written as soon as the board is flat; one that is asked for a score is written again with the
 * answer, and of two records with the same start the later one counts. Records of version 1 take as much room.
 */
export const SESSION_LOG: RecordSpec = {
  kind: 4,
  version: 2,
  payloadBytes: 32,
  fields: SESSION_FIELDS.concat([{ name: 'scores', stored: Type.U8, unit: 'code', min: 0, max: 255 }]),
  older: { kind: 4, version: 1, payloadBytes: 31, fields: SESSION_FIELDS },
  added: [255],
};

/** What tells records of a session apart, by the names of the fields. */
export interface Scored {
  readonly startedS: number;
  readonly scores: number;
}

/** True when the later of two records only adds the score that was asked for after the session: then it alone counts. */
export function isScoredAgain(before: Scored, later: Scored): boolean {
  return before.startedS === later.startedS && before.scores >> 4 === NO_SCORES && later.scores >> 4 !== NO_SCORES;
}

/** What an event record tells of. */
export const enum EventKind {
  /** The device has started; `code` counts the starts of which each came soon after the last one. */
  Boot = 0,
  /** A fault was raised; `code` is its number. */
  Fault = 1,
  /** The console was let in, was refused, or has changed the device; `code` is the verb. */
  ConsoleOpened = 2,
  ConsoleRefused = 3,
  ConsoleChanged = 4,
  /** START was accepted; the pull is the seconds that the session may take. */
  SessionBegun = 5,
  /** The device has run for five minutes: the next start is the first one again. */
  Steady = 6,
  /** Panic was tested with the relay closed; `code` is the milliseconds until it was open. */
  PanicTested = 7,
}

/** One line of the journal: why did it stop, and what came before. */
export const EVENT: RecordSpec = {
  kind: 5,
  version: 1,
  payloadBytes: 18,
  fields: [
    { name: 'atS', stored: Type.F64, unit: 's', min: 0, max: 4e9 },
    { name: 'event', stored: Type.U8, unit: 'code', min: 0, max: 255 },
    { name: 'code', stored: Type.U8, unit: 'code', min: 0, max: 255 },
    { name: 'angleDeg', stored: Type.F32, unit: 'deg', min: -360, max: 360 },
    { name: 'pullN', stored: Type.F32, unit: 'N', min: -1e5, max: 1e5 },
  ],
};

/** Whole flash words that a record of this kind occupies. */
export function recordBytes(spec: RecordSpec): number {
  return (HEADER_BYTES + spec.payloadBytes + 4 + 3) & ~3;
}

/** Puts one value into a record; tells where the next one goes. */
export function putField(bytes: Uint8Array, at: number, type: Type, value: number): number {
  const view = new DataView(bytes.buffer);
  if (type === Type.U8) view.setUint8(at, value);
  else if (type === Type.U16) view.setUint16(at, value, true);
  else if (type === Type.I32) view.setInt32(at, value, true);
  else if (type === Type.F32) view.setFloat32(at, value, true);
  else view.setFloat64(at, value, true);
  return at + SIZES[type];
}

function getField(view: DataView, at: number, type: Type): number {
  if (type === Type.U8) return view.getUint8(at);
  if (type === Type.U16) return view.getUint16(at, true);
  if (type === Type.I32) return view.getInt32(at, true);
  if (type === Type.F32) return view.getFloat32(at, true);
  return view.getFloat64(at, true);
}

/** A record with its header and nothing else. */
export function blankRecord(spec: RecordSpec, sequence: number): Uint8Array {
  const bytes = new Uint8Array(recordBytes(spec)).fill(255);
  const view = new DataView(bytes.buffer);
  bytes[0] = spec.kind;
  bytes[1] = spec.version;
  view.setUint16(2, spec.payloadBytes, true);
  view.setUint32(4, sequence, true);
  return bytes;
}

/** Ends a record whose fields end at `at` with its check sum. */
export function sealRecord(bytes: Uint8Array, at: number, crc32: Crc32): void {
  new DataView(bytes.buffer).setUint32(at, crc32(new Uint8Array(bytes.buffer, 0, at)), true);
}

/** Bytes of a record ready for flash. `values` in field order. */
export function encodeRecord(spec: RecordSpec, values: readonly number[], sequence: number, crc32: Crc32): Uint8Array {
  const bytes = blankRecord(spec, sequence);
  let at = HEADER_BYTES;
  for (let i = 0; i < spec.fields.length; i++) at = putField(bytes, at, spec.fields[i].stored, values[i]);
  sealRecord(bytes, at, crc32);
  return bytes;
}

/** Sequence of an intact record of this kind, of this version or an older one, at the start of `bytes`; -1 when there is none. */
export function recordSequence(spec: RecordSpec, bytes: Uint8Array, crc32: Crc32): number {
  if (spec.older !== undefined && bytes[1] < spec.version) return recordSequence(spec.older, bytes, crc32);
  const end = HEADER_BYTES + spec.payloadBytes;
  if (bytes.length < end + 4) return -1;
  if (bytes[0] !== spec.kind || bytes[1] !== spec.version) return -1;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint16(2, true) !== end - HEADER_BYTES) return -1;
  if (view.getUint32(end, true) !== crc32(new Uint8Array(bytes.buffer, bytes.byteOffset, end))) return -1;
  return view.getUint32(4, true);
}

/** Values of an intact record in field order; null when it is damaged, of another kind or a newer version, or out of bounds. */
export function decodeRecord(spec: RecordSpec, bytes: Uint8Array, crc32: Crc32): number[] | null {
  if (spec.older !== undefined && bytes[1] < spec.version) {
    const values = decodeRecord(spec.older, bytes, crc32);
    return values === null ? null : values.concat(spec.added as number[]);
  }
  if (recordSequence(spec, bytes, crc32) < 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const values: number[] = [];
  let at = HEADER_BYTES;
  for (let i = 0; i < spec.fields.length; i++) {
    const field = spec.fields[i];
    const value = getField(view, at, field.stored);
    if (!(value >= field.min && value <= field.max)) return null;
    values.push(value);
    at += SIZES[field.stored];
  }
  return values;
}
