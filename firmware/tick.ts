import { forget, raise } from './book.ts';
import { angleTrusted, forceStage, isAtRest, motionStage } from './pilot.ts';
import type { Device } from './device.ts';
import { Clear, Fault } from './faults.ts';
import { gate } from './gate.ts';
import { FLAT_DEG } from './limits.ts';
import { advance } from './motion.ts';
import { monitorAngle } from './monitors/angle.ts';
import { monitorDrive } from './monitors/drive.ts';
import { monitorPull } from './monitors/pull.ts';
import { monitorSystem } from './monitors/system.ts';
import { safetyStep } from './safety.ts';
import { sense } from './sense.ts';
import { sessionStage } from './session.ts';

/** Faults that go away by themselves are forgotten this often, in ticks. */
const FORGET_TICKS = 8;

function detect(d: Device): void {
  monitorSystem(d);
  monitorAngle(d);
  monitorPull(d);
  monitorDrive(d);
}

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
  a.ended = d.session.ended;
  a.atRest = isAtRest(d);
  d.flat = angleTrusted(d) ? d.sensed.angleDeg < FLAT_DEG : i.endLow;
  a.flat = d.flat;
}

/** Panic, and whatever says that the drive does not do what it is told: these forbid even coming down. */
function stopsLowering(code: Fault): boolean {
  return code === Fault.Panic || (code >= Fault.DriveStill && code <= Fault.RelayDisagrees) || code >= Fault.TickLate;
}

/** Detect to gate, in the fixed order. Inputs are read before, outputs written after. */
export function tick(d: Device): void {
  d.ticks++;
  sense(d.sensed, d.inputs, d.cal);
  // Where the plan stands now, before any stage changes it: a new plan then begins without a jump.
  advance(d.motion, d.inputs.nowMs);
  detect(d);
  if (d.ticks % FORGET_TICKS === 0 && d.book.worst > 0) forget(d.book, Clear.WhenGone, d.inputs.nowMs);
  ask(d);
  const modeBefore = d.safety.mode;
  safetyStep(d.safety, d.ask);
  sessionStage(d, modeBefore);
  forceStage(d);
  motionStage(d);
  gate(d.outputs, d.safety, d.session.power, d.wishDuty, d.sensed.angleDeg, d.inputs.endHigh);
  // Wished and permitted, yet refused: the duty was no number.
  if (d.session.power && d.safety.power && !d.outputs.power) raise(d.book, Fault.NotANumber, d.inputs.nowMs);
}
