import {
  ANGLE_CAP_DEG,
  CREEP_DEG_PER_S,
  GRAVITY_M_PER_S2,
  HEAD_DOWN_MAX_MIN,
  PULL_CAP_N,
  PULL_CONFIRM_N,
  PULL_TRIP_RATIO,
} from './limits.ts';
import { Rx, TargetKind } from './records.ts';

/** A cough adds up to 80 N for a quarter of a second: only what is this far above the target is a trip at once (decision 0005). */
const COUGH_N = 100;
/** Ripple of the loop, and noise of the potentiometer over two ticks. */
const RUNAWAY_RATIO = 1.3;
const RUNAWAY_DEG_PER_S = 0.3;

/** What the session runs by: the prescription in plain units, with caps that can only be tighter than the device's. */
export interface Orders {
  /** Pull to hold, 0 for an angle target. */
  pullTargetN: number;
  /** Angle to hold with an angle target; with a pull target the steepest angle allowed. */
  angleCapDeg: number;
  /** Never above this pull. */
  pullCapN: number;
  /** Above this pull drive power is removed after a second: the prescribed pull and its margin, which a cough may pass. */
  pullTripN: number;
  /** Above this one at once. */
  pullHardTripN: number;
  weightN: number;
  holdMs: number;
  sessionMaxMs: number;
  speedDegPerS: number;
  /** No motion on command is this fast, ripple and noise included. */
  runawayDegPerS: number;
}

/** Orders that permit nothing: what the device has without a valid prescription. */
export const NO_ORDERS: Orders = {
  pullTargetN: 0,
  angleCapDeg: 0,
  pullCapN: 0,
  pullTripN: 0,
  pullHardTripN: 0,
  weightN: 0,
  holdMs: 0,
  sessionMaxMs: 0,
  speedDegPerS: 0,
  runawayDegPerS: RUNAWAY_RATIO * CREEP_DEG_PER_S + RUNAWAY_DEG_PER_S,
};

/** Pull in newtons that a target asks for; 0 for an angle target. */
export function targetPullN(kind: number, target: number, bodyMassKg: number): number {
  if (kind === TargetKind.PullN) return target;
  if (kind === TargetKind.BodyWeightPct) return (target / 100) * bodyMassKg * GRAVITY_M_PER_S2;
  return 0;
}

/** Orders from a decoded prescription record; null when its fields contradict each other or a fixed limit. */
export function ordersOf(rx: readonly number[]): Orders | null {
  const kind = rx[Rx.TargetKind];
  const target = rx[Rx.Target];
  const pullTargetN = targetPullN(kind, target, rx[Rx.BodyMassKg]);
  const pullCapN = Math.min(rx[Rx.PullCapN], rx[Rx.Confirmed] === 1 ? PULL_CAP_N : PULL_CONFIRM_N);
  const isAngle = kind === TargetKind.AngleDeg;
  if (pullTargetN > pullCapN) return null;
  if (isAngle && target > Math.min(rx[Rx.AngleCapDeg], ANGLE_CAP_DEG)) return null;
  if (rx[Rx.HeadDown] === 1 && rx[Rx.HoldS] > HEAD_DOWN_MAX_MIN * 60) return null;
  const angleCapDeg = Math.min(isAngle ? target : rx[Rx.AngleCapDeg], ANGLE_CAP_DEG);
  const weightN = rx[Rx.BodyMassKg] * GRAVITY_M_PER_S2;
  const holdMs = rx[Rx.HoldS] * 1000;
  const sessionMaxMs = rx[Rx.SessionMaxMin] * 60000;
  const speedDegPerS = rx[Rx.SpeedDegPerS];
  const mostN = pullTargetN > 0 ? pullTargetN : pullCapN;
  return {
    pullTargetN,
    angleCapDeg,
    pullCapN,
    pullTripN: mostN * PULL_TRIP_RATIO,
    pullHardTripN: Math.max(mostN * PULL_TRIP_RATIO, mostN + COUGH_N),
    weightN,
    holdMs,
    sessionMaxMs,
    speedDegPerS,
    runawayDegPerS: RUNAWAY_RATIO * Math.max(speedDegPerS, CREEP_DEG_PER_S) + RUNAWAY_DEG_PER_S,
  };
}
