import { Rx, TargetKind } from './course-records.ts';
import { Fault } from './faults.ts';
import {
  ACCEL_DEG_PER_S2,
  ANGLE_CAP_DEG,
  CREEP_DEG_PER_S,
  GRAVITY_M_PER_S2,
  HEAD_DOWN_MAX_MIN,
  JERK_DEG_PER_S3,
  PULL_CAP_N,
  PULL_CONFIRM_N,
  PULL_TRIP_RATIO,
  SESSION_MAX_MIN,
} from './limits.ts';
import { hasSets, holdsInTime, programMs, WARM_REST_MS, WARM_REST_SHARE } from './phases.ts';
import { Program } from './programs.ts';

/** A cough adds up to 80 N for a quarter of a second: only what is this far above the target is a trip at once (decision 0005). */
const COUGH_N = 100;
/** Ripple of the loop, and noise of the potentiometer over two ticks. */
const RUNAWAY_RATIO = 1.3;
const RUNAWAY_DEG_PER_S = 0.3;

/** What the session runs by: the prescription in plain units, with caps that can only be tighter than the device's. */
export interface Orders {
  /** Pull to hold, 0 for an angle target. */
  pullTargetN: number;
  /** Angle to hold, 0 for a pull target. */
  angleTargetDeg: number;
  /** Steepest angle that the program goes to, or may go to for its pull. */
  angleCapDeg: number;
  /** Never above this pull. */
  pullCapN: number;
  /** Above this pull drive power is removed after a second: the prescribed pull and its margin, which a cough may pass.
   * It follows the whole target, whatever the program eases to in between. */
  pullTripN: number;
  /** Above this one at once. */
  pullHardTripN: number;
  weightN: number;
  holdMs: number;
  sessionMaxMs: number;
  speedDegPerS: number;
  program: Program;
  /** Hold of a cycle, a step, a set; a whole swing; one repetition. */
  stepMs: number;
  restMs: number;
  restShare: number;
  /** Steps up, or sets. */
  rounds: number;
  stepsDown: boolean;
  reps: number;
  /** Half of a swing as a share of its mean angle, and the speed at which it takes its time. */
  swingShare: number;
  swingDegPerS: number;
  exercise: number;
  /** Speed of the way to a rest. */
  easeDegPerS: number;
  warmUps: number;
  /** The program asks whether to go on after so long without a sign of life. */
  askMs: number;
  askScore: boolean;
  /** Time of the program without the ways up (phases.ts). */
  programMs: number;
  /** No motion on command is this fast, ripple and noise included. */
  runawayDegPerS: number;
}

/** Orders that permit nothing: what the device has without a valid prescription. */
export const NO_ORDERS: Orders = {
  pullTargetN: 0,
  angleTargetDeg: 0,
  angleCapDeg: 0,
  pullCapN: 0,
  pullTripN: 0,
  pullHardTripN: 0,
  weightN: 0,
  holdMs: 0,
  sessionMaxMs: 0,
  speedDegPerS: 0,
  program: Program.Static,
  stepMs: 0,
  restMs: 0,
  restShare: 0,
  rounds: 0,
  stepsDown: false,
  reps: 0,
  swingShare: 0,
  swingDegPerS: 0,
  exercise: 0,
  easeDegPerS: 0,
  warmUps: 0,
  askMs: 0,
  askScore: false,
  programMs: 0,
  runawayDegPerS: RUNAWAY_RATIO * CREEP_DEG_PER_S + RUNAWAY_DEG_PER_S,
};

/** Pull in newtons that a target asks for; 0 for an angle target. */
export function targetPullN(kind: number, target: number, bodyMassKg: number): number {
  if (kind === TargetKind.PullN) return target;
  if (kind === TargetKind.BodyWeightPct) return (target / 100) * bodyMassKg * GRAVITY_M_PER_S2;
  return 0;
}

/** Ramps of a move; approach to a pull from a rest, calm included. */
const MOVE_S = 3;
const APPROACH_S = 16;
/** Pull per degree and newton of weight, at 20 to 30 degrees. */
export const SLOPE_PER_DEG = 0.0165;
/** With the friction of cloth on the board (0.2) a person begins to slide at this angle; before, no pull shows. */
export const SLIDE_DEG = 11;

