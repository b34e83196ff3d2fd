/** A simulated board as a port of the console: its time passes when the console waits. */
import { Chip } from '../../hal/virtual/chip.ts';
import { CommandLine, storedProgram, storeProgram } from '../../hal/virtual/command-line.ts';
import type { Engine } from '../../hal/virtual/contract.ts';
import type { ButtonName, Injection } from '../contract.ts';
import { WALL_CLOCK_MS } from '../flash-image.ts';
import { createRig, type Rig } from '../rig.ts';

const US_PER_MS = 1000;

export interface SimulatedOptions {
  readonly program: string;
  readonly engine: Engine;
  readonly flash: Uint8Array;
  readonly seed: number;
  /** Who lies on the board; the usual person. 0: nobody. */
  readonly onBoardKg?: number;
  readonly friction?: number;
  /** The program stands in flash and nowhere else, as on a board: without it there, nothing runs. */
  readonly isStored?: boolean;
}

/** What a console needs of a port. */
export type SimulatedRadio = Pick<SimulatedPort, 'isSimulated' | 'send' | 'onText' | 'wait' | 'close'> & {
  readonly name: string;
  readonly isRadio: true;
};

export class SimulatedPort {
  readonly name = 'the simulated board';
  readonly isSimulated = true;
  readonly chip: Chip;
  readonly rig: Rig;
  /** Exceptions that the program did not catch, and resets. */
  readonly troubles: string[] = [];
  private readonly engine: Engine;

  constructor(options: SimulatedOptions) {
    this.engine = options.engine;
    this.chip = new Chip({ wallClockMs: WALL_CLOCK_MS, flash: options.flash });
    const person = { massKg: options.onBoardKg ?? 80, friction: options.friction ?? 0.2 };
    this.rig = createRig(this.chip, { seed: options.seed, person, supplyV: 24, noise: 1, startAngleDeg: 0 });
    this.chip.uncaughtErrors((error) => this.troubles.push(String(error)));
    this.chip.onReset((cause) => this.troubles.push(`reset by ${cause}`));
    new CommandLine(this.chip);
    if (options.isStored === true) storeProgram(this.chip, options.program);
    const other = options.isStored === true ? '' : options.program;
    this.chip.powerUp(() => storedProgram(this.chip) || other, options.engine);
  }

  get nowMs(): number {
    return this.chip.nowUs / US_PER_MS;
  }

  /** Seconds since 1970 on the simulated wall. */
  get wallS(): number {
    return Math.floor((WALL_CLOCK_MS + this.nowMs) / 1000);
  }

  send(text: string): void {
    this.chip.usbInput(text);
  }

  onText(listener: (text: string) => void): void {
    this.chip.usbOutput(listener);
  }

  wait(ms: number): Promise<void> {
    this.chip.runUntil(this.chip.nowUs + ms * US_PER_MS);
    return Promise.resolve();
  }

  close(): void {
    this.engine.dispose();
  }

  /** The same board by radio. Its time is the same, too. */
  byRadio(): SimulatedRadio {
    return {
      name: 'the simulated board, by radio',
      isSimulated: true,
      isRadio: true,
      send: (text) => this.chip.ports.radioInput(text),
      onText: (listener) => this.chip.ports.radioOutputs.add(listener),
      wait: (ms) => this.wait(ms),
      close: () => undefined,
    };
  }

  press(button: ButtonName, isDown: boolean): void {
    this.rig.press(button, isDown);
  }

  /** Hangs a force on the cell, in place of whoever pulls the strap. */
  hang(forceN: number): void {
    this.disturb('force', { as: 'stuck', value: forceN });
  }

  disturb(property: string, injection: Injection): void {
    this.rig.inject('loadCell', property, injection);
  }

  mend(property: string): void {
    this.rig.clear('loadCell', property);
  }
}
