/** What all parts have in common, and what they are built from. */
import type { ChipPort, Level, Pad } from '../../hal/virtual/contract.ts';
import type { PropertySpec } from '../contract.ts';
import type { Plant } from '../plant/plant.ts';
import type { Random } from '../random.ts';
import { Property } from './property.ts';
import type { PropertyOptions } from './property.ts';

export interface Part {
  readonly name: string;
  readonly help: string;
  readonly properties: readonly Property[];
}

/** Where a part is put: the chip it hangs on, the mechanics it feels, its own share of chance. */
export interface Site {
  readonly port: ChipPort;
  readonly plant: Plant;
  readonly random: Random;
  /** Multiplier on every sensor noise. */
  readonly noise: number;
}

/** The level that a part sees on a chip output. A floating pin is pulled down, as every input of the rig is. */
export function outputLevel(pad: Pad): Level {
  if (pad.duty !== null) return pad.duty > 0.5 ? 1 : 0;
  return pad.driven ?? 0;
}

/** The share of time that a part sees a chip output high. */
export function outputDuty(pad: Pad): number {
  return pad.duty ?? pad.driven ?? 0;
}

/** Makes the properties of one part, each with its own share of chance. */
export class PropertyMaker {
  readonly made: Property[] = [];
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  make(spec: PropertySpec, options?: PropertyOptions): Property {
    const property = new Property(spec, this.random, options);
    this.made.push(property);
    return property;
  }

  bit(name: string, help: string, options?: PropertyOptions): Property {
    return this.make({ name, unit: 'bit', min: 0, max: 1, help }, options);
  }

  /** A line that the part does not drive itself: a fault shorts it to a level or breaks it. */
  wire(name: string, pad: Pad, help: string): Property {
    const property = this.bit(name, help, { ways: ['stuck', 'open'] });
    property.changed = () => {
      if (property.is('open')) pad.setWire('open');
      else if (property.is('stuck')) pad.setWire(property.passBit(false, 0) ? 1 : 0);
      else pad.setWire('ok');
    };
    return property;
  }
}
