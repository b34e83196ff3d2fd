import { newCalibration, type Calibration } from '../calibration/state.ts';
import { Status, Verb, type TextCrc } from '../protocol.ts';
import { CALIBRATION, type RecordSpec } from '../records.ts';
import type { Ring, Store } from '../store.ts';
import { newMac, type Mac } from './mac.ts';

/** What the console works on without being asked again. */
export const enum Work {
  None = 0,
  /** The tag of a request. */
  Tag = 1,
  /** A record that waits for the one before it. */
  Waits = 2,
  /** A record on its way into flash. */
  Record = 3,
}

/** What the console needs of the device beside its state: where records are, and the checksum of lines. */
export interface Archive {
  crc: TextCrc;
  store: Store;
  sessions: Ring;
  events: Ring;
}

/** The console's end in the device. `Device.service` says whether the service is open. */
export interface Console {
  /** Number of the last request and what was answered. */
  number: string;
  answer: string;
  status: Status;
  /** Verb and arguments that wait for their tag, or for their record to be read back. */
  verb: Verb;
  args: string[];
  work: Work;
  mac: Mac;
  /** Challenge; '' before the first hello. Rises with every tagged request that was accepted. */
  nonce: string;
  tagged: number;
  /** Unpredictable: noise of the load cell. */
  pool: number;
  /** Wrong tags in a row, and when the next one may come. */
  wrongs: number;
  lockedUntilMs: number;
  /** Last sign of life. */
  heardAtMs: number;
  calibration: Calibration;
  wordsSeen: number;
  /** The request at hand came by radio. */
  radio: boolean;
  /** The program is to end, as soon as nothing waits for flash. */
  leaving: boolean;
  /** Record that is kept. */
  keepPage: number;
  keepSpec: RecordSpec;
  keepValues: number[];
}

export function newConsole(): Console {
  return {
    number: '',
    answer: '',
    status: Status.Ok,
    verb: Verb.Info,
    args: [],
    work: Work.None,
    mac: newMac(),
    nonce: '',
    tagged: 0,
    pool: 0,
    wrongs: 0,
    lockedUntilMs: 0,
    heardAtMs: 0,
    calibration: newCalibration(),
    wordsSeen: 0,
    radio: false,
    leaving: false,
    keepPage: 0,
    keepSpec: CALIBRATION,
    keepValues: [],
  };
}

/** Refuses the request at hand. The fields of the answer are empty. */
export function refuse(c: Console, status: Status): string {
  c.status = status;
  return '';
}

/** An argument as a number; out of its bounds, or no number, it makes the request a bad one. */
export function numberAt(c: Console, k: number, min: number, max: number): number {
  const value = k < c.args.length ? parseFloat(c.args[k]) : NaN;
  if (value >= min && value <= max) return value;
  c.status = Status.BadRequest;
  return min;
}
