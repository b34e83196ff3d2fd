/** An end switch: one normally-closed contact in the motor line, which works alone, and one that the chip reads. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

export class EndSwitch implements Part {
  readonly name: 'endSwitchLow' | 'endSwitchHigh';
  readonly help: string;
  readonly properties: readonly Property[];
  private readonly site: Site;
  private readonly pads: PadsOf<'endSwitchLow' | 'endSwitchHigh'>;
  private readonly actuated: Property;
  private readonly contact: Property;
  private readonly line: Property;

  constructor(site: Site, name: 'endSwitchLow' | 'endSwitchHigh', pads: PadsOf<'endSwitchLow' | 'endSwitchHigh'>) {
    this.name = name;
    this.help = `End switch at ${name === 'endSwitchLow' ? '0' : '46.5'} degrees; its motor contact cuts the outward direction only.`;
    this.site = site;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.actuated = maker.bit(
      'actuated',
      '1 while the board presses the switch, true side; stuck 0: it never trips; stuck 1: it is jammed.',
    );
    this.contact = maker.bit(
      'contact',
      '1 while the contact to the chip is closed, that is, the board is elsewhere; open: the wire is cut.',
    );
    this.line = maker.bit(
      'line',
      '1 while the contact in the motor line is closed; stuck 1: welded; open: that lead is cut outwards.',
    );
    this.properties = maker.made;
    for (const property of this.properties) property.changed = (atUs) => this.refresh(atUs);
    this.refresh(site.port.nowUs);
  }

  /** Looks again at board and faults. */
  refresh(atUs: number): void {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    const isLow = this.name === 'endSwitchLow';
    const actuated = this.actuated.passBit(isLow ? plant.actuator.lowReached : plant.actuator.highReached, atUs);
    this.pads.contact.drive(this.contact.passBit(!actuated, atUs) ? 0 : null);
    const closed = this.line.passBit(!actuated, atUs);
    const isFaulty = this.actuated.isInjected || this.line.isInjected;
    const line = !isFaulty ? 'by angle' : closed ? 'closed' : 'open';
    if (isLow) plant.controls.lowLine = line;
    else plant.controls.highLine = line;
  }
}
