import type { Inputs } from '../hal/machine.ts';
import { holdPlan, stand, type Motion } from './motion.ts';
import type { Sensed } from './sense.ts';

/** Motor and screw of the reference rig: volts per mm/s of travel (back EMF), ohms of winding and bridge. */
const EMF_V_PER_MM_PER_S = 0.7;
/** Share of the resistive drop that is fed forward: below the motor's 0.535 ohm, else a blocked motor would run away. */
const DROP_OHM = 0.42;
/** Position loop: proportional in volts per mm, integral in volts per mm and second. */
const GAIN_V_PER_MM = 1.4;
const INTEGRAL_V_PER_MM_S = 1.2;
const INTEGRAL_MAX_V = 10;
/** What the loop may add to the voltages of speed and breakaway: without a limit a travel that does not follow gives full duty. */
const EXTRA_MAX_V = 4;
/** A supply that reads less is not measured, and must not raise the duty: the drive works down to 15.5 V. */
const SUPPLY_VALID_V = 12;
const SUPPLY_V = 24;
/** After the plan has ended the loop may correct for so long, or until it is so close; then the screw holds. */
const SETTLE_MS = 500;
const SETTLED_MM = 0.15;
/** From standstill the voltage rises this fast until the screw breaks away; the plan waits for it. */
const TAKE_UP_V_PER_S = 4;
/** It starts at this share of what the last breakaway in this direction took, or the motion before rest. */
const TAKE_UP_SHARE = 0.7;
/** A small correction of the pull begins gently: the quicker the voltage rises, the farther the board jumps. */
const GENTLE_V_PER_S = 0.8;
const GENTLE_SHARE = 0.8;
/** At breakaway the board already moves at about 0.1 degrees per second: the plan is joined where it is that fast. */
const JOIN_MS = 600;
/** More than this speed at breakaway is noise of the potentiometer. */
const JOIN_MAX_DEG_PER_S = 0.25;
/** How far the board is then from the plan is forgiven, and forgotten by this share a tick. */
const FORGIVE_BLEND = 0.1;
/** The lightest breakaway, friction alone: 3.7 A times 0.535 ohm. */
const TAKE_UP_MIN_V = 1.5;
/** Travel that is no noise (0.05 mm, 0.15 at worst), seen in two ticks in a row: the screw has broken away. The other way it must be twice as much. */
const MOVED_MM = 0.4;
const MOVED_TICKS = 2;
/** The place it starts from is the mean of so many readings, while the voltage is still too low to move it. */
const PLACE_TICKS = 4;

/** Memory of the loop that makes the board follow the plan. */
export interface Servo {
  integralV: number;
  /** Error at breakaway that is not corrected. */
  forgivenMm: number;
  /** Instant until which the loop may work after the plan's end. */
  settleUntilMs: number;
  /** True while the loop drives the motor. */
  active: boolean;
  /** True from standstill until the screw breaks away. */
  takingUp: boolean;
  takeUpV: number;
  fromDeg: number;
  /** Ticks since the take-up began, then since breakaway. */
  ticks: number;
  movedTicks: number;
  /** The next take-up is for a small correction. */
  gentle: boolean;
  up: boolean;
  /** Voltage of the last breakaway, upward and downward. */
  lastUpV: number;
  lastDownV: number;
  /** The same, or what drove the board last before it came to rest, if that was less: the next take-up begins below it. */
  fromUpV: number;
  fromDownV: number;
}

export function newServo(): Servo {
  return {
    integralV: 0,
    forgivenMm: 0,
    settleUntilMs: 0,
    active: false,
    takingUp: false,
    takeUpV: 0,
    fromDeg: 0,
    ticks: 0,
    movedTicks: 0,
    gentle: false,
    up: false,
    lastUpV: TAKE_UP_MIN_V,
    lastDownV: TAKE_UP_MIN_V,
    fromUpV: TAKE_UP_MIN_V,
    fromDownV: TAKE_UP_MIN_V,
  };
}

/** Stops driving: the screw holds. What the last breakaways took stays known. */
export function restServo(s: Servo): void {
  s.integralV = 0;
  s.forgivenMm = 0;
  s.active = false;
  s.takingUp = false;
  s.gentle = false;
  s.settleUntilMs = 0;
}

function beginTakeUp(s: Servo, m: Motion, angleDeg: number): void {
  s.active = true;
  s.takingUp = true;
  s.fromDeg = angleDeg;
  s.ticks = 0;
  s.movedTicks = 0;
  s.up = m.finalDegPerS > 0 || (m.finalDegPerS === 0 && m.finalDeg > m.angleDeg);
  s.takeUpV = (s.gentle ? GENTLE_SHARE : TAKE_UP_SHARE) * (s.up ? s.fromUpV : s.fromDownV);
}

