/** The panic mushroom: two normally-closed contacts in the coil chain, a third one that the chip watches. */
import type { PadsOf } from '../wiring.ts';
import { Bouncing } from './bouncing.ts';
import { PropertyMaker } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Forced contacts chatter briefly (usual in data sheets). */
const BOUNCE_MS = 1;

export class Panic implements Part {
  readonly name = 'panic';
  readonly help =
    'Panic mushroom with three normally-closed contacts: two in the relay chain, one to the chip; stays pressed until twisted.';
  readonly properties: readonly Property[];
  /** Called when the chain to the relay has opened or closed. */
  onChain: (atUs: number) => void = () => undefined;
  private readonly pads: PadsOf<'panic'>;
  private readonly contact: Property;
  private readonly chain: Property;
  private readonly contacts: Bouncing;

  constructor(site: Site, pads: PadsOf<'panic'>) {
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.contact = maker.bit(
      'contact',
      '1 while the contact to the chip is closed, that is, not pressed; stuck 1: welded; open: its wire is cut.',
    );
    this.chain = maker.bit(
      'chain',
      '1 while both contacts in the relay chain are closed; stuck 1: both welded; open: the chain is cut.',
    );
    this.properties = maker.made;
    this.contacts = new Bouncing(site.port, site.random, true, BOUNCE_MS, (atUs) => this.refresh(atUs));
    this.contact.changed = (atUs) => this.refresh(atUs);
    this.chain.changed = (atUs) => this.refresh(atUs);
    this.refresh(site.port.nowUs);
  }

  isChainClosed(atUs: number): boolean {
    return this.chain.passBit(this.contacts.closed, atUs);
  }

  press(pressed: boolean): void {
    this.contacts.move(!pressed);
  }

  private refresh(atUs: number): void {
    this.pads.contact.drive(this.contact.passBit(this.contacts.closed, atUs) ? 0 : null);
    this.onChain(atUs);
  }
}
