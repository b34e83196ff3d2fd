import { raise } from './book.ts';
import { angleTrusted, isAtRest, motionStage } from './pilot.ts';
import type { Device } from './device.ts';
import { Fault } from './faults.ts';
import { gate } from './gate.ts';
import { FLAT_DEG } from './limits.ts';
import { advance } from './motion.ts';
import { monitorTravel } from './monitors/angle.ts';
import { monitorDrive } from './monitors/drive.ts';
import { monitorPull } from './monitors/pull.ts';
import { monitorPanic } from './monitors/system.ts';
import { safetyStep } from './safety.ts';
import { senseAngle, sensePull } from './sense.ts';

/** What safety may know: button edges, the worst fault, where the board is. */
function ask(d: Device): void {
  const a = d.ask;
  const i = d.inputs;
  const book = d.book;
  a.nowMs = i.nowMs;
  a.panic = i.panic;
  const pressed = i.start && !d.startWas;
  // While a question stands START is its answer.
  a.startPressed = pressed && !d.session.asking;
  if (pressed && d.session.asking) d.session.answered = true;
  a.lowerPressed = i.lower && !d.lowerWas;
  a.lowerHeld = i.lower;
  d.startWas = i.start;
  d.lowerWas = i.lower;
  a.worst = book.worst;
  a.cause = book.cause;
  a.fresh = book.fresh;
  a.freshStopsLowering = book.fresh !== Fault.None && stopsLowering(book.fresh);
  book.fresh = Fault.None;
  a.arm = d.session.arm;
  a.jog = i.nowMs < d.jogUntilMs && i.start && !i.lower;
  a.ended = d.session.ended;
  a.atRest = isAtRest(d);
  d.flat = angleTrusted(d) ? d.sensed.angleDeg < FLAT_DEG : i.endLow;
  a.flat = d.flat;
}

/** Panic, and whatever says that the drive does not do what it is told: these forbid even coming down. */
function stopsLowering(code: Fault): boolean {
  return code === Fault.Panic || (code >= Fault.DriveStill && code <= Fault.RelayDisagrees) || code >= Fault.TickLate;
}

/**
 * First half of a period, everything between switches, travel and current on one side and the drive on the other: where
 * the board is, whether the drive obeys, permission, and the duty that follows the plan. Inputs are read before, outputs
 * written after. What takes part of a second to tell is left to the other half (supervise.ts).
 */
export function tick(d: Device): void {
  d.ticks++;
  senseAngle(d.sensed, d.inputs, d.cal);
  advance(d.motion, d.inputs.nowMs);
  monitorPanic(d);
  monitorTravel(d);
  monitorDrive(d);
  sensePull(d.sensed, d.inputs, d.cal);
  monitorPull(d);
  ask(d);
  safetyStep(d.safety, d.ask);
  motionStage(d);
  gate(d.outputs, d.safety, d.session.power, d.wishDuty, d.sensed.angleDeg, d.inputs.endHigh);
  // Wished and permitted, yet refused: the duty was no number.
  if (d.session.power && d.safety.power && !d.outputs.power) raise(d.book, Fault.NotANumber, d.inputs.nowMs);
}
