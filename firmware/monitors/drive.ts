import { raise } from '../book.ts';
import { Goal, type Device } from '../device.ts';
import { Fault } from '../faults.ts';

/** Relay and mirror contact may differ for one tick, while the relay moves (12 ms): this many ms in a row are too many. */
const RELAY_MS = 150;
/** The board coasts for less than this after the drive stops. */
const COAST_MS = 400;
/** Movement without command beyond this is no sensor noise. */
const UNCOMMANDED_DEG = 0.4;
/** Behind the plan by so much, and moving away from it. */
const WRONG_WAY_DEG = 0.3;
const WRONG_WAY_DEG_PER_S = 0.1;
/** Ahead of the plan by so much: the drive runs away. */
const AHEAD_DEG = 0.4;
/** Behind the plan by so much for so long: overloaded. */
const BEHIND_DEG = 0.6;
const SLOW_MS = 2500;
/** Commanded faster than this, moving slower than that: still. Speed noise over 0.2 s is 0.07 degrees per second. */
const COMMANDED_DEG_PER_S = 0.25;
const STILL_DEG_PER_S = 0.1;
const STILL_MS = 400;
/** Behind the plan by more than noise (0.02 degrees at worst). */
const STILL_BEHIND_DEG = 0.05;
/** From such a speed no board stands within two ticks: the loop would raise the voltage of a travel that hangs. */
const QUICK_DEG_PER_S = 0.5;
const QUICK_STILL_MS = 200;
/** Just after breakaway the screw may stick once more; the integral frees it within this time. */
const FRESH_TICKS = 25;
const FRESH_STILL_MS = 1200;
/** Standing still with this current is a blocked drive; the loaded drive needs up to 11 A while it moves. */
const STALL_A = 2;
const STALL_MS = 300;
/**
 * Breaking away: this voltage moves 150 kg at flat (18 A, 10 V), or 130 kg far up the board, and has risen by 2.4 V until the
 * movement is seen.
 */
const TAKE_UP_MAX_V = 13.5;
/** This voltage draws more than this current, whatever the board does: friction alone takes 3.7 A. */
const DEAD_V = 2.2;
const DEAD_A = 1;
const DEAD_MS = 400;
/** On the way down: more current than usual by this share and so much more is something below the board. */
const CAUGHT_RATIO = 1.5;
const CAUGHT_A = 1.5;
const CAUGHT_MS = 200;
const USUAL_A_BLEND = 0.1;
/** Less does not move the screw and tells nothing: the loop waits for a plan that hardly moves. */
const MOVING_A = 3;
/** Faster than any permitted motion, so many ticks in a row. */
const RUNAWAY_TICKS = 2;
/** Moving against the sign of its duty: faster than noise, and for longer than an ease needs to end. */
const AGAINST_DEG_PER_S = 0.4;
const AGAINST_TICKS = 3;
/** The very same reading of the potentiometer while the plan moves: its noise alone is more than a count. */
const SAME_TRAVELS = 4;

function monitorRelay(d: Device): void {
  const w = d.watch;
  const i = d.inputs;
  const expectsOpen = !d.outputs.power || i.panic;
  w.relayMs = i.relayOpen === expectsOpen ? 0 : w.relayMs + i.periodMs;
  if (w.relayMs >= RELAY_MS) raise(d.book, Fault.RelayDisagrees, i.nowMs);
}

function monitorStanding(d: Device): void {
  const w = d.watch;
  const angleDeg = d.sensed.angleDeg;
  w.restMs += d.inputs.periodMs;
  if (w.restMs <= COAST_MS) w.restDeg = angleDeg;
  const movedDeg = angleDeg - w.restDeg;
  if (movedDeg > UNCOMMANDED_DEG || movedDeg < -UNCOMMANDED_DEG) {
    raise(d.book, Fault.DriveUncommanded, d.inputs.nowMs);
  }
}

/** From standstill: no movement at a voltage that moves any load. */
function monitorTakeUp(d: Device): void {
  d.watch.usualA = d.inputs.currentA;
  d.watch.stillMs = 0;
  if (d.servo.takeUpV > TAKE_UP_MAX_V) raise(d.book, Fault.DriveStalled, d.inputs.nowMs);
}

/** A lead is cut, or the bridge is dead. */
function monitorCurrent(d: Device, duty: number): void {
  const w = d.watch;
  const i = d.inputs;
  const isWeak = duty * i.supplyV < DEAD_V && duty * i.supplyV > -DEAD_V;
  w.deadMs = isWeak || i.currentA > DEAD_A ? 0 : w.deadMs + i.periodMs;
  if (w.deadMs >= DEAD_MS) raise(d.book, Fault.DriveStill, i.nowMs);
}

