/** Pull in the strap: an S-beam load cell and its converter. */
import type { Level } from '../../hal/virtual/contract.ts';
import type { PadsOf } from '../wiring.ts';
import { Hx711 } from './hx711.ts';
import type { Hx711Input } from './hx711.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Capacity and sensitivity of the S-beam (design of the reference rig). */
const CAPACITY_N = 2000;
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
  private readonly rateError: number;
  private readonly force: Property;
  private readonly zero: Property;
  private readonly drift: Property;
  private readonly creep: Property;
  private readonly signal: Property;
  private readonly counts: Property;
  private readonly rate: Property;
  private readonly dout: Property;
  private readonly pulses: Property;
  private readonly stretch: Property;
  private driftedN = 0;
  private creptN = 0;
  private walkMvPerV = 0;
  private sampledAtUs = 0;

  constructor(site: Site, pads: PadsOf<'loadCell'>) {
    this.site = site;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    const make = maker.make.bind(maker);
    this.force = make({
      name: 'force',
      unit: 'N',
      min: -2500,
      max: 2500,
      help: 'Load on the cell, true side: hang weights by making it stuck; open: nothing hangs on it.',
    });
    this.zero = make({
      name: 'zero',
      unit: 'N',
      min: -2000,
      max: 2000,
      help: 'Zero of the cell as a force, 6 N as delivered; true side.',
    });
    this.drift = make({
      name: 'drift',
      unit: 'N/s',
      min: -100,
      max: 100,
      help: 'Speed at which the zero moves, 0 as delivered; what has drifted stays; true side.',
    });
    this.creep = make({
      name: 'creep',
      unit: '1',
      min: 0,
      max: 0.1,
      help: 'Share of the load that is added with a time constant of 10 minutes, 0.0002 as delivered; true side.',
    });
    this.signal = make({
      name: 'signal',
      unit: 'mV/V',
      min: -20,
      max: 20,
      help: 'Bridge signal, wire side; scale -1: wires swapped; open: random walk with hits of the rails.',
    });
    this.counts = make({
      name: 'counts',
      unit: 'counts',
      min: -(2 ** 23),
      max: 2 ** 23 - 1,
      help: 'Word of the converter, after saturation.',
    });
    this.rate = make(
      {
        name: 'rate',
        unit: '1/s',
        min: 1,
        max: 100,
        help: 'Conversions per second: 10 or 80 by the strap on the converter.',
      },
      { ways: ['stuck', 'scale', 'offset'] },
    );
    maker.wire(
      'sck',
      pads.sck,
      'Clock line from the chip; stuck 1 for over 60 us powers the converter down; open: no pulses.',
    );
    this.dout = maker.bit('dout', 'Data line to the chip; open: the chip reads its pull resistor.');
    this.pulses = make({
      name: 'pulses',
      unit: '1',
      min: -1,
      max: 4,
      help: 'Clock pulses that the converter sees more than were sent in each word; 0 when healthy.',
    });
    this.stretch = make({
      name: 'stretch',
      unit: '1',
      min: 0,
      max: 25,
      help: 'Number of the pulse in each word that lasts over 60 us; 0 when healthy.',
    });
    this.properties = maker.made;
    this.rateError = 1 + RATE_TOLERANCE * (2 * site.random.unit() - 1);
    this.dout.changed = (atUs) => this.show(atUs);
    // The rate counts from here on; a converter that is to run at another one starts over.
    this.rate.changed = (atUs) => this.converter.power(true, atUs);
    this.converter = this.makeConverter();
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
      periodUs: () => 1e6 / (this.rate.pass(10, port.nowUs) * this.rateError),
      show: (_level, atUs) => this.show(atUs),
      faults: {
        extraPulses: (atUs) => Math.round(this.pulses.pass(0, atUs)),
        stretchedPulse: (atUs) => Math.round(this.stretch.pass(0, atUs)),
      },
      phase: random.unit(),
    });
  }

  private show(atUs: number): void {
    const level: Level = this.dout.passBit(this.converter.dout === 1, atUs) ? 1 : 0;
    this.pads.dout.drive(this.dout.is('open') ? null : level);
  }

  /** The word of one conversion: the load at its end, as the datasheet tells no more about the filter. */
  private sample(input: Hx711Input, atUs: number): number {
    const { random, noise } = this.site;
    const noiseMvPerV = this.rate.pass(10, atUs) > SLOW_RATE_PER_S ? NOISE_FAST_MV_PER_V : NOISE_SLOW_MV_PER_V;
    const cell = input === 'B32' ? 0 : this.signal.pass(this.cellMvPerV(atUs), atUs);
    const signal = this.signal.is('open') ? this.walk() : cell;
    const ratio = (signal + noise * noiseMvPerV * random.gaussian()) / FULL_SCALE_MV_PER_V[input];
    const word = Math.round(ratio * COUNTS_PER_FULL_SCALE);
    const limited = Math.max(-COUNTS_PER_FULL_SCALE, Math.min(COUNTS_PER_FULL_SCALE - 1, word));
    return Math.round(this.counts.pass(limited, atUs)) & 0xffffff;
  }

  private cellMvPerV(atUs: number): number {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    const seconds = (atUs - this.sampledAtUs) / 1e6;
    this.sampledAtUs = atUs;
    const loadN = this.force.pass(plant.person.strapN, atUs);
    this.driftedN += seconds * this.drift.pass(0, atUs);
    this.creptN += (loadN * this.creep.pass(CREEP_RATIO, atUs) - this.creptN) * Math.min(1, seconds / CREEP_S);
    return ((loadN + this.zero.pass(ZERO_N, atUs) + this.driftedN + this.creptN) * SENSITIVITY_MV_PER_V) / CAPACITY_N;
  }

  private walk(): number {
    const next = this.walkMvPerV + OPEN_WALK_MV_PER_V * this.site.random.gaussian();
    const rail = 1.2 * FULL_SCALE_MV_PER_V.A128;
    this.walkMvPerV = Math.max(-rail, Math.min(rail, next));
    return this.walkMvPerV;
  }
}
