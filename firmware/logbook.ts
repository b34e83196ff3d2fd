import type { Device } from './device.ts';
import { Fault } from './faults.ts';
import { EventKind, StopCause } from './records.ts';
import { meanPullN } from './tally.ts';

/** The event of a session that begins, in the order of EVENT. Its instant is the one that the session's record will have. */
export function begunValues(d: Device): number[] {
  return [d.bootS + d.session.armedMs / 1000, EventKind.SessionBegun, 0, 0, d.session.allowedMs / 1000];
}

/** Fields of a session log record, in the order of SESSION_LOG. */
export function logValues(d: Device): number[] {
  const s = d.session;
  const t = d.tally;
  const durationS = Math.round((s.endedMs - s.armedMs) / 1000);
  const cause = d.safety.cause;
  const byUser = s.stopped ? StopCause.StopButton : StopCause.EndOfProgram;
  return [
    d.bootS + s.armedMs / 1000,
    durationS,
    Math.round(s.heldMs / 1000),
    t.peakN,
    meanPullN(t),
    t.anglePeakDeg,
    t.impulseNs,
    cause === Fault.None ? byUser : cause,
    d.book.others,
    s.scoreBefore + 16 * s.scoreAfter,
  ];
}
