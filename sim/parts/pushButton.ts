/** START and LOWER: buttons to ground that the chip pulls up. */
import type { PadsOf } from '../wiring.ts';
import { Bouncing } from './bouncing.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Usual chatter of a push button. */
const BOUNCE_MS = 4;

export class PushButton implements Part {
  readonly name: 'startButton' | 'lowerButton';
  readonly help: string;
  readonly properties: readonly Property[];
  private readonly pads: PadsOf<'startButton' | 'lowerButton'>;
  private readonly contact: Property;
  private readonly finger: Bouncing;

  constructor(
    site: Site,
    name: 'startButton' | 'lowerButton',
    label: string,
    pads: PadsOf<'startButton' | 'lowerButton'>,
  ) {
    this.name = name;
    this.help = `${label} button to ground.`;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.contact = maker.bit(
      'contact',
      '1 while the contact is closed, that is, pressed; stuck 1: it sticks; open: the wire is cut.',
    );
    this.properties = maker.made;
    this.finger = new Bouncing(site.port, site.random, false, BOUNCE_MS, (atUs) => this.refresh(atUs));
    this.contact.changed = (atUs) => this.refresh(atUs);
    this.refresh(site.port.nowUs);
  }

  press(pressed: boolean): void {
    this.finger.move(pressed);
  }

  private refresh(atUs: number): void {
    this.pads.contact.drive(this.contact.passBit(this.finger.closed, atUs) ? 0 : null);
  }
}
