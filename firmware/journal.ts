import { RECENT_FAULTS } from './book.ts';
import type { Device } from './device.ts';
import { EventKind } from './records.ts';

/** Events that may wait for the drive to be off; later ones are lost, the first ones tell the cause. */
const WAITING_MAX = 8;
/** So many events may come at once, then one in this time: a fault that comes and goes wears no flash out. */
const CREDIT_MAX = 8;
const CREDIT_MS = 60000;

/** Three starts in ten minutes have two runs between them, each of them shorter, or one at least shorter than this. */
const STEADY_MS = 300000;

/** Events that wait to be written. Flash is not written while the board may move. */
export interface Journal {
  waiting: number[][];
  /** Faults seen so far, by the count of the book. */
  raisedSeen: number;
  /** Events that may still be noted, and when one was last added to them. */
  credit: number;
  creditAtMs: number;
  /** It is noted that the device runs steadily. */
  steady: boolean;
}

/** A journal that begins with the start of the device. */
export function newJournal(): Journal {
  return { waiting: [], raisedSeen: 0, credit: CREDIT_MAX, creditAtMs: 0, steady: false };
}

function note(j: Journal, d: Device, event: EventKind, code: number): void {
  const nowMs = d.inputs.nowMs;
  if (nowMs - j.creditAtMs >= CREDIT_MS) {
    j.credit = Math.min(CREDIT_MAX, j.credit + Math.floor((nowMs - j.creditAtMs) / CREDIT_MS));
    j.creditAtMs = nowMs;
  }
  if (j.waiting.length >= WAITING_MAX || j.credit === 0) return;
  j.credit--;
  j.waiting.push([d.bootS + nowMs / 1000, event, code, d.sensed.angleDeg, d.sensed.pullN]);
}

/** Notes that the device has started, for the how manieth time within a short time. */
export function noteBoot(j: Journal, d: Device, boots: number): void {
  note(j, d, EventKind.Boot, boots);
}

/** Notes, once, that the device has run for so long that it does not start again and again. */
export function noteSteady(j: Journal, d: Device): void {
  if (j.steady || d.inputs.nowMs < STEADY_MS) return;
  j.steady = true;
  note(j, d, EventKind.Steady, 0);
}

/** Notes what the console did, or was refused. */
export function noteConsole(j: Journal, d: Device, event: EventKind, verb: number): void {
  note(j, d, event, verb);
}

/** Notes a fault that was raised since the last call, and a test of panic. */
export function noteFaults(j: Journal, d: Device): void {
  const book = d.book;
  const s = d.session;
  if (s.opensMs > 0) {
    note(j, d, EventKind.PanicTested, s.opensMs);
    s.opensMs = 0;
  }
  while (j.raisedSeen < book.raised) {
    if (book.raised - j.raisedSeen <= RECENT_FAULTS)
      note(j, d, EventKind.Fault, book.recent[j.raisedSeen % RECENT_FAULTS]);
    j.raisedSeen++;
  }
}
