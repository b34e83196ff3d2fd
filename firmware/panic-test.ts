import { notePanicTest } from './day.ts';
import type { Device } from './device.ts';
import { Fault, Reaction } from './faults.ts';

/**
 * The test of panic before the first session of a day: LOWER closes the relay, nothing is commanded to move, and PANIC must open it.
 * At rest the relay is open already, and a press would tell nothing of what it is there for.
 */

/** So long may it take until nothing else is in the way of the relay: what keeps only a session from starting is left out meanwhile. */
const ASKED_MS = 2000;
/** Nobody presses panic: the relay opens again. */
const LASTS_MS = 30000;
/** A relay that takes longer has failed; in a session it is the fault relayDisagrees. */
const OPENS_MAX_MS = 150;

/** Idle: LOWER asks for the test; true when it may begin. */
export function isTestDue(d: Device): boolean {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  if (d.ask.lowerPressed && d.book.cause === Fault.PanicNotTested) s.testUntilMs = nowMs + ASKED_MS;
  return nowMs < s.testUntilMs && d.book.worst < Reaction.RefuseStart;
}

/** The relay is closed, and waits for panic. */
export function testing(d: Device): void {
  const s = d.session;
  s.power = true;
  s.testUntilMs = 0;
  if (!d.inputs.relayOpen) s.testing = true;
  if (d.inputs.nowMs - s.sinceMs >= LASTS_MS) s.ended = true;
}

/** Off again: passed when panic has opened the relay soon enough, was released and acknowledged. */
export function endTest(d: Device): void {
  const s = d.session;
  const i = d.inputs;
  if (s.testing && d.safety.cause === Fault.Panic && i.relayOpen && i.opensMs <= OPENS_MAX_MS) notePanicTest(d);
  s.testing = false;
}
