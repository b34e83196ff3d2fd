/** The service key: puts the 12 V auxiliary rail on a high-power pin, which the chip measures through its divider. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Rail times the divider on the board (39 kiloohm below 220 kiloohm): 1.81 V. */
const ON_V = (12 * 39) / (39 + 220);

export class Key implements Part {
  readonly name = 'key';
  readonly help = 'Service key switch: 12 V on a high-power pin, 1.81 V behind the divider of the controller board.';
  readonly properties: readonly Property[];
  private readonly contact: Property;
  private turned = false;

  constructor(site: Site, pads: PadsOf<'key'>) {
    const maker = new PropertyMaker(site.random);
    this.contact = maker.bit('contact', '1 while the key is turned; open: the wire is cut, as if not turned.');
    this.properties = maker.made;
    pads.contact.analog((atUs) => (this.contact.passBit(this.turned, atUs) ? ON_V : 0));
  }

  turn(on: boolean): void {
    this.turned = on;
  }
}
