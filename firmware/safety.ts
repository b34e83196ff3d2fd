import { Fault, Reaction } from './faults.ts';
import { CREEP_DEG_PER_S, SPEED_MAX_DEG_PER_S } from './limits.ts';

/**
 * The safety core: one pure step that grants or removes permission. It never drives.
 *
 *            arm                 pause              at rest
 *     Off ----------> Session ----------> Pausing ----------> Paused
 *      ^                 |  ^                                  |  |
 *      | flat            |  '------------- resume -------------'  |
 *      |                 | end, STOP, return                      |
 *      '--- Returning <--'----------------------------------------'
 *
 *     Off -- service: START held and console heard --> Jogging -- either missing: at rest --> Off
 *
 *     any ---- halt ----> Halted -- panic released, acknowledged, LOWER held --> Lowering -- flat --> Off
 *                            ^------------------- LOWER let go, or a fresh halt -----'
 */
export const enum Mode {
  /** At flat, or tilted by hand. Nothing is energised. Left by arming, a halt, or LOWER pressed while tilted. */
  Off = 0,
  /** Entered by arming. Relay may close; motion both ways within the limits. */
  Session = 1,
  /** Entered by pause. Relay closed while motion eases to rest, for at most EASE_MS. */
  Pausing = 2,
  /** Entered at rest. Nothing is energised; the screw holds. Left by START, LOWER or a return. */
  Paused = 3,
  /**
   * Entered from Off in the service, by START pressed anew while the console is heard. Slow motion, only as long as both go
   * on, and for at most EASE_MS more; LOWER ends it, too, and then lowers. Nobody lies on the board, so whatever would return
   * from a session halts.
   */
  Jogging = 4,
  /** Entered by the end of the program, STOP, or a fault that returns. Only downward motion. Left at flat. */
  Returning = 5,
  /** Entered by any halting fault. Nothing is energised. Left only by three deliberate acts. */
  Halted = 6,
  /** Entered from Halted by LOWER held. Only slow downward motion, only while it is held. */
  Lowering = 7,
}

/** Modes in all: what an enumeration must cover. */
export const MODES = 8;

/** Easing to rest takes at most 0.6 s (limits.ts); power is removed after this time even if it has not ended. */
export const EASE_MS = 900;

/** Everything the step may know. Filled in place by the tick. */
export interface SafetyInputs {
  nowMs: number;
  /** Worst latched reaction, and the fault that is its cause. */
  worst: Reaction;
  cause: Fault;
  /** A halting fault that was raised in this tick, or None. */
  fresh: Fault;
  /** That fresh fault also forbids lowering (drive in doubt, panic). */
  freshStopsLowering: boolean;
  panic: boolean;
  /** START went down in this tick. */
  startPressed: boolean;
  /** LOWER went down in this tick. */
  lowerPressed: boolean;
  lowerHeld: boolean;
  /** The session asks for permission: START was accepted at flat. */
  arm: boolean;
  /** In the service: START is held at the device, LOWER is not, and the console was heard just now. */
  jog: boolean;
  /** The program is complete, or was cancelled. */
  ended: boolean;
  /** Motion commanded is at rest. */
  atRest: boolean;
  flat: boolean;
}

/** Written in place. `power` false is "no permission": the relay opens. */
export interface SafetyState {
  mode: Mode;
  sinceMs: number;
  /** Why the last return or halt was entered; None for the end of the program or STOP. */
  cause: Fault;
  /** In Halted: the cause was acknowledged after panic was released. */
  acknowledged: boolean;
  /** In Halted: LOWER was seen open since the acknowledgement. One that was down before, or is stuck, asks for nothing. */
  lowerReady: boolean;
  /** Permission. */
  power: boolean;
  up: boolean;
  speedMaxDegPerS: number;
}

/** As at power-up: no permission. */
export function newSafety(): SafetyState {
  return {
    mode: Mode.Off,
    sinceMs: 0,
    cause: Fault.None,
    acknowledged: false,
    lowerReady: false,
    power: false,
    up: false,
    speedMaxDegPerS: 0,
  };
}

function enter(s: SafetyState, mode: Mode, nowMs: number): void {
  s.mode = mode;
  s.sinceMs = nowMs;
}

function halt(s: SafetyState, i: SafetyInputs): void {
  s.cause = i.fresh !== Fault.None ? i.fresh : i.cause;
  s.acknowledged = false;
  enter(s, Mode.Halted, i.nowMs);
}

