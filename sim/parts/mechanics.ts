/** The mechanical parts: they have no wire to the chip, only ways to go wrong. Each property sets one control of the plant. */
import { BREATH_N } from '../plant/controls.ts';
import type { Controls } from '../plant/controls.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

type NumberControl = { [K in keyof Controls]: Controls[K] extends number ? K : never }[keyof Controls];
type BitControl = { [K in keyof Controls]: Controls[K] extends boolean ? K : never }[keyof Controls];

class Mechanical implements Part {
  readonly name: string;
  readonly help: string;
  readonly properties: readonly Property[];
  private readonly site: Site;
  private readonly maker: PropertyMaker;

  constructor(site: Site, name: string, help: string) {
    this.site = site;
    this.name = name;
    this.help = help;
    this.maker = new PropertyMaker(site.random.split(name));
    this.properties = this.maker.made;
  }

  /** A number: `healthy` in the property's unit, times `scale` in the plant's. */
  number(control: NumberControl, spec: Property['spec'], healthy: number, scale = 1): this {
    const property = this.maker.make(spec);
    const { plant } = this.site;
    property.changed = (atUs) => {
      plant.advanceTo(atUs);
      plant.controls[control] = property.pass(healthy, atUs) * scale;
    };
    return this;
  }

  bit(control: BitControl, name: string, help: string, healthy: boolean): this {
    const property = this.maker.bit(name, help);
    const { plant } = this.site;
    property.changed = (atUs) => {
      plant.advanceTo(atUs);
      plant.controls[control] = property.passBit(healthy, atUs);
    };
    return this;
  }
}

function linkage(site: Site): Part {
  return new Mechanical(
    site,
    'linkage',
    'Self-locking lead-screw actuator and the triangle through which it lifts the board.',
  )
    .bit('jammed', 'jam', '1 while something blocks the screw: position stops, current rises.', false)
    .number(
      'slipMPerS',
      {
        name: 'slip',
        unit: 'mm/s',
        min: -30,
        max: 30,
        help: 'Speed of travel that the nut gives way with, positive up; 0 when healthy.',
      },
      0,
      0.001,
    )
    .number(
      'screwFriction',
      {
        name: 'friction',
        unit: '1',
        min: 0,
        max: 5,
        help: "Scale of the screw's friction; below 0.8 the load can drive it back.",
      },
      1,
    )
    .number(
      'edgePushN',
      {
        name: 'push',
        unit: 'N',
        min: -5000,
        max: 5000,
        help: 'Force on the raised edge, positive up: something or somebody trapped below, or leaning on it.',
      },
      0,
    );
}

function strap(site: Site): Part {
  return new Mechanical(
    site,
    'strap',
    'Strap from the raised edge to the person, 5 kN/m, with a mechanical fuse at 1000 N.',
  )
    .bit(
      'strapAttached',
      'attached',
      '1 while the strap holds; stuck 0: the clamp opens. It closes again where the body then lies.',
      true,
    )
    .number(
      'strapSlackM',
      { name: 'slack', unit: 'mm', min: -100, max: 500, help: 'Length that slips through the clamp; 0 when healthy.' },
      0,
      0.001,
    )
    .number('strapStiffness', { name: 'stiffness', unit: '1', min: 0, max: 10, help: 'Scale of the stiffness.' }, 1);
}

function person(site: Site): Part {
  return new Mechanical(
    site,
    'person',
    'The person on the board. Coughing, wriggling and shifting are pushes for a short time; noise on push is restlessness.',
  )
    .number(
      'personPushN',
      {
        name: 'push',
        unit: 'N',
        min: -1000,
        max: 1000,
        help: 'Push along the board, positive into the strap; 0 in peace.',
      },
      0,
    )
    .number(
      'personShiftM',
      {
        name: 'shift',
        unit: 'mm',
        min: -500,
        max: 500,
        help: 'Centre of mass moved towards the raised edge: sitting up.',
      },
      0,
      0.001,
    )
    .number(
      'breathN',
      { name: 'breathing', unit: 'N', min: 0, max: 50, help: 'Amplitude of the breath along the board, every 4 s.' },
      BREATH_N,
    )
    .number(
      'personFriction',
      {
        name: 'friction',
        unit: '1',
        min: 0,
        max: 5,
        help: 'Scale of the friction between body and board: sweat, another cover.',
      },
      1,
    );
}

/** All of them, in the order of the load from the drive to the person. */
export function mechanicalParts(site: Site): Part[] {
  return [linkage(site), strap(site), person(site)];
}
