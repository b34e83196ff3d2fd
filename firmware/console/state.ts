import { newCalibration, type Calibration } from '../calibration/state.ts';
import { Status, Verb, type TextCrc } from '../protocol.ts';
import { CALIBRATION, type RecordSpec } from '../records.ts';
import type { Ring, Store } from '../store.ts';
import { newMac, type Mac } from './mac.ts';

/** The console's end in the device. `Device.service` says whether the service is open. */
export interface Console {
  crc: TextCrc;
  store: Store;
  sessions: Ring;
  events: Ring;
  /** Number of the last request and what was answered. */
  number: string;
  answer: string;
  status: Status;
  /** Verb and arguments that wait for their tag, or for their record to be read back. */
  verb: Verb;
  args: string[];
  /** The tag is being worked out. */
  checks: boolean;
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
  /** Record on its way into flash; a page of -1 is none. */
  keepPage: number;
  keepSpec: RecordSpec;
  keepValues: number[];
  keepUntilMs: number;
}

export function newConsole(crc: TextCrc, store: Store, sessions: Ring, events: Ring): Console {
  return {
    crc,
    store,
    sessions,
    events,
    number: '',
    answer: '',
    status: Status.Ok,
    verb: Verb.Info,
    args: [],
    checks: false,
    mac: newMac(),
    nonce: '',
    tagged: 0,
    pool: 0,
    wrongs: 0,
    lockedUntilMs: 0,
    heardAtMs: 0,
    calibration: newCalibration(),
    wordsSeen: 0,
    keepPage: -1,
    keepSpec: CALIBRATION,
    keepValues: [],
    keepUntilMs: 0,
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
