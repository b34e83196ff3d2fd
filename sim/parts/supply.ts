/** The 24 V supply of the whole device, and the divider through which the chip measures it. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** 10 kiloohm below 100 kiloohm. */
const DIVIDER = 10 / 110;
/** Noise at the converter's input (design choice: half a count of 12 bits at 3.3 V). */
const NOISE_V = 0.0004;

export class Supply implements Part {
  readonly name = 'supply';
  readonly help = '24 V supply with 0.15 ohm of source resistance; sensed through a divider of 10k and 100k.';
  readonly properties: readonly Property[];
  /** Called when the voltage has changed. */
  onChange: (atUs: number) => void = () => undefined;
  private readonly site: Site;
  private readonly nominalV: number;
  private readonly voltage: Property;
  private readonly sense: Property;
  private on = true;

  constructor(site: Site, pads: PadsOf<'supply'>, nominalV: number) {
    this.site = site;
    this.nominalV = nominalV;
    const maker = new PropertyMaker(site.random);
    this.voltage = maker.make({
      name: 'voltage',
      unit: 'V',
      min: 0,
      max: 60,
      help: 'Open-circuit voltage of the supply, true side: motor, relay and sense follow; open: cut.',
    });
    this.sense = maker.make({
      name: 'sense',
      unit: 'V',
      min: 0,
      max: 3.3,
      help: 'Voltage behind the divider, wire side; open: 0 V.',
    });
    this.properties = maker.made;
    this.voltage.changed = (atUs) => this.refresh(atUs);
    pads.sense.analog((atUs) => this.measured(atUs));
  }

  power(on: boolean, atUs: number): void {
    this.on = on;
    this.refresh(atUs);
  }

  private refresh(atUs: number): void {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    plant.controls.supplyV = this.on ? Math.max(0, this.voltage.pass(this.nominalV, atUs)) : 0;
    this.onChange(atUs);
  }

  private measured(atUs: number): number {
    const { plant, random, noise } = this.site;
    plant.advanceTo(atUs);
    return this.sense.pass(plant.terminalV() * DIVIDER, atUs) + noise * NOISE_V * random.gaussian();
  }
}