function giveBack(s: SafetyState, i: SafetyInputs, cause: Fault): void {
  s.cause = cause;
  enter(s, Mode.Returning, i.nowMs);
}

function off(s: SafetyState, i: SafetyInputs): void {
  // A fresh press: a button that is held, or stuck, through a power-up asks for nothing.
  if (i.lowerPressed && !i.flat && !i.panic) enter(s, Mode.Lowering, i.nowMs);
  else if (i.arm && i.flat && i.worst < Reaction.RefuseStart) enter(s, Mode.Session, i.nowMs);
  else if (i.jog && i.startPressed && i.worst < Reaction.Return) enter(s, Mode.Jogging, i.nowMs);
}

function session(s: SafetyState, i: SafetyInputs): void {
  if (i.worst >= Reaction.Return) giveBack(s, i, i.cause);
  else if (i.ended || i.lowerPressed) giveBack(s, i, Fault.None);
  else if (i.startPressed) enter(s, Mode.Pausing, i.nowMs);
}

function pausing(s: SafetyState, i: SafetyInputs): void {
  if (i.worst >= Reaction.Return) giveBack(s, i, i.cause);
  else if (i.lowerPressed) giveBack(s, i, Fault.None);
  else if (i.atRest || i.nowMs - s.sinceMs >= EASE_MS) enter(s, Mode.Paused, i.nowMs);
}

function paused(s: SafetyState, i: SafetyInputs): void {
  if (i.worst >= Reaction.Return) giveBack(s, i, i.cause);
  else if (i.ended || i.lowerPressed) giveBack(s, i, Fault.None);
  else if (i.startPressed) enter(s, Mode.Session, i.nowMs);
}

function jogging(s: SafetyState, i: SafetyInputs): void {
  if (i.worst >= Reaction.Return) halt(s, i);
  else if (i.atRest || i.nowMs - s.sinceMs >= EASE_MS) enter(s, i.lowerHeld ? Mode.Lowering : Mode.Off, i.nowMs);
  else if (i.jog) s.sinceMs = i.nowMs;
}

function returning(s: SafetyState, i: SafetyInputs): void {
  if (i.flat && i.atRest) enter(s, Mode.Off, i.nowMs);
}

function halted(s: SafetyState, i: SafetyInputs): void {
  // A fault that does not forbid lowering, however often it comes again, must not take the way down away.
  if (i.panic || i.freshStopsLowering) s.acknowledged = false;
  else if (i.startPressed) {
    s.acknowledged = true;
    s.lowerReady = false;
  }
  if (!i.lowerHeld || i.lowerPressed) s.lowerReady = true;
  if (!s.acknowledged) return;
  if (i.flat) enter(s, Mode.Off, i.nowMs);
  else if (i.lowerHeld && s.lowerReady) enter(s, Mode.Lowering, i.nowMs);
}

function lowering(s: SafetyState, i: SafetyInputs): void {
  if (i.freshStopsLowering || i.panic) halt(s, i);
  else if (i.flat && i.atRest) enter(s, Mode.Off, i.nowMs);
  else if (i.lowerHeld) s.sinceMs = i.nowMs;
  else if (i.atRest || i.nowMs - s.sinceMs >= EASE_MS) enter(s, Mode.Halted, i.nowMs);
}

/** One rule per mode, by number. */
const RULES = [off, session, pausing, paused, jogging, returning, halted, lowering];

const MAY_POWER = [false, true, true, false, true, true, false, true];
const MAY_RISE = [false, true, true, false, true, false, false, false];

/** A latched fault keeps nobody from being off at flat; it only refuses the next start. */
function mustHalt(mode: Mode, i: SafetyInputs): boolean {
  if (i.worst < Reaction.Halt || mode >= Mode.Halted) return false;
  return mode !== Mode.Off || i.fresh !== Fault.None;
}

/** One step. Halting faults come first, whatever the mode; then the rule of the mode; then the permission of the mode. */
export function safetyStep(s: SafetyState, i: SafetyInputs): void {
  if (mustHalt(s.mode, i)) halt(s, i);
  else RULES[s.mode](s, i);
  s.power = MAY_POWER[s.mode];
  // A return begins by easing to rest, which may still be upward.
  s.up = MAY_RISE[s.mode] || (s.mode === Mode.Returning && i.nowMs - s.sinceMs < EASE_MS);
  const creeps = s.mode === Mode.Lowering || s.mode === Mode.Jogging;
  s.speedMaxDegPerS = creeps ? CREEP_DEG_PER_S : SPEED_MAX_DEG_PER_S;
}