/** The board comes down onto something: what it weighs no longer helps the drive. */
function monitorCaught(d: Device): void {
  const w = d.watch;
  const i = d.inputs;
  const isMore = i.currentA > CAUGHT_RATIO * w.usualA + CAUGHT_A;
  if (!isMore && i.currentA > MOVING_A) w.usualA += USUAL_A_BLEND * (i.currentA - w.usualA);
  w.caughtMs = isMore ? w.caughtMs + i.periodMs : 0;
  if (w.caughtMs >= CAUGHT_MS) raise(d.book, Fault.DriveStalled, i.nowMs);
}

/** The board stands although it should move: blocked when current flows, else dead. */
function monitorStill(d: Device, along: number, aheadDeg: number): void {
  const w = d.watch;
  const i = d.inputs;
  if (d.servo.takingUp) {
    monitorTakeUp(d);
    return;
  }
  const plan = d.motion.speedDegPerS;
  const commanded = plan > COMMANDED_DEG_PER_S || plan < -COMMANDED_DEG_PER_S;
  if (!commanded || along > STILL_DEG_PER_S) {
    w.stillMs = 0;
    w.sameTravels = 0;
    return;
  }
  w.sameTravels = i.travelRatio === w.lastTravel ? w.sameTravels + 1 : 0;
  w.lastTravel = i.travelRatio;
  if (w.sameTravels >= SAME_TRAVELS) raise(d.book, Fault.TravelInvalid, i.nowMs);
  w.stillMs += i.periodMs;
  if (d.servo.ticks < FRESH_TICKS && w.stillMs < FRESH_STILL_MS) return;
  const isStalled = i.currentA >= STALL_A;
  let mayMs = isStalled ? STALL_MS : STILL_MS;
  if (plan > QUICK_DEG_PER_S || plan < -QUICK_DEG_PER_S) mayMs = QUICK_STILL_MS;
  // Noise may hide the speed for so long; it does not leave the board behind as well.
  if (w.stillMs >= mayMs && aheadDeg < -STILL_BEHIND_DEG)
    raise(d.book, isStalled ? Fault.DriveStalled : Fault.DriveStill, i.nowMs);
}

/** Compares the board with the plan while the drive works. */
function monitorMoving(d: Device): void {
  const w = d.watch;
  const m = d.motion;
  const s = d.sensed;
  const i = d.inputs;
  w.restMs = 0;
  const down = m.speedDegPerS < 0 || (m.speedDegPerS === 0 && d.outputs.duty < 0);
  const along = down ? -s.speedDegPerS : s.speedDegPerS;
  const apartDeg = s.angleDeg - m.angleDeg - d.servo.forgivenMm / s.travelPerDegMm;
  const aheadDeg = down ? -apartDeg : apartDeg;
  const commanded = m.speedDegPerS > WRONG_WAY_DEG_PER_S || m.speedDegPerS < -WRONG_WAY_DEG_PER_S;
  if (commanded && aheadDeg < -WRONG_WAY_DEG && along < -WRONG_WAY_DEG_PER_S)
    raise(d.book, Fault.DriveWrongWay, i.nowMs);
  if (aheadDeg > AHEAD_DEG) raise(d.book, Fault.DriveUncommanded, i.nowMs);
  w.slowMs = aheadDeg < -BEHIND_DEG ? w.slowMs + i.periodMs : 0;
  if (w.slowMs >= SLOW_MS) raise(d.book, Fault.DriveSlow, i.nowMs);
  if (down && !d.servo.takingUp) monitorCaught(d);
  monitorStill(d, along, aheadDeg);
}

/** Drive: relay against mirror contact, movement against command. */
export function monitorDrive(d: Device): void {
  const w = d.watch;
  const speed = d.sensed.speedDegPerS;
  monitorRelay(d);
  if (!d.sensed.angleOk) return;
  const runaway = d.orders.runawayDegPerS;
  const duty = d.outputs.duty;
  w.fastTicks = speed > runaway || speed < -runaway ? w.fastTicks + 1 : 0;
  if (w.fastTicks >= RUNAWAY_TICKS) raise(d.book, Fault.DriveUncommanded, d.inputs.nowMs);
  if (duty === 0) {
    monitorStanding(d);
    return;
  }
  const against = duty > 0 ? speed < -AGAINST_DEG_PER_S : speed > AGAINST_DEG_PER_S;
  w.againstTicks = against ? w.againstTicks + 1 : 0;
  if (w.againstTicks >= AGAINST_TICKS) raise(d.book, Fault.DriveWrongWay, d.inputs.nowMs);
  monitorCurrent(d, duty);
  if (d.goal !== Goal.Creep || d.servo.active) monitorMoving(d);
}
