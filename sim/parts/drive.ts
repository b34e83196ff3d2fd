/** The H-bridge between supply and motor, BTS7960 class, with its current sense. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker, outputDuty, outputLevel } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Sense ratio of the bridge (BTS7960 datasheet: 8500 typical) into 1 kiloohm. */
const SENSE_V_PER_A = 1000 / 8500;
/** Offset and noise at the sense pin (design choice within the datasheet's spread of the sense current at no load). */
const OFFSET_V = 0.01;
const NOISE_V = 0.003;

export class Drive implements Part {
  readonly name = 'drive';
  readonly help =
    'H-bridge (BTS7960 class) on the 24 V motor, fed through the relay; without power the motor is open, with power and no duty it is shorted.';
  readonly properties: readonly Property[];
  private readonly site: Site;
  private readonly pads: PadsOf<'drive'>;
  private readonly duty: Property;
  private readonly direction: Property;
  private readonly speed: Property;
  private readonly output: Property;
  private readonly current: Property;

  constructor(site: Site, pads: PadsOf<'drive'>) {
    this.site = site;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.duty = maker.make({
      name: 'duty',
      unit: '1',
      min: 0,
      max: 1,
      help: 'Duty that the bridge sees on its input, wire side; open: pulled down.',
    });
    this.direction = maker.bit(
      'direction',
      'Direction input, 1 = up, wire side; bitflip: runs the wrong way; open: pulled down.',
    );
    this.speed = maker.make({
      name: 'speed',
      unit: '1',
      min: -2,
      max: 2,
      help: 'Gain of the bridge, 1 when healthy; 0.5: the drive is weak.',
    });
    this.output = maker.make({
      name: 'output',
      unit: 'V',
      min: -60,
      max: 60,
      help: 'Voltage at the motor, positive up: stuck 24: full on upwards, stuck 0: shorted; open: a motor lead is cut.',
    });
    this.current = maker.make({
      name: 'current',
      unit: 'A',
      min: 0,
      max: 60,
      help: 'Motor current as the bridge senses it, wire side; open: 0.',
    });
    this.properties = maker.made;
    const refresh = (atUs: number): void => this.refresh(atUs);
    for (const property of [this.duty, this.direction, this.speed, this.output]) property.changed = refresh;
    pads.pwm.onOutput((_pad, atUs) => this.refresh(atUs));
    pads.up.onOutput((_pad, atUs) => this.refresh(atUs));
    pads.sense.analog((atUs) => this.sensed(atUs));
  }

  /** Brings the plant to this instant and lets the bridge's new output act from there. */
  refresh(atUs: number): void {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    const { controls } = plant;
    const duty = this.duty.pass(outputDuty(this.pads.pwm), atUs);
    const isUp = this.direction.passBit(outputLevel(this.pads.up) === 1, atUs);
    const share = this.speed.pass(1, atUs) * (isUp ? duty : -duty);
    const outputV = this.output.pass(share * controls.supplyV, atUs);
    controls.outputShare = controls.supplyV > 0 ? Math.max(-1, Math.min(1, outputV / controls.supplyV)) : 0;
    controls.motorCut = this.output.is('open');
  }

  private sensed(atUs: number): number {
    const { plant, random, noise } = this.site;
    plant.advanceTo(atUs);
    const senseV = this.current.pass(Math.abs(plant.actuator.currentA), atUs) * SENSE_V_PER_A;
    return OFFSET_V + senseV + noise * NOISE_V * random.gaussian();
  }
}
