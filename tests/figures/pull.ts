import { Validity, type Inputs } from '../../hal/machine.ts';
import { newDevice } from '../../firmware/device.ts';
import { newSensed, sensePull } from '../../firmware/sense.ts';
import { Random } from '../../sim/random.ts';

/** Noise of a word, by the datasheet: 50 nV at 3.3 V. */
const SIGMA_COUNTS = 32.5;
const COUNTS_PER_N = 2147.483648;
const RAIL_COUNTS = 8_388_607;
/** Signal of the cell at capacity: 2 mV/V of 3.90625. */
const FULL_COUNTS = 2 * 2_147_484;
/** Noise-free means 6.6 sigma. */
const PEAKS = 6.6;
const MEAN_COUNTS = 400_000;

export interface PullFigures {
  words: number;
  biasSigma: number;
  noiseSigma: number;
  noiseFreeBits: number;
  noiseFreeBitsRaw: number;
  /** Largest error of the pull after one or two words at a rail, in percent of the cell's capacity. */
  spikePct: number;
  /** Words until 99 % of a step of 100 N. */
  stepWords: number;
}

/** The filter of the device, fed with words as the converter gives them. */
export class Filter {
  private readonly sensed = newSensed();
  private readonly device = newDevice();
  private readonly inputs: Inputs = this.device.inputs;

  /** The pull in counts after one more word. */
  after(counts: number): number {
    const { inputs, sensed } = this;
    inputs.nowMs += 100;
    inputs.loadCount += 1;
    inputs.loadCounts = Math.round(counts);
    sensePull(sensed, inputs, this.device.cal);
    return sensed.pull === Validity.Absent ? NaN : sensed.pullN * COUNTS_PER_N;
  }
}

function settled(random: Random): Filter {
  const filter = new Filter();
  for (let n = 0; n < 100; n += 1) filter.after(MEAN_COUNTS + SIGMA_COUNTS * random.gaussian());
  return filter;
}

function spike(random: Random, length: number): number {
  const filter = settled(random);
  let worst = 0;
  for (let n = 0; n < 30; n += 1) {
    const word =
      n < length
        ? random.bits() < 0
          ? -RAIL_COUNTS - 1
          : RAIL_COUNTS
        : MEAN_COUNTS + SIGMA_COUNTS * random.gaussian();
    worst = Math.max(worst, Math.abs(filter.after(word) - MEAN_COUNTS));
  }
  return worst;
}

function step(): number {
  const filter = new Filter();
  for (let n = 0; n < 50; n += 1) filter.after(MEAN_COUNTS + (n & 1));
  const toCounts = MEAN_COUNTS + 100 * COUNTS_PER_N;
  for (let n = 1; n < 100; n += 1) if (filter.after(toCounts + (n & 1)) > toCounts - COUNTS_PER_N) return n;
  return Infinity;
}

/** Noise, bias, spikes and steps through the device's own filter. */
export function pullFigures(words: number): PullFigures {
  const random = new Random(11);
  const filter = settled(random);
  let sum = 0;
  let squares = 0;
  for (let n = 0; n < words; n += 1) {
    const apart = filter.after(MEAN_COUNTS + SIGMA_COUNTS * random.gaussian()) - MEAN_COUNTS;
    sum += apart;
    squares += apart * apart;
  }
  const sigma = Math.sqrt(squares / words - (sum / words) ** 2);
  let spikeCounts = 0;
  for (let n = 0; n < 200; n += 1) spikeCounts = Math.max(spikeCounts, spike(random, 1 + (n & 1)));
  const bits = (noise: number): number => Math.log2(FULL_COUNTS / (PEAKS * noise));
  return {
    words,
    biasSigma: sum / words / SIGMA_COUNTS,
    noiseSigma: sigma / SIGMA_COUNTS,
    noiseFreeBits: bits(sigma),
    noiseFreeBitsRaw: bits(SIGMA_COUNTS),
    spikePct: (100 * spikeCounts) / FULL_COUNTS,
    stepWords: step(),
  };
}
