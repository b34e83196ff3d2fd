/** The potentiometer in the actuator: a second, independent measure of the board's angle. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Electrical stroke, with dead ends below and above the mechanical one (design of the reference rig). */
const STROKE_MM = 500;
const DEAD_END_MM = 10;
const SUPPLY_V = 3.3;
const VOLTS_PER_MM = SUPPLY_V / (STROKE_MM + 2 * DEAD_END_MM);
/** Noise of the wiper at the converter's input (design choice). */
const NOISE_V = 0.0003;

export class TravelSensor implements Part {
  readonly name = 'travelSensor';
  readonly help = 'Potentiometer in the actuator, 500 mm with dead ends of 10 mm, fed with 3.3 V.';
  readonly properties: readonly Property[];
  private readonly site: Site;
  private readonly travel: Property;
  private readonly voltage: Property;

  constructor(site: Site, pads: PadsOf<'travelSensor'>) {
    this.site = site;
    const maker = new PropertyMaker(site.random);
    this.travel = maker.make({
      name: 'travel',
      unit: 'mm',
      min: -10,
      max: 510,
      help: 'Travel that the wiper follows, true side; freeze: the wiper came off.',
    });
    this.voltage = maker.make({
      name: 'voltage',
      unit: 'V',
      min: 0,
      max: SUPPLY_V,
      help: "Voltage of the wiper, wire side; open: 0 V through the input's pull-down of 1 megohm.",
    });
    this.properties = maker.made;
    pads.wiper.analog((atUs) => this.wiperV(atUs));
  }

  private wiperV(atUs: number): number {
    const { plant, random, noise } = this.site;
    plant.advanceTo(atUs);
    const trueV = (DEAD_END_MM + this.travel.pass(plant.travelMm, atUs)) * VOLTS_PER_MM;
    const noisyV = this.voltage.pass(trueV, atUs) + noise * NOISE_V * random.gaussian();
    return Math.max(0, Math.min(SUPPLY_V, noisyV));
  }
}