/** Between two half swings the screw breaks away anew and the drive settles. */
export const TURN_S = 2;

/**
 * Speed at which a move takes half of a swing's time: distance over speed, a ramp, and the corners of the ramp; the smaller root.
 * 0 when no speed is quick enough. A swing is two jerk-limited moves from rest to rest, which is close to a sine.
 */
export function swingSpeed(swingDeg: number, swingS: number): number {
  const half = (ACCEL_DEG_PER_S2 * (swingS / 2 - TURN_S - ACCEL_DEG_PER_S2 / JERK_DEG_PER_S3)) / 2;
  const root = half * half - 2 * swingDeg * ACCEL_DEG_PER_S2;
  return half > 0 && root >= 0 ? half - Math.sqrt(root) : 0;
}

function pullCapN(rx: readonly number[]): number {
  return Math.min(rx[Rx.PullCapN], rx[Rx.Confirmed] === 1 ? PULL_CAP_N : PULL_CONFIRM_N);
}

/** Angle that the program goes to at its steepest; of a pull target the angle it may go to. */
function steepestDeg(rx: readonly number[]): number {
  if (rx[Rx.TargetKind] !== TargetKind.AngleDeg) return rx[Rx.AngleCapDeg];
  return rx[Rx.Program] === Program.Rocking ? rx[Rx.Target] + rx[Rx.SwingDeg] : rx[Rx.Target];
}

function refusedPull(rx: readonly number[]): Fault {
  const pullN = targetPullN(rx[Rx.TargetKind], rx[Rx.Target], rx[Rx.BodyMassKg]);
  if (pullN > Math.min(rx[Rx.PullCapN], PULL_CAP_N)) return Fault.PullAboveCap;
  return pullN > pullCapN(rx) ? Fault.PullNotConfirmed : Fault.None;
}

function refusedSwing(rx: readonly number[]): boolean {
  const speed = swingSpeed(rx[Rx.SwingDeg], rx[Rx.StepS]);
  return !(speed > 0 && speed <= rx[Rx.SpeedDegPerS] && rx[Rx.SwingDeg] < rx[Rx.Target]);
}

/** Breaking away, and the ramps of a move. */
const EASING_S = 4;

/** A rest from an angle whose way takes longer than the rest itself. A rest from a pull lowers as far as it may. */
function restTooShort(orders: Orders): boolean {
  if (orders.angleTargetDeg === 0) return false;
  const fits = (share: number, ms: number): boolean =>
    (share * orders.angleTargetDeg) / orders.easeDegPerS + EASING_S <= ms / 1000;
  const program = orders.program;
  const warmUps = program === Program.Rocking ? 0 : orders.warmUps;
  if (warmUps > 0 && !fits((WARM_REST_SHARE * warmUps) / (warmUps + 1), WARM_REST_MS)) return true;
  if (program === Program.Progressive) return orders.stepsDown && !fits(1 / orders.rounds, orders.stepMs);
  return hasSets(orders) && orders.rounds > 1 && !fits(1 - orders.restShare, orders.restMs);
}

function refusedProgram(rx: readonly number[], orders: Orders): Fault {
  const program = rx[Rx.Program];
  const needsAngle = program === Program.Rocking || program === Program.Coach;
  if (needsAngle && rx[Rx.TargetKind] !== TargetKind.AngleDeg) return Fault.ProgramNeedsAngle;
  if ((program === Program.Rocking && refusedSwing(rx)) || restTooShort(orders)) return Fault.ProgramTooQuick;
  const longMs = program === Program.Intermittent ? orders.holdMs : orders.programMs;
  if (longMs > SESSION_MAX_MIN * 60000) return Fault.ProgramTooLong;
  if (rx[Rx.HeadDown] === 1 && longMs > HEAD_DOWN_MAX_MIN * 60000) return Fault.HeadDownTooLong;
  return Fault.None;
}

function refusalWith(rx: readonly number[], orders: Orders): Fault {
  const pull = refusedPull(rx);
  if (pull !== Fault.None) return pull;
  if (rx[Rx.TargetKind] === TargetKind.AngleDeg && steepestDeg(rx) > Math.min(rx[Rx.AngleCapDeg], ANGLE_CAP_DEG)) {
    return Fault.AngleAboveCap;
  }
  const first = rx[Rx.FirstTarget];
  if (first > rx[Rx.Target] || (first > 0 && rx[Rx.GrowBy] === 0)) return Fault.ProgressionWrong;
  const refusal = refusedProgram(rx, orders);
  return refusal === Fault.None && first > 0 ? refusedBeginning(rx) : refusal;
}

