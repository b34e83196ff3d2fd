/**
 * The two motor drivers of Jolt.js, as far as their control pins go. In mode `auto` the interpreter's idle loop
 * wakes a driver while any of its four pins is an output (Espruino 2v29, Jolt).
 */
import { DRIVERS, D_PINS } from './board.ts';
import type { DriverPins } from './board.ts';
import { MODE } from './pad.ts';
import type { PinBank } from './pin-bank.ts';

const OUTPUTS_PER_DRIVER = 4;

export type DriverMode = 'auto' | 'off' | 'output' | 'motor';

class MotorDriver {
  mode: DriverMode = 'auto';
  private awake = false;
  private readonly bank: PinBank;
  private readonly pins: DriverPins;

  constructor(bank: PinBank, pins: DriverPins) {
    this.bank = bank;
    this.pins = pins;
  }

  start(): void {
    this.mode = 'auto';
    this.awake = false;
    for (const pin of [this.pins.nSleep, this.pins.mode, this.pins.torque]) this.bank.pins[pin]!.outputLevel(0);
    this.bank.pads[this.pins.nFault]!.setMode(MODE.pullUp);
    for (let i = 0; i < OUTPUTS_PER_DRIVER; i++) {
      const pin = this.bank.pins[D_PINS + this.pins.firstOutput + i]!;
      pin.pad.setMode(MODE.input);
      pin.fixed = false;
    }
  }

  set(mode: DriverMode): void {
    this.mode = mode;
    this.awake = false;
    this.apply(mode === 'auto' ? 'off' : mode);
    this.idle();
  }

  /** Once per pass of the idle loop. */
  idle(): void {
    if (this.mode !== 'auto') return;
    let isOutput = false;
    for (let i = 0; i < OUTPUTS_PER_DRIVER; i++) {
      if (this.bank.pins[D_PINS + this.pins.firstOutput + i]!.pad.mode >= MODE.output) isOutput = true;
    }
    if (isOutput === this.awake) return;
    this.awake = isOutput;
    this.apply(isOutput ? 'output' : 'off');
  }

  private apply(mode: DriverMode): void {
    const modePin = this.bank.pins[this.pins.mode]!;
    if (mode === 'output') modePin.pad.setMode(MODE.input);
    else modePin.outputLevel(0);
    this.bank.pins[this.pins.nSleep]!.outputLevel(mode === 'off' ? 0 : 1);
  }
}

export class MotorDrivers {
  private readonly drivers: MotorDriver[];

  constructor(bank: PinBank) {
    this.drivers = DRIVERS.map((pins) => new MotorDriver(bank, pins));
  }

  start(): void {
    for (const driver of this.drivers) driver.start();
  }

  idle(): void {
    for (let i = 0; i < this.drivers.length; i++) this.drivers[i]!.idle();
  }

  set(index: number, mode: unknown): void {
    const driver = this.drivers[index];
    if (driver === undefined) throw new Error(`Invalid driver ${index}`);
    if (mode === undefined || typeof mode === 'boolean') driver.set(mode ? 'output' : 'off');
    else if (mode === 'auto' || mode === 'off' || mode === 'output' || mode === 'motor') driver.set(mode);
    else throw new Error(`Unknown driver mode ${JSON.stringify(mode)}`);
  }
}
