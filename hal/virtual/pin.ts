/**
 * Pins as a program sees them: `D5`, `H1`, `LED1`. Several pins can be one pad (H1 is D15 behind a driver), and
 * each remembers on its own whether the program fixed its mode.
 *
 * The methods from `inputLevel` on are the documented class; they cost time. The others do not.
 */
import { D_PINS } from './board.ts';
import type { Level } from './contract.ts';
import { CALL } from './costs.ts';
import { MODE } from './pad.ts';
import type { VirtualPad } from './pad.ts';
import type { PinBank } from './pin-bank.ts';

function inverted(level: Level): Level {
  return level === 1 ? 0 : 1;
}

export class Pin {
  /** The program called pinMode: reads and writes leave the mode alone from then on. */
  fixed = false;
  readonly number: number;
  readonly pad: VirtualPad;
  readonly negated: boolean;
  /** Pad of the converter input, which for H pins is another one; null when the pin has none. */
  readonly analogPad: VirtualPad | null;
  /** The pin as a list of one, for the hardware timer. */
  readonly alone: readonly Pin[] = [this];
  private readonly bank: PinBank;

  constructor(bank: PinBank, number: number, pad: VirtualPad, negated: boolean, analogPad: VirtualPad | null) {
    this.bank = bank;
    this.number = number;
    this.pad = pad;
    this.negated = negated;
    this.analogPad = analogPad;
  }

  get isHighPower(): boolean {
    return this.number >= D_PINS;
  }

  inputLevel(): Level {
    if (!this.fixed) this.pad.setMode(MODE.input);
    const level = this.pad.level();
    return this.negated ? inverted(level) : level;
  }

  /** Level without touching the mode. */
  peekLevel(): Level {
    const level = this.pad.level();
    return this.negated ? inverted(level) : level;
  }

  outputLevel(level: Level): void {
    this.pad.write(this.negated ? inverted(level) : level, this.fixed);
  }

  /** Writes the output register and nothing else. */
  register(level: Level): void {
    this.pad.setOut(this.negated ? inverted(level) : level);
  }

  read(): boolean {
    this.bank.clock.charge(CALL.pinMethod);
    return this.inputLevel() === 1;
  }

  write(value: unknown): void {
    this.bank.clock.charge(CALL.pinMethod);
    this.outputLevel(value ? 1 : 0);
  }

  set(): void {
    this.bank.clock.charge(CALL.pinMethod);
    this.outputLevel(1);
  }

  reset(): void {
    this.bank.clock.charge(CALL.pinMethod);
    this.outputLevel(0);
  }

  toggle(): boolean {
    this.bank.clock.charge(CALL.pinMethod);
    const isOn = this.pad.mode >= MODE.output && (this.negated ? inverted(this.pad.out) : this.pad.out) === 1;
    this.outputLevel(isOn ? 0 : 1);
    return !isOn;
  }

  mode(mode?: unknown): void {
    this.bank.pinMode(this, mode, false);
  }

  getMode(): string {
    return this.bank.getPinMode(this);
  }

  pulse(value: unknown, times: unknown): void {
    this.bank.digitalPulse(this, value, times);
  }

  analog(): number {
    return this.bank.analogRead(this);
  }

  pwm(value: unknown, options?: unknown): void {
    this.bank.analogWrite(this, value, options);
  }

  getInfo(): Record<string, unknown> {
    const info: Record<string, unknown> = { port: this.isHighPower ? 'H' : 'D', num: this.pad.index };
    if (this.negated) info.negated = true;
    info.mode = this.bank.getPinMode(this);
    info.output = this.pad.mode >= MODE.output ? (this.negated ? inverted(this.pad.out) : this.pad.out) : 0;
    const channel = this.bank.analogChannel(this);
    if (channel !== null) {
      info.channel = channel;
      info.analog = { ADCs: [1], channel };
    }
    info.functions = {};
    return info;
  }

  toString(): string {
    return this.isHighPower ? `H${this.number - D_PINS}` : `D${this.number}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** Pins are numbers to the language, but show their name when they become text. */
  valueOf(): number {
    return this.number;
  }

  [Symbol.toPrimitive](hint: string): number | string {
    return hint === 'number' ? this.number : this.toString();
  }
}
