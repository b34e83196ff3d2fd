import type { Motion } from './motion.ts';
import type { Sensed } from './sense.ts';

/** Volts per mm/s of the unloaded actuator: 24 V for 30 mm/s (reference rig). */
const VOLTS_PER_MM_PER_S = 0.8;
/** Share of the motor's resistive drop that is fed forward; below 1 so that the loop stays stable with a warm winding. */
const DROP_OHM = 0.7;
/** Position loop: proportional in volts per mm, integral in volts per mm and second. */
const GAIN_V_PER_MM = 1.6;
const INTEGRAL_V_PER_MM_S = 1.2;
const INTEGRAL_MAX_V = 8;
/** After the plan has ended the loop may correct for so long, or until it is so close; then the screw holds. */
const SETTLE_MS = 500;
const SETTLED_MM = 0.15;

/** Memory of the loop that makes the board follow the plan. */
export interface Servo {
  integralV: number;
  /** Instant until which the loop may work after the plan's end. */
  settleUntilMs: number;
  /** True while the loop drives the motor. */
  active: boolean;
}

export function newServo(): Servo {
  return { integralV: 0, settleUntilMs: 0, active: false };
}

/** Forgets the past: before the first move after the drive was off. */
export function restServo(s: Servo): void {
  s.integralV = 0;
  s.active = false;
  s.settleUntilMs = 0;
}

/** Duty, -1 to 1, that makes the board follow the plan: feed-forward of speed and load, and a PI on the position. */
export function follow(
  s: Servo,
  m: Motion,
  sensed: Sensed,
  currentA: number,
  supplyV: number,
  nowMs: number,
  periodMs: number,
): number {
  const errorMm = (m.angleDeg - sensed.angleDeg) * sensed.travelPerDegMm;
  if (!m.atRest) s.settleUntilMs = nowMs + SETTLE_MS;
  s.active = nowMs < s.settleUntilMs && !(m.atRest && errorMm < SETTLED_MM && errorMm > -SETTLED_MM);
  if (!s.active) {
    s.integralV = 0;
    s.settleUntilMs = 0;
    return 0;
  }
  const integralV = s.integralV + (INTEGRAL_V_PER_MM_S * errorMm * periodMs) / 1000;
  s.integralV = Math.max(-INTEGRAL_MAX_V, Math.min(INTEGRAL_MAX_V, integralV));
  const speedMmPerS = m.speedDegPerS * sensed.travelPerDegMm;
  const dropV = speedMmPerS > 0 ? DROP_OHM * currentA : -DROP_OHM * currentA;
  const volts = speedMmPerS * VOLTS_PER_MM_PER_S + dropV + GAIN_V_PER_MM * errorMm + s.integralV;
  return Math.max(-1, Math.min(1, volts / supplyV));
}
