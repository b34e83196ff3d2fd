/**
 * The HX711 converter, bit by bit (datasheet of Avia Semiconductor, pages 3 to 5).
 *
 * DOUT goes low when a conversion is ready. Each rising edge of PD_SCK shifts one bit out, the top one first; the 0.1 us
 * that DOUT takes are below the chip's own resolution. Pulses 25 to 27 raise DOUT and choose the input of the next
 * conversions. PD_SCK high for more than 60 us powers the converter down, low again resets it. Where the datasheet is
 * silent: a conversion that ends during a read is dropped; a word left half read is given up when a whole conversion has
 * passed without a pulse; and three pulses or more after a word choose channel A with gain 128 again, because in the field
 * reading too early returns -1 but leaves the gain alone.
 */
import type { ChipPort, EventHandle, Level, Pad } from '../../hal/virtual/contract.ts';
import { outputLevel } from './part.ts';

export type Hx711Input = 'A128' | 'B32' | 'A64';

const POWER_DOWN_US = 60;
const WORD_BITS = 24;
/** Conversions until the output has settled: 400 ms at 10 samples per second, 50 ms at 80. */
const SETTLING_CONVERSIONS = 4;

/** Faults on the clock line, asked for at every word. */
export interface ClockFaults {
  /** Pulses that the converter sees more (or, if negative, fewer) than the chip sends. */
  extraPulses(atUs: number): number;
  /** Number of the pulse that lasts longer than 60 us, or 0. */
  stretchedPulse(atUs: number): number;
}

export class Hx711 {
  input: Hx711Input = 'A128';
  /** Level that the converter puts out. */
  dout: Level = 1;
  private readonly port: ChipPort;
  private readonly sck: Pad;
  private readonly sample: (input: Hx711Input, atUs: number) => number;
  private readonly periodUs: () => number;
  private readonly show: (level: Level, atUs: number) => void;
  private readonly faults: ClockFaults;
  private readonly clockListener = (_pad: Pad, atUs: number): void => this.clockChanged(outputLevel(this.sck), atUs);
  private readonly watchListener = (atUs: number): void => this.watchClock(atUs);
  private readonly convertListener = (atUs: number): void => this.convert(atUs);
  private clock: Level = 0;
  private riseAtUs = 0;
  private watching = false;
  private asleep = false;
  private powered = true;
  private conversion: EventHandle = -1;
  private settling = 0;
  private chosen: Hx711Input = 'A128';
  private word = 0;
  private ready = false;
  /** Pulses of the word being read. */
  private pulses = 0;
  /** Pulses since the word was complete. */
  private surplus = 0;
  private pulsedSince = false;
  private swallowed = false;
  /** Number of the pulse of this word that lasts too long, or 0. */
  private stretched = 0;

  constructor(options: {
    port: ChipPort;
    sck: Pad;
    sample: (input: Hx711Input, atUs: number) => number;
    periodUs: () => number;
    show: (level: Level, atUs: number) => void;
    faults: ClockFaults;
    /** Part of a period by which the first conversion comes early: converter and chip do not start together. */
    phase: number;
  }) {
    this.port = options.port;
    this.sck = options.sck;
    this.sample = options.sample;
    this.periodUs = options.periodUs;
    this.show = options.show;
    this.faults = options.faults;
    this.sck.onOutput(this.clockListener);
    this.reset(this.port.nowUs, options.phase);
  }

  /** Supply of the converter comes or goes. */
  power(on: boolean, atUs: number): void {
    this.powered = on;
    if (on) this.reset(atUs, 0);
    else this.sleep(atUs);
  }

  private clockChanged(level: Level, atUs: number): void {
    if (level === this.clock) return;
    this.clock = level;
    if (level === 1) this.rise(atUs);
    else if (this.asleep && this.powered) this.reset(atUs, 0);
  }

  private rise(atUs: number): void {
    this.riseAtUs = atUs;
    if (this.asleep) return;
    if (!this.watching) {
      this.watching = true;
      this.port.at(atUs + POWER_DOWN_US, this.watchListener);
    }
    const extra = this.ready && this.pulses === 0 && !this.swallowed ? this.faults.extraPulses(atUs) : 0;
    if (extra < 0) {
      this.swallowed = true;
      return;
    }
    for (let i = 0; i < extra; i++) this.pulse(atUs);
    if (this.pulses === 0) this.stretched = this.ready ? this.faults.stretchedPulse(atUs) : 0;
    const isStretched = this.ready && this.pulses + 1 === this.stretched;
    this.pulse(atUs);
    if (isStretched) this.reset(atUs, 0);
  }

  /** One check serves many pulses: it looks whether the clock has been high all the time, and comes back if not. */
  private watchClock(atUs: number): void {
    this.watching = false;
    if (this.clock === 0 || this.asleep) return;
    if (atUs - this.riseAtUs >= POWER_DOWN_US) this.sleep(atUs);
    else {
      this.watching = true;
      this.port.at(this.riseAtUs + POWER_DOWN_US, this.watchListener);
    }
  }

  private sleep(atUs: number): void {
    this.asleep = true;
    this.ready = false;
    this.port.cancel(this.conversion);
    this.put(1, atUs);
  }

  private reset(atUs: number, phase: number): void {
    this.port.cancel(this.conversion);
    this.asleep = false;
    this.ready = false;
    this.input = 'A128';
    this.chosen = 'A128';
    this.pulses = 0;
    this.surplus = 0;
    this.swallowed = false;
    this.settling = SETTLING_CONVERSIONS;
    this.put(1, atUs);
    this.conversion = this.port.at(atUs + (1 - phase) * this.periodUs(), this.convertListener);
  }

  private convert(atUs: number): void {
    this.conversion = this.port.at(atUs + this.periodUs(), this.convertListener);
    if (this.chosen !== this.input) {
      this.input = this.chosen;
      this.settling = SETTLING_CONVERSIONS + 1;
    }
    if (this.settling > 1) {
      this.settling -= 1;
      return;
    }
    if (this.pulses > 0 && this.pulsedSince) {
      this.pulsedSince = false;
      return;
    }
    this.word = this.sample(this.input, atUs);
    this.pulses = 0;
    this.surplus = 0;
    this.swallowed = false;
    this.ready = true;
    this.put(0, atUs);
  }

  private pulse(atUs: number): void {
    if (!this.ready) {
      this.surplus += 1;
      this.chosen = this.surplus === 1 ? 'B32' : this.surplus === 2 ? 'A64' : 'A128';
      return;
    }
    this.pulses += 1;
    this.pulsedSince = true;
    if (this.pulses <= WORD_BITS) {
      this.put(((this.word >> (WORD_BITS - this.pulses)) & 1) as Level, atUs);
      return;
    }
    this.ready = false;
    this.pulses = 0;
    this.surplus = 0;
    this.chosen = 'A128';
    this.put(1, atUs);
  }

  private put(level: Level, atUs: number): void {
    if (level === this.dout) return;
    this.dout = level;
    this.show(level, atUs);
  }
}