/** What grows is refused when its beginning would be: a swing may be too wide for it. */
function refusedBeginning(rx: readonly number[]): Fault {
  const first = rx.slice();
  first[Rx.Target] = rx[Rx.FirstTarget];
  first[Rx.FirstTarget] = 0;
  return ordersOf(first) === null ? Fault.ProgressionWrong : Fault.None;
}

/** Why the device refuses a prescription; None when it may run by it. The one validator: device, console and simulator ask it. */
export function refusalOf(rx: readonly number[]): Fault {
  return refusalWith(rx, ordersFrom(rx));
}

/** What a way up from a rest may take, before anybody lies on the board: as far as a rest may lower, and the approach to a pull. */
function wayFromRestMs(o: Orders): number {
  const byAngleDeg = (1 - o.restShare) * o.angleTargetDeg;
  if (byAngleDeg > 0) return 1000 * (byAngleDeg / o.speedDegPerS + MOVE_S);
  const topDeg = o.pullTargetN / (o.weightN * SLOPE_PER_DEG) + SLIDE_DEG;
  return 1000 * (Math.min(topDeg, (o.restMs / 1000) * o.easeDegPerS) / o.speedDegPerS + APPROACH_S);
}

function ordersFrom(rx: readonly number[]): Orders {
  const kind = rx[Rx.TargetKind];
  const target = rx[Rx.Target];
  const pullTargetN = targetPullN(kind, target, rx[Rx.BodyMassKg]);
  const capN = pullCapN(rx);
  const mostN = pullTargetN > 0 ? pullTargetN : capN;
  const fastest = Math.max(rx[Rx.SpeedDegPerS], rx[Rx.EaseDegPerS], CREEP_DEG_PER_S);
  const orders: Orders = {
    pullTargetN,
    angleTargetDeg: kind === TargetKind.AngleDeg ? target : 0,
    angleCapDeg: Math.min(steepestDeg(rx), ANGLE_CAP_DEG),
    pullCapN: capN,
    pullTripN: mostN * PULL_TRIP_RATIO,
    pullHardTripN: Math.max(mostN * PULL_TRIP_RATIO, mostN + COUGH_N),
    weightN: rx[Rx.BodyMassKg] * GRAVITY_M_PER_S2,
    holdMs: rx[Rx.HoldS] * 1000,
    sessionMaxMs: rx[Rx.SessionMaxMin] * 60000,
    speedDegPerS: rx[Rx.SpeedDegPerS],
    program: rx[Rx.Program],
    stepMs: rx[Rx.StepS] * 1000,
    restMs: rx[Rx.RestS] * 1000,
    restShare: rx[Rx.RestPct] / 100,
    rounds: rx[Rx.Rounds],
    stepsDown: rx[Rx.StepsDown] === 1,
    reps: rx[Rx.Reps],
    swingShare: rx[Rx.SwingDeg] / target,
    swingDegPerS: swingSpeed(rx[Rx.SwingDeg], rx[Rx.StepS]),
    exercise: rx[Rx.Exercise],
    easeDegPerS: rx[Rx.EaseDegPerS],
    warmUps: rx[Rx.WarmUps],
    askMs: rx[Rx.AskMin] * 60000,
    askScore: rx[Rx.AskScore] === 1,
    programMs: 0,
    runawayDegPerS: RUNAWAY_RATIO * fastest + RUNAWAY_DEG_PER_S,
  };
  if (orders.program === Program.Intermittent) {
    orders.stepMs = Math.min(orders.stepMs, orders.holdMs);
    orders.rounds = holdsInTime(orders, wayFromRestMs(orders));
  }
  orders.programMs = programMs(orders);
  return orders;
}

/** Orders from a decoded prescription record; null when it is refused. */
export function ordersOf(rx: readonly number[]): Orders | null {
  const orders = ordersFrom(rx);
  return refusalWith(rx, orders) === Fault.None ? orders : null;
}
