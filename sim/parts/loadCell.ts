/** Pull in the strap: an S-beam load cell and its converter. */
import type { Level } from '../../hal/virtual/contract.ts';
import type { PadsOf } from '../wiring.ts';
import { CAPACITY_N, CellModel, HYSTERESIS_SHARE, LINEARITY_SHARE } from './cellModel.ts';
import { Hx711 } from './hx711.ts';
import type { Hx711Input } from './hx711.ts';
import { cellProperties, converterProperties } from './loadCellProperties.ts';
import type { CellProperties, ConverterProperties } from './loadCellProperties.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Sensitivity of the S-beam (design of the reference rig). */
const SENSITIVITY_MV_PER_V = 2;
/** Full scale of the converter is half its supply over the gain (HX711 datasheet); the cell is fed from that supply. */
const FULL_SCALE_MV_PER_V = { A128: 500 / 128, A64: 500 / 64, B32: 500 / 32 } as const;
const COUNTS_PER_FULL_SCALE = 2 ** 23;
/** Counts per newton on the input that the firmware uses: 2147.48. */
export const COUNTS_PER_N = ((SENSITIVITY_MV_PER_V / CAPACITY_N) * COUNTS_PER_FULL_SCALE) / FULL_SCALE_MV_PER_V.A128;

/** Input noise at gain 128 (HX711 datasheet), at a supply of 3.3 V, as the cell's signal. */
const SUPPLY_V = 3.3;
const NOISE_SLOW_MV_PER_V = 50e-6 / SUPPLY_V;
const NOISE_FAST_MV_PER_V = 90e-6 / SUPPLY_V;
/** Above this rate the converter runs in its fast mode. */
const SLOW_RATE_PER_S = 20;
/** A clock that stands still, or would run backwards, gives a conversion in a quarter of an hour: none in a session's tick. */
const RATE_MIN_PER_S = 0.001;
/** The converter's own oscillator is this exact (design choice; the datasheet gives no tolerance). */
const RATE_TOLERANCE = 0.01;

/** Usual zero of an S-beam as delivered: 0.3 % of capacity. */
export const ZERO_N = 0.003 * CAPACITY_N;
/** Creep after half an hour of a cell of accuracy class C3, and its time constant (OIML R 60: 0.7 of the error limit). */
const CREEP_RATIO = 0.0002;
const CREEP_S = 600;
/** An open signal wire picks up hum and charge: a random walk of this step, from rail to rail. */
const OPEN_WALK_MV_PER_V = 1;

export class LoadCell implements Part {
  readonly name = 'loadCell';
  readonly help = 'S-beam load cell, 2000 N, 2 mV/V, in the strap line; HX711 converter, channel A, gain 128.';
  readonly properties: readonly Property[];
  private readonly converter: Hx711;
  private readonly site: Site;
  private readonly pads: PadsOf<'loadCell'>;
  private readonly cell: CellProperties;
  private readonly word: ConverterProperties;
  private readonly rateError: number;
  private readonly steel = new CellModel();
  private driftedN = 0;
  private creptN = 0;
  private walkMvPerV = 0;
  private sampledAtUs = 0;

  constructor(site: Site, pads: PadsOf<'loadCell'>) {
    this.site = site;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.cell = cellProperties(maker);
    this.word = converterProperties(maker, pads.sck);
    this.properties = maker.made;
    this.rateError = 1 + RATE_TOLERANCE * (2 * site.random.unit() - 1);
    this.word.dout.changed = (atUs) => this.show(atUs);
    // The rate counts from here on; a converter that is to run at another one starts over.
    this.word.rate.changed = (atUs) => this.converter.power(true, atUs);
    this.converter = this.makeConverter();
    // DOUT is driven from the first instant: a line that floats would read as ready.
    this.show(site.port.nowUs);
  }

  /** Supply of cell and converter comes or goes. */
  power(on: boolean, atUs: number): void {
    this.converter.power(on, atUs);
  }

  private makeConverter(): Hx711 {
    const { port, random } = this.site;
    return new Hx711({
      port,
      sck: this.pads.sck,
      sample: (input, atUs) => this.sample(input, atUs),
      periodUs: () => 1e6 / (Math.max(RATE_MIN_PER_S, this.word.rate.pass(10, port.nowUs)) * this.rateError),
      show: (_level, atUs) => this.show(atUs),
      faults: {
        extraPulses: (atUs) => Math.round(this.word.pulses.pass(0, atUs)),
        stretchedPulse: (atUs) => Math.round(this.word.stretch.pass(0, atUs)),
      },
      phase: random.unit(),
    });
  }

  private show(atUs: number): void {
    const level: Level = this.word.dout.passBit(this.converter.dout === 1, atUs) ? 1 : 0;
    this.pads.dout.drive(this.word.dout.is('open') ? null : level);
  }

  /** The word of one conversion: the load at its end, as the datasheet tells no more about the filter. */
  private sample(input: Hx711Input, atUs: number): number {
    const { random, noise } = this.site;
    const noiseMvPerV = this.word.rate.pass(10, atUs) > SLOW_RATE_PER_S ? NOISE_FAST_MV_PER_V : NOISE_SLOW_MV_PER_V;
    const cell = input === 'B32' ? 0 : this.cell.signal.pass(this.cellMvPerV(atUs), atUs);
    const signal = this.cell.signal.is('open') ? this.walk() : cell;
    const ratio = (signal + noise * noiseMvPerV * random.gaussian()) / FULL_SCALE_MV_PER_V[input];
    const word = Math.round(ratio * COUNTS_PER_FULL_SCALE);
    const limited = Math.max(-COUNTS_PER_FULL_SCALE, Math.min(COUNTS_PER_FULL_SCALE - 1, word));
    return Math.round(this.word.counts.pass(limited, atUs)) & 0xffffff;
  }

  private cellMvPerV(atUs: number): number {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    const seconds = (atUs - this.sampledAtUs) / 1e6;
    this.sampledAtUs = atUs;
    const loadN = this.cell.force.pass(plant.person.strapN, atUs);
    this.driftedN += seconds * this.cell.drift.pass(0, atUs);
    this.creptN += (loadN * this.cell.creep.pass(CREEP_RATIO, atUs) - this.creptN) * Math.min(1, seconds / CREEP_S);
    const linearity = this.cell.linearity.pass(LINEARITY_SHARE, atUs);
    const shownN = this.steel.shownN(loadN, linearity, this.cell.hysteresis.pass(HYSTERESIS_SHARE, atUs));
    const sumN = shownN + this.cell.zero.pass(ZERO_N, atUs) + this.driftedN + this.creptN;
    return (sumN * this.cell.sensitivity.pass(SENSITIVITY_MV_PER_V, atUs)) / CAPACITY_N;
  }

  private walk(): number {
    const next = this.walkMvPerV + OPEN_WALK_MV_PER_V * this.site.random.gaussian();
    const rail = 1.2 * FULL_SCALE_MV_PER_V.A128;
    this.walkMvPerV = Math.max(-rail, Math.min(rail, next));
    return this.walkMvPerV;
  }
}
