/**
 * The firmware's own tick without chip, bundle or plant: ideal sensors with a little noise, a relay that follows, and a
 * drive of three numbers. Enough for stories of whole sessions in milliseconds; what is physical is left to the simulator.
 */
import { DAILY_ADDED, PRESCRIPTION_ADDED } from '../../firmware/course-records.ts';
import { newDevice, type Device } from '../../firmware/device.ts';
import { FAULTS, type Fault } from '../../firmware/faults.ts';
import { prescribe } from '../../firmware/prescribe.ts';
import { State } from '../../firmware/states.ts';
import { supervise } from '../../firmware/supervise.ts';
import { tick } from '../../firmware/tick.ts';
import type { Inputs } from '../../hal/machine.ts';
import { travelMm } from '../../sim/plant/linkage.ts';

export const PERIOD_MS = 100;
export const ZERO_COUNTS = 50_000;
export const COUNTS_PER_N = 1000;
/** A day on which the panic button was tested; any will do but the first, which is the one of a clock never set. */
const TODAY = 20_000;

const SUPPLY_V = 24;
/** Screw that moves: current of its friction and the voltage that this takes; the rest turns into speed. */
const MOVING_A = 3.7;
const BREAKAWAY_V = 0.535 * MOVING_A;
const EMF_V_PER_MM_PER_S = 0.7;

/** A prescription row: static, head-up, 25 % of 80 kg for a minute, at most 45 degrees and 216 N, confirmed, 30 minutes, 1 degree per second; the rest as usual. */
export const PRESCRIBED = [0, 0, 1, 25, 60, 45, 216, 80, 1, 30, 1, ...PRESCRIPTION_ADDED];
/** The same with an angle of 20 degrees as its target. */
export const PRESCRIBED_ANGLE = [0, 0, 2, 20, 60, 45, 400, 80, 1, 30, 1, ...PRESCRIPTION_ADDED];

/** Inputs of a board that stands at an angle with this pull, everything healthy. `n` varies the noise. */
export function healthyInputs(i: Inputs, angleDeg: number, pullN: number, n: number): void {
  const rad = (angleDeg * Math.PI) / 180;
  i.travelRatio = (travelMm(angleDeg) + 10) / 520;
  i.supplyV = SUPPLY_V;
  i.accelXMg = 1000 * Math.sin(rad);
  i.accelYMg = n % 3;
  i.accelZMg = 1000 * Math.cos(rad);
  i.accelCount++;
  i.loadCounts = Math.round(ZERO_COUNTS + pullN * COUNTS_PER_N) + (n % 7);
  i.loadCount++;
}

/** A device that is calibrated, prescribed and tested today. */
export function readyDevice(rx: readonly number[] = PRESCRIBED): Device {
  const d = newDevice();
  d.cal = [ZERO_COUNTS, COUNTS_PER_N, 0, 0, TODAY - 30, TODAY + 335, 0, 0, 0, 0, 0, 0, 0, TODAY - 30, 0, 0];
  d.calibrated = true;
  d.bootS = TODAY * 86_400;
  d.daily = [TODAY, TODAY, 0].concat(DAILY_ADDED);
  d.rx = rx;
  prescribe(d);
  if (!d.prescribed) throw new Error('the prescription of the test is refused; correct the test');
  return d;
}

/** Faults that the device has latched, by number. */
export function raisedBy(d: Device): Fault[] {
  return FAULTS.map((row) => row.code).filter((code) => d.book.latched[code] === 1);
}

/** A device, a board and two hands. */
export class DeviceInHand {
  readonly d: Device;
  angleDeg = 0;
  /** Friction of the person on the board. */
  friction = 0.2;
  /** What the inputs are instead, for as long as it stands here. */
  readonly wrong: Partial<Inputs> = {};
  /** Every state since power-up. */
  readonly states: State[] = [State.Booting];
  private currentA = 0;

  constructor(rx: readonly number[] = PRESCRIBED) {
    this.d = readyDevice(rx);
  }

  /** Pull in the strap: weight along the slope less friction. */
  get pullN(): number {
    const rad = (this.angleDeg * Math.PI) / 180;
    return Math.max(0, this.d.orders.weightN * (Math.sin(rad) - this.friction * Math.cos(rad)));
  }

  /** One control period: the board moves as it was told before, the inputs are read, the tick runs. */
  tick(): void {
    const { d } = this;
    const i = d.inputs;
    this.move();
    i.nowMs += PERIOD_MS;
    i.periodMs = PERIOD_MS;
    i.panic = i.start = i.lower = false;
    i.lowMemory = i.eventsLost = false;
    i.relayOpen = !d.outputs.power;
    // The relay of the rig opens in 8 ms.
    i.opensMs = 8.2;
    i.currentA = this.currentA;
    i.endLow = this.angleDeg < 0.1;
    i.endHigh = this.angleDeg > 46.5;
    healthyInputs(i, this.angleDeg, this.pullN, d.ticks);
    Object.assign(i, this.wrong);
    tick(d);
    supervise(d);
    if (d.session.state !== this.states.at(-1)) this.states.push(d.session.state);
  }

  run(forMs: number): this {
    for (let ms = 0; ms < forMs; ms += PERIOD_MS) this.tick();
    return this;
  }

  /** Runs until the state is reached; complains when it is not. */
  until(state: State, withinMs = 200_000): this {
    for (let ms = 0; this.d.session.state !== state; ms += PERIOD_MS) {
      if (ms >= withinMs) throw new Error(`state ${state} is not reached: it went through ${this.states.join(', ')}`);
      this.tick();
    }
    return this;
  }

  /** Holds inputs for so long, then lets go of them. */
  hold(change: Partial<Inputs>, forMs: number): this {
    Object.assign(this.wrong, change);
    this.run(forMs);
    for (const name of Object.keys(change)) delete this.wrong[name as keyof Inputs];
    return this;
  }

  /** A short press of START, seen by two ticks, and a tick without it. */
  pressStart(): this {
    return this.hold({ start: true }, 2 * PERIOD_MS).run(PERIOD_MS);
  }

  pressLower(): this {
    return this.hold({ lower: true }, 2 * PERIOD_MS).run(PERIOD_MS);
  }

  /** From power-up to the target. */
  toHolding(): this {
    return this.until(State.Idle).run(500).pressStart().until(State.Holding);
  }

  private move(): void {
    const { power, duty } = this.d.outputs;
    const volts = power ? duty * SUPPLY_V : 0;
    const driving = Math.abs(volts) - BREAKAWAY_V;
    this.currentA = Math.min(Math.abs(volts) / 0.535, MOVING_A);
    if (driving <= 0) return;
    const movedMm = (Math.sign(volts) * driving * PERIOD_MS) / 1000 / EMF_V_PER_MM_PER_S;
    this.angleDeg += movedMm / (travelMm(this.angleDeg + 0.5) - travelMm(this.angleDeg - 0.5));
    if (this.angleDeg < 0) this.angleDeg = 0;
  }
}
