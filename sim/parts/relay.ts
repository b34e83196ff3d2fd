/**
 * The safety relay in the drive's supply. Its coil needs three things at once: the panic chain closed, the chip's coil
 * output on, and an enable that lives for 150 ms after each rising edge of the chip's pulses.
 */
import type { EventHandle } from '../../hal/virtual/contract.ts';
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker, outputLevel } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

/** Time that the charge of one pulse keeps the enable up (design). */
const ENABLE_US = 150_000;
/** Usual times of a 24 V safety relay with forced contacts, diode across the coil included. */
const OPENING_US = 8000;
const CLOSING_US = 12_000;
/** A coil for 24 V pulls in at 70 % and lets go at 10 % (usual in data sheets). */
const PULL_IN_V = 16.8;
const LET_GO_V = 2.4;

export class Relay implements Part {
  readonly name = 'relay';
  readonly help =
    'Safety relay in the drive supply with a mirror contact; pulse-fed enable of 150 ms; opens in 8 ms, closes in 12 ms.';
  readonly properties: readonly Property[];
  /** Called when drive power comes or goes. */
  onContact: (atUs: number) => void = () => undefined;
  private readonly site: Site;
  private readonly pads: PadsOf<'relay'>;
  private readonly isChainClosed: (atUs: number) => boolean;
  private readonly coil: Property;
  private readonly enable: Property;
  private readonly contact: Property;
  private readonly mirror: Property;
  private energised = false;
  /** The armature has pulled the contacts over. */
  private pulled = false;
  private movement: EventHandle | null = null;
  private pulseLevel = 0;
  private enabledUntilUs = -1;
  private watching = false;
  private readonly decayListener = (atUs: number): void => this.decay(atUs);
  private readonly moveListener = (atUs: number): void => this.moved(atUs);

  constructor(site: Site, pads: PadsOf<'relay'>, isChainClosed: (atUs: number) => boolean) {
    this.site = site;
    this.pads = pads;
    this.isChainClosed = isChainClosed;
    const maker = new PropertyMaker(site.random);
    this.coil = maker.bit('coil', 'Coil output of the chip as the relay sees it, wire side; open: off.');
    this.enable = maker.bit('enable', '1 while the pulse-fed enable is up; stuck 1: it never falls; open: down.');
    this.contact = maker.bit(
      'contact',
      '1 while the contact feeds the bridge, true side; stuck 1: welded; open: burnt. The mirror contact follows it.',
    );
    this.mirror = maker.bit(
      'mirror',
      '1 while the mirror contact is closed, that is, while the relay is open; wire side; open: the wire is cut.',
    );
    this.properties = maker.made;
    for (const property of [this.coil, this.enable]) property.changed = (atUs) => this.refresh(atUs);
    for (const property of [this.contact, this.mirror]) property.changed = (atUs) => this.connect(atUs);
    pads.coil.onOutput((_pad, atUs) => this.refresh(atUs));
    pads.enable.onOutput((_pad, atUs) => this.pulse(atUs));
    this.connect(site.port.nowUs);
  }

  /** Looks again at what the coil gets: after the chain, the supply or a fault has changed. */
  refresh(atUs: number): void {
    const { supplyV } = this.site.plant.controls;
    const isFed = supplyV >= (this.energised ? LET_GO_V : PULL_IN_V) && this.isChainClosed(atUs);
    const isAsked = this.coil.passBit(outputLevel(this.pads.coil) === 1, atUs);
    const energised = isFed && isAsked && this.enable.passBit(atUs < this.enabledUntilUs, atUs);
    if (energised === this.energised) return;
    this.energised = energised;
    if (this.movement !== null) this.site.port.cancel(this.movement);
    this.movement = null;
    if (energised === this.pulled) return;
    this.movement = this.site.port.at(atUs + (energised ? CLOSING_US : OPENING_US), this.moveListener);
  }

  private moved(atUs: number): void {
    this.movement = null;
    this.pulled = this.energised;
    this.connect(atUs);
  }

  private connect(atUs: number): void {
    const { plant } = this.site;
    plant.advanceTo(atUs);
    const isClosed = this.contact.passBit(this.pulled, atUs);
    plant.controls.powered = isClosed;
    this.pads.mirror.drive(this.mirror.passBit(!isClosed, atUs) ? 0 : null);
    this.onContact(atUs);
  }

  /** A PWM on the pulse output is an endless row of pulses. */
  private pulse(atUs: number): void {
    const { duty } = this.pads.enable;
    const isRow = duty !== null && duty > 0 && duty < 1;
    const level = isRow ? 0 : outputLevel(this.pads.enable);
    const isRise = level === 1 && this.pulseLevel === 0;
    this.pulseLevel = level;
    if (isRow) this.enabledUntilUs = Infinity;
    else if (isRise || this.enabledUntilUs === Infinity) this.enabledUntilUs = atUs + ENABLE_US;
    else return;
    this.refresh(atUs);
    this.watchDecay();
  }

  private watchDecay(): void {
    if (this.watching || this.enabledUntilUs === Infinity) return;
    this.watching = true;
    this.site.port.at(this.enabledUntilUs, this.decayListener);
  }

  private decay(atUs: number): void {
    this.watching = false;
    if (atUs < this.enabledUntilUs) this.watchDecay();
    else this.refresh(atUs);
  }
}
