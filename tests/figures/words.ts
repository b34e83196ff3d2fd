import { newDevice } from '../../firmware/device.ts';
import type * as Driver from '../../hal/board/loadcell.ts';
import type { Inputs } from '../../hal/machine.ts';
import type { Level } from '../../hal/virtual/contract.ts';
import { Hx711 } from '../../sim/parts/hx711.ts';
import { Random } from '../../sim/random.ts';
import { Filter } from './pull.ts';
import { FakePort } from '../support/fakePort.ts';

/** What can happen to one clock pulse of a word: nothing, it is lost, doubled, or lasts over 60 us. */
const FAULTS = ['none', 'lost', 'doubled', 'stretched'] as const;
const PULSES = 25;
/** Reads until the filter follows. */
const SETTLED = 20;
const PULSE_US = 2;
const LONG_US = 70;
const PERIOD_US = 100_000;
const READY_WITHIN = 12;
/** A pull of 186 N with the noise of the datasheet. */
const MEAN_COUNTS = 400_000;
const SIGMA_COUNTS = 32.5;
const COUNTS_PER_N = 2147.483648;
/** What the device promises of its pull: 2 N. */
const BELIEVED_N = 2;

export interface WordFigures {
  reads: number;
  accepted: number;
  rejected: number;
  /** Accepted words that the converter had not measured, by the fault of the word or of the one before it. */
  wrong: Record<string, number>;
  /** Reads after which the pull was further than 2 N from what hangs there: false words that the device has believed. */
  believed: number;
  /** Furthest that any of them moves the pull that the device uses, after its filter. */
  pullErrorMaxN: number;
}

/** The converter bit by bit, and the natives that the driver uses, with a fault on one pulse. */
class Line {
  readonly port = new FakePort();
  fault: (typeof FAULTS)[number] = 'none';
  faultAt = 0;
  word = 0;
  private readonly random: Random;
  private readonly clock = this.port.pad('clock');
  private readonly converter: Hx711;
  private pulses = 0;

  constructor(random: Random) {
    this.random = random;
    this.converter = new Hx711({
      port: this.port,
      sck: this.clock,
      sample: () => this.measure(),
      periodUs: () => PERIOD_US,
      show: () => undefined,
      faults: { extraPulses: () => 0, stretchedPulse: () => 0 },
      phase: 0,
    });
  }

  get level(): Level {
    return this.converter.dout;
  }

  /** Runs until a word is ready, with the clock as the driver left it. */
  waitReady(): boolean {
    for (let n = 0; n < READY_WITHIN && this.level === 1; n += 1) this.port.runTo(this.port.nowUs + PERIOD_US);
    this.pulses = 0;
    return this.level === 0;
  }

  put(level: Level): void {
    this.clock.put(level);
  }

  shiftIn(bits: number): number {
    let value = 0;
    for (let n = 0; n < bits; n += 1) value = (value << 1) | this.pulse();
    return value;
  }

  private measure(): number {
    this.word = Math.round(MEAN_COUNTS + SIGMA_COUNTS * this.random.gaussian());
    return this.word & 0xffffff;
  }

  private pulse(): Level {
    this.pulses += 1;
    const isFaulty = this.pulses === this.faultAt;
    if (isFaulty && this.fault === 'lost') return this.level;
    if (isFaulty && this.fault === 'doubled') this.rise(PULSE_US);
    return this.rise(isFaulty && this.fault === 'stretched' ? LONG_US : PULSE_US);
  }

  private rise(forUs: number): Level {
    this.clock.put(1);
    this.port.runTo(this.port.nowUs + forUs);
    const { level } = this;
    this.clock.put(0);
    this.port.runTo(this.port.nowUs + PULSE_US);
    return level;
  }
}

function installNatives(line: Line): void {
  class Spi {
    private bits = 8;

    setup(options: { bits?: number }): void {
      this.bits = options.bits ?? 8;
    }

    send(data: number | Uint8Array): number | Uint8Array {
      return typeof data === 'number' ? line.shiftIn(this.bits) : data.map(() => line.shiftIn(this.bits));
    }
  }
  const digitalWrite = (_pin: unknown, level: Level): void => line.put(level);
  Object.assign(globalThis, { Pin: class {}, SPI: Spi, pinMode: () => undefined, digitalWrite });
}

/** So many words read with the board's own driver, every other one with a fault on one of its pulses. */
export async function wordFigures(reads: number): Promise<WordFigures> {
  const random = new Random(17);
  const line = new Line(random);
  installNatives(line);
  // The driver takes its natives when it is loaded; a query gives this run a driver of its own.
  const path = '../../hal/board/loadcell.ts?words';
  const driver = (await import(path)) as typeof Driver;
  driver.initLoadCell();
  const inputs: Inputs = newDevice().inputs;
  const figures: WordFigures = { reads, accepted: 0, rejected: 0, wrong: {}, believed: 0, pullErrorMaxN: 0 };
  const filter = new Filter();
  for (let n = 0; n < reads; n += 1) {
    driver.wakeLoadCell();
    line.fault = 'none';
    if (!line.waitReady()) throw new Error('the converter no longer answers');
    const measured = line.word;
    const faultBefore = FAULTS[1 + (((n - 1) >> 1) % 3)]!;
    line.fault = (n & 1) === 0 || n < SETTLED ? 'none' : FAULTS[1 + ((n >> 1) % 3)]!;
    line.faultAt = 1 + (Math.floor(n / 6) % PULSES);
    const before = inputs.loadCount;
    driver.readLoadCell(inputs);
    if (inputs.loadCount === before) figures.rejected += 1;
    else {
      figures.accepted += 1;
      const pullCounts = filter.after(inputs.loadCounts);
      const offN = Math.abs(pullCounts - MEAN_COUNTS) / COUNTS_PER_N;
      if (n > SETTLED) {
        figures.pullErrorMaxN = Math.max(figures.pullErrorMaxN, offN);
        if (!(offN <= BELIEVED_N)) figures.believed += 1;
      }
      const name = line.fault === 'none' ? `after ${faultBefore}` : line.fault;
      if (inputs.loadCounts !== measured) figures.wrong[name] = (figures.wrong[name] ?? 0) + 1;
    }
  }
  for (const name of ['Pin', 'SPI', 'pinMode', 'digitalWrite']) Reflect.deleteProperty(globalThis, name);
  return figures;
}