function hasMoved(s: Servo, sensed: Sensed): boolean {
  s.ticks++;
  if (s.ticks <= PLACE_TICKS) s.fromDeg += (sensed.angleDeg - s.fromDeg) / s.ticks;
  const movedMm = (sensed.angleDeg - s.fromDeg) * sensed.travelPerDegMm;
  const alongMm = s.up ? movedMm : -movedMm;
  s.movedTicks = alongMm > MOVED_MM || alongMm < -2 * MOVED_MM ? s.movedTicks + 1 : 0;
  return s.movedTicks >= MOVED_TICKS;
}

function noteBreakaway(s: Servo): void {
  if (s.up) {
    s.lastUpV = s.takeUpV;
    s.fromUpV = s.takeUpV;
  } else {
    s.lastDownV = s.takeUpV;
    s.fromDownV = s.takeUpV;
  }
}

/** Voltage from standstill: rises until the board moves, while the plan waits at its start. */
function takeUp(s: Servo, m: Motion, sensed: Sensed, i: Inputs): number {
  if (!hasMoved(s, sensed)) {
    s.takeUpV += ((s.gentle ? GENTLE_V_PER_S : TAKE_UP_V_PER_S) * i.periodMs) / 1000;
    holdPlan(m, i.nowMs);
    return s.up ? s.takeUpV : -s.takeUpV;
  }
  s.takingUp = false;
  s.ticks = 0;
  holdPlan(m, i.nowMs - JOIN_MS);
  s.forgivenMm = (sensed.angleDeg - m.angleDeg) * sensed.travelPerDegMm;
  noteBreakaway(s);
  // What the voltage is made of now: back EMF of the speed it already has, resistive drop, and the rest for the integral.
  const emfV = Math.min(Math.abs(sensed.speedDegPerS), JOIN_MAX_DEG_PER_S) * sensed.travelPerDegMm * EMF_V_PER_MM_PER_S;
  const restV = s.takeUpV - DROP_OHM * i.currentA - emfV;
  s.integralV = s.up ? restV : -restV;
  return s.up ? s.takeUpV : -s.takeUpV;
}

/**
 * The board comes to rest: what drove it last, back EMF aside, is the best guess at the next breakaway. The one before it
 * was elsewhere, and the lever of the actuator halves on the way up.
 */
function noteRest(s: Servo, i: Inputs): void {
  const restV = Math.max(TAKE_UP_MIN_V, DROP_OHM * i.currentA + Math.abs(s.integralV));
  if (s.up) s.fromUpV = Math.min(s.fromUpV, restV);
  else s.fromDownV = Math.min(s.fromDownV, restV);
}

function track(s: Servo, m: Motion, sensed: Sensed, i: Inputs): number {
  s.ticks++;
  s.forgivenMm -= FORGIVE_BLEND * s.forgivenMm;
  const errorMm = (m.angleDeg - sensed.angleDeg) * sensed.travelPerDegMm + s.forgivenMm;
  const integralV = s.integralV + (INTEGRAL_V_PER_MM_S * errorMm * i.periodMs) / 1000;
  s.integralV = Math.max(-INTEGRAL_MAX_V, Math.min(INTEGRAL_MAX_V, integralV));
  const dropV = s.up ? DROP_OHM * i.currentA : -DROP_OHM * i.currentA;
  const emfV = m.speedDegPerS * sensed.travelPerDegMm * EMF_V_PER_MM_PER_S;
  const limitV = Math.abs(emfV) + (s.up ? s.lastUpV : s.lastDownV) + EXTRA_MAX_V;
  return Math.max(-limitV, Math.min(limitV, emfV + dropV + GAIN_V_PER_MM * errorMm + s.integralV));
}

/** True while the loop must work: the plan moves, or has just ended and the board is not yet there. */
function mustWork(s: Servo, m: Motion, sensed: Sensed, nowMs: number): boolean {
  if (!m.atRest) {
    s.settleUntilMs = nowMs + SETTLE_MS;
    return true;
  }
  const errorMm = (m.angleDeg - sensed.angleDeg) * sensed.travelPerDegMm;
  return s.active && nowMs < s.settleUntilMs && (errorMm > SETTLED_MM || errorMm < -SETTLED_MM);
}

/** Duty, -1 to 1, that makes the board follow the plan: feed-forward of speed and load, and a PI on the position. */
export function follow(s: Servo, m: Motion, sensed: Sensed, i: Inputs): number {
  if (!mustWork(s, m, sensed, i.nowMs)) {
    if (s.active && !s.takingUp) noteRest(s, i);
    restServo(s);
    return 0;
  }
  if (!s.active) beginTakeUp(s, m, sensed.angleDeg);
  else if (!s.takingUp && (s.up ? m.speedDegPerS < 0 : m.speedDegPerS > 0)) {
    // The plan turns round: friction turns round with it, and the screw must break away anew.
    stand(m, sensed.angleDeg);
    restServo(s);
    return 0;
  }
  const volts = s.takingUp ? takeUp(s, m, sensed, i) : track(s, m, sensed, i);
  return Math.max(-1, Math.min(1, volts / (i.supplyV < SUPPLY_VALID_V ? SUPPLY_V : i.supplyV)));
}
