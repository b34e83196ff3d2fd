/**
 * The console's protocol, shared by the device and whoever talks to it.
 *
 * A request is one line `>number,verb,argument,...*checksum`, an answer `<number,status,field,...*checksum`. The checksum is the
 * CRC-32 (ISO) of what stands between the mark and the star, in decimal. Lines are ASCII, at most LINE_MAX_BYTES long; whatever is no such
 * line is thrown away unanswered. A request with the number of the one before gets the same answer again and does nothing.
 */
import { Type, type Field } from './records.ts';

/** Longest line, marks and checksum included. */
export const LINE_MAX_BYTES = 300;

/** CRC-32 of ASCII text: `E.CRC32` on the board. */
export type TextCrc = (text: string) => number;

/** What can be asked. The first ones only read, and need no key. */
export const enum Verb {
  Info = 0,
  Live = 1,
  Calibration = 2,
  Prescription = 3,
  Session = 4,
  Event = 5,
  /** Begins the way in: the device answers with its challenge. */
  Hello = 6,
  /** The answer to the challenge; opens the service. */
  Open = 7,
  /** From here on the service must be open. The console is still there. */
  Beat = 8,
  Close = 9,
  Begin = 10,
  Take = 11,
  Back = 12,
  Leave = 13,
  Draft = 14,
  Point = 15,
  /** From here on the device changes: each needs a tag of its own. */
  Accept = 16,
  Prescribe = 17,
  Clock = 18,
  Key = 19,
  /** Calibration of the angle: begin, look, the angle that was read; these change nothing either. */
  Angle = 20,
  Look = 21,
  Refer = 22,
  /** The console is there, and wants the board at an angle: with START held at the device it creeps there. */
  Jog = 23,
  /** Ends the program: the interpreter listens on the cable, for an upload. */
  Upload = 24,
}

/** Verbs by number. */
export const VERBS = [
  'info',
  'live',
  'cal',
  'rx',
  'session',
  'event',
  'hello',
  'open',
  'beat',
  'close',
  'begin',
  'take',
  'back',
  'leave',
  'draft',
  'point',
  'accept',
  'prescribe',
  'clock',
  'key',
  'angle',
  'look',
  'refer',
  'jog',
  'upload',
];

export const enum Status {
  Ok = 0,
  /** No such verb, or an argument out of its bounds. */
  BadRequest = 1,
  /** There is no such record. */
  Nothing = 2,
  /** The service key is not turned, the board not flat, or a session runs. */
  NotNow = 3,
  /** The service is not open. */
  Closed = 4,
  WrongTag = 5,
  /** Too many wrong tags; the field is the seconds left. */
  Locked = 6,
  /** Another request is still worked on. */
  Busy = 7,
  /** A step of the calibration was refused; the field is the reason. */
  Refused = 8,
  /** The device does not know the date. */
  NoClock = 9,
  /** The prescription contradicts a limit of the device, or itself; the field is the number of the refusal (faults.ts). */
  Limits = 10,
  NotSaved = 11,
}

/** What a status means, by number. */
export const STATUS_SAYS = [
  'done',
  'the device does not understand the request, or a value is out of its bounds',
  'there is no such record',
  'only with the service key turned, the board flat and no session running',
  'the service is not open',
  'the key of the console is wrong',
  'locked after too many wrong keys',
  'the device is still busy with the request before',
  'refused',
  'the device does not know the date: set its clock first',
  'the prescription is refused',
  'the record could not be read back; the old one still holds',
];

/** Bits of the switches in the answer to `live`. */
export const enum SwitchBit {
  Panic = 1,
  RelayOpen = 2,
  Start = 4,
  Lower = 8,
  EndLow = 16,
  EndHigh = 32,
  Key = 64,
}

/** So long after a `jog` the console counts as heard: two more may be lost. */
export const JOG_LEASE_MS = 500;

/** Silence of the console after which the service closes itself. */
export const LEASE_MS = 10000;

/** Numbers travel whole, the interpreter writes fractions otherwise than others do: values of records times this. */
export function scaleOf(field: Field): number {
  if (field.stored < Type.F32) return 1;
  return field.max > 1e6 ? 1000 : 1000000;
}

/** A line around its body. */
export function framed(mark: string, body: string, crc: TextCrc): string {
  return mark + body + '*' + crc(body);
}

/** Body of a line with this mark; '' when it is none, too long or damaged. */
export function unframed(mark: string, line: string, crc: TextCrc): string {
  if (line.length > LINE_MAX_BYTES) return '';
  const star = line.indexOf('*');
  if (line.indexOf(mark) !== 0 || star < 0) return '';
  const body = line.slice(1, star);
  return '' + crc(body) === line.slice(star + 1) ? body : '';
}
