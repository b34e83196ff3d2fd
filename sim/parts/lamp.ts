/** The status lamp: three coloured elements, each on its own output. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker, outputDuty } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Brightness of each element, 0 to 1. */
export interface Colour {
  red: number;
  green: number;
  blue: number;
}

/** What a person calls the colour, by which elements are lit. */
const NAMES: readonly string[] = ['off', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
/** An element dimmer than this is not seen. */
const VISIBLE = 0.02;

export class Lamp implements Part {
  readonly name = 'lamp';
  readonly help = 'Status lamp of three colours.';
  readonly properties: readonly Property[];
  private readonly site: Site;
  private readonly pads: PadsOf<'lamp'>;
  private readonly elements: readonly Property[];

  constructor(site: Site, pads: PadsOf<'lamp'>) {
    this.site = site;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.elements = ['red', 'green', 'blue'].map((name) =>
      maker.make({
        name,
        unit: '1',
        min: 0,
        max: 1,
        help: `Brightness of the ${name} element; open: it is burnt out.`,
      }),
    );
    this.properties = maker.made;
  }

  colour(): Colour {
    const { nowUs } = this.site.port;
    const { red, green, blue } = this.pads;
    const [redShare, greenShare, blueShare] = [red, green, blue].map((pad, i) =>
      this.elements[i]!.pass(outputDuty(pad), nowUs),
    );
    return { red: redShare!, green: greenShare!, blue: blueShare! };
  }

  colourName(): string {
    const { red, green, blue } = this.colour();
    return NAMES[(red > VISIBLE ? 1 : 0) + (green > VISIBLE ? 2 : 0) + (blue > VISIBLE ? 4 : 0)]!;
  }
}
