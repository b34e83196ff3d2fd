/**
 * The mechanics as a whole: board, actuator, person, strap and spine, in fixed steps of 2 ms, semi-implicit Euler.
 *
 * Nothing runs by itself: whoever reads a sensor or changes an output first brings the plant to that instant. An output
 * changed between two steps acts from the next one. Every field that holds a number starts as one: a field that was ever
 * undefined keeps its numbers boxed, which costs twice the time.
 */
import type { Truth } from '../contract.ts';
import { Actuator, STEP_US, SUPPLY_OHM } from './actuator.ts';
import { restingControls } from './controls.ts';
import type { Controls } from './controls.ts';
import { Feel } from './feel.ts';
import { GRAVITY_M_PER_S2 } from './gravity.ts';
import { BOARD_M } from './linkage.ts';
import { Person } from './person.ts';
import { DEG_PER_RAD, RAD_PER_DEG } from './trig.ts';

/** Plywood on a steel frame (design choice); its centre of mass lies at half of its length. */
export const BOARD_KG = 25;
export const BOARD_CENTRE_M = BOARD_M / 2;
/** Centre of mass of a person on the board, from the hinge (design choice: a little above the middle). */
export const PERSON_CENTRE_M = 0.95;

const BOARD_TORQUE_NM = BOARD_KG * GRAVITY_M_PER_S2 * BOARD_CENTRE_M;

/** Called on the plant's own grid; the truth is one object, reused. */
export type StepListener = (truth: Truth, atUs: number) => void;

/** Changes how often a listener is told, from the next step on. */
export type SetGrid = (everyMs: number) => void;

interface Subscription {
  readonly listener: StepListener;
  every: number;
  left: number;
}

function stepsIn(ms: number): number {
  return Math.max(1, Math.ceil((ms * 1000) / STEP_US));
}

export interface PlantOptions {
  massKg: number;
  friction: number;
  supplyV: number;
  startAngleDeg: number;
}

export class Plant {
  readonly controls: Controls;
  readonly actuator: Actuator;
  readonly person: Person;
  /** Called when an end switch is reached or left. */
  onEndSwitch: (atUs: number) => void = () => undefined;
  private readonly feel: Feel;
  private steps = 0;
  private advancing = false;
  private readonly subscriptions: Subscription[] = [];
  private readonly truth: Truth;

  constructor(options: PlantOptions, startUs = 0) {
    this.steps = Math.floor(startUs / STEP_US);
    this.controls = restingControls(options.supplyV);
    this.actuator = new Actuator(options.startAngleDeg * RAD_PER_DEG);
    this.person = new Person(options.massKg, options.friction, this.actuator.linkage);
    this.feel = new Feel(this.actuator.linkage);
    this.truth = emptyTruth();
  }

  /** Instant of the last step. */
  get atUs(): number {
    return this.steps * STEP_US;
  }

  get angleDeg(): number {
    return this.actuator.linkage.angleRad * DEG_PER_RAD;
  }

  get travelMm(): number {
    return 1000 * this.actuator.linkage.travelM;
  }

  /** Steps up to that instant. Whoever is called back from a step sees the plant at that step. */
  advanceTo(atUs: number): void {
    if (this.advancing || (this.steps + 1) * STEP_US > atUs) return;
    this.advancing = true;
    do this.step();
    while ((this.steps + 1) * STEP_US <= atUs);
    this.advancing = false;
  }

  /** Truth goes to the listener every `everyMs` of plant time, rounded up to whole steps. */
  subscribe(listener: StepListener, everyMs: number): SetGrid {
    const every = stepsIn(everyMs);
    const subscription = { listener, every, left: every };
    this.subscriptions.push(subscription);
    return (ms) => {
      subscription.every = stepsIn(ms);
      subscription.left = Math.min(subscription.left, subscription.every);
    };
  }

  /** The truth at the last step; always the same object. */
  look(): Truth {
    const { truth, actuator, person, controls } = this;
    truth.angleDeg = this.angleDeg;
    truth.speedDegPerS = (actuator.speedMPerS + actuator.slidMPerS) * actuator.linkage.turnRadPerM * DEG_PER_RAD;
    truth.accelDegPerS2 = this.feel.accelRadPerS2 * DEG_PER_RAD;
    truth.jerkDegPerS3 = this.feel.jerkRadPerS3 * DEG_PER_RAD;
    truth.forceN = person.strapN;
    truth.elongationMm = person.stretchM * 1000;
    truth.travelMm = this.travelMm;
    truth.drivePower = controls.powered;
    truth.currentA = actuator.currentA;
    truth.supplyV = this.terminalV();
    return truth;
  }

  /** Supply voltage under the load of the drive. */
  terminalV(): number {
    return this.controls.supplyV - this.controls.outputShare * this.actuator.currentA * SUPPLY_OHM;
  }

  private step(): void {
    const { actuator, person, controls } = this;
    const low = actuator.lowReached;
    const high = actuator.highReached;
    const centreM = PERSON_CENTRE_M - person.slideM + controls.personShiftM;
    const weightNm = BOARD_TORQUE_NM + person.weightN * centreM;
    actuator.torqueNm = weightNm * actuator.linkage.cosineAngle - controls.edgePushN * BOARD_M;
    actuator.step(controls);
    person.step(controls, actuator.linkage);
    this.feel.step(actuator.linkage);
    this.steps += 1;
    if (low !== actuator.lowReached || high !== actuator.highReached) this.onEndSwitch(this.atUs);
    for (let i = 0; i < this.subscriptions.length; i++) this.tell(this.subscriptions[i]!);
  }

  private tell(subscription: Subscription): void {
    subscription.left -= 1;
    if (subscription.left > 0) return;
    subscription.left = subscription.every;
    subscription.listener(this.look(), this.atUs);
  }
}

function emptyTruth(): Truth {
  return {
    angleDeg: 0,
    speedDegPerS: 0,
    accelDegPerS2: 0,
    jerkDegPerS3: 0,
    forceN: 0,
    elongationMm: 0,
    travelMm: 0,
    drivePower: false,
    currentA: 0,
    supplyV: 0,
  };
}
