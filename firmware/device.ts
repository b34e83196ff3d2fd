import { Validity, type Inputs, type Outputs } from '../hal/machine.ts';
import { newAim, type Aim } from './aim.ts';
import { newBook, type Book } from './book.ts';
import { DAILY_ADDED, NO_DAY } from './course-records.ts';
import { Fault, Reaction } from './faults.ts';
import { newGovernor, type Governor } from './governor.ts';
import { newMotion, type Motion } from './motion.ts';
import { newPhase, type Phase } from './phases.ts';
import { NO_ORDERS, type Orders } from './prescription.ts';
import { newSafety, type SafetyInputs, type SafetyState } from './safety.ts';
import { newSensed, type Sensed } from './sense.ts';
import { newServo, type Servo } from './servo.ts';
import { newSession, type Session } from './session-state.ts';
import { newTally, type Tally } from './tally.ts';
import { newWatch, type Watch } from './watch.ts';

/** What the pilot is doing. */
export const enum Goal {
  /** Drive off, the screw holds. */
  Stand = 0,
  /** Eases to rest and stays. */
  Ease = 1,
  /** Moves from rest to an angle. */
  Move = 2,
  /** Follows the pull governor. */
  Govern = 3,
  /** Creeps down while LOWER is held, or up in the service while START is held. */
  Creep = 4,
}

/** What was asked for and is not planned yet: half a move, or a change of speed. */
export const enum Plan {
  None = 0,
  Begin = 1,
  End = 2,
  Speed = 3,
}

/** Everything the device knows, in one place: allocated at boot, written in place by the stages of the tick. */
export interface Device {
  inputs: Inputs;
  outputs: Outputs;
  sensed: Sensed;
  watch: Watch;
  book: Book;
  ask: SafetyInputs;
  safety: SafetyState;
  session: Session;
  motion: Motion;
  servo: Servo;
  governor: Governor;
  tally: Tally;
  goal: Goal;
  goalDeg: number;
  goalDegPerS: number;
  /** Wish of the pilot, before the gate. */
  wishDuty: number;
  /** Trusted flat: by travel where it is trusted, else by the end switch. */
  flat: boolean;
  /** Calibration record; `calibrated` false means that cell or angle were never calibrated. In the service the zeros of a draft. */
  cal: number[];
  calibrated: boolean;
  /** Prescription record; empty for none (field numbers: course-records.ts). */
  rx: readonly number[];
  /** What the session runs by on this day, and why there is nothing to run by. */
  orders: Orders;
  prescribed: boolean;
  refusal: Fault;
  orderedDay: number;
  /** Present phase of the program, and what it makes the board go for. */
  phase: Phase;
  aim: Aim;
  /** Daily record (field numbers: course-records.ts). */
  daily: number[];
  /** The console has been let in. */
  service: boolean;
  /** Until then the console counts as heard for jogging, and where it wants the board. */
  jogUntilMs: number;
  jogDeg: number;
  /** Seconds since 1970 at boot, as far as the clock was set. */
  bootS: number;
  /** Buttons at the tick before. */
  startWas: boolean;
  lowerWas: boolean;
  startUpMs: number;
  ticks: number;
  /** What is still to be planned of what was asked for. */
  mustPlan: Plan;
  /** A plan was made in this period, or the session entered another state or began a way: there is no time for panel, line or record. */
  busy: boolean;
}

/** Nominal load cell (2000 N, 2 mV/V) on an HX711 at gain 128: for display before calibration, never for traction. */
export const NOMINAL_CAL = [0, 2147.483648, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

function newInputs(): Inputs {
  return {
    nowMs: 0,
    periodMs: 50,
    panic: false,
    start: false,
    lower: false,
    key: false,
    relayOpen: true,
    opensMs: 0,
    endLow: false,
    endHigh: false,
    travelRatio: 0,
    currentA: 0,
    supplyV: 0,
    accelXMg: 0,
    accelYMg: 0,
    accelZMg: 0,
    accelCount: 0,
    accelMisses: 0,
    accelStuck: false,
    loadCounts: 0,
    loadCount: 0,
    loadRejects: 0,
    lowMemory: false,
    eventsLost: false,
  };
}

function newAsk(): SafetyInputs {
  return {
    nowMs: 0,
    worst: Reaction.None,
    cause: Fault.None,
    fresh: Fault.None,
    freshStopsLowering: false,
    panic: false,
    startPressed: false,
    lowerPressed: false,
    lowerHeld: false,
    arm: false,
    jog: false,
    ended: false,
    atRest: true,
    flat: false,
  };
}

/** A device as at power-up: no permission, nothing measured, no prescription. */
export function newDevice(): Device {
  return {
    inputs: newInputs(),
    outputs: { power: false, duty: 0 },
    sensed: newSensed(),
    watch: newWatch(),
    book: newBook(),
    ask: newAsk(),
    safety: newSafety(),
    session: newSession(),
    motion: newMotion(),
    servo: newServo(),
    governor: newGovernor(),
    tally: newTally(),
    goal: Goal.Stand,
    goalDeg: 0,
    goalDegPerS: 0,
    wishDuty: 0,
    flat: false,
    cal: NOMINAL_CAL,
    calibrated: false,
    rx: [],
    orders: NO_ORDERS,
    prescribed: false,
    refusal: Fault.NoPrescription,
    orderedDay: 0,
    phase: newPhase(),
    aim: newAim(),
    daily: [NO_DAY, 0, 0].concat(DAILY_ADDED),
    service: false,
    jogUntilMs: 0,
    jogDeg: 0,
    bootS: 0,
    startWas: true,
    lowerWas: true,
    startUpMs: 0,
    ticks: 0,
    mustPlan: Plan.None,
    busy: false,
  };
}

/** True while the pull reading may be used. */
export function pullIsFresh(d: Device): boolean {
  return d.sensed.pull === Validity.Fresh;
}

/** Today as whole days since 1970. */
export function today(d: Device): number {
  return Math.floor((d.bootS + d.inputs.nowMs / 1000) / 86400);
}
