/** The buzzer: sounds while its input is high or pulsed. */
import type { PadsOf } from '../wiring.ts';
import { PropertyMaker, outputDuty } from './part.ts';
import type { Part, Site } from './part.ts';
import type { Property } from './property.ts';

export class Buzzer implements Part {
  readonly name = 'buzzer';
  readonly help = 'Buzzer, sounds while its input is high or pulsed.';
  readonly properties: readonly Property[];
  /** Tones begun since the beginning, and when the last one began. */
  tones = 0;
  toneAtUs = -Infinity;
  private readonly site: Site;
  private readonly pads: PadsOf<'buzzer'>;
  private readonly sound: Property;
  private sounding = false;

  constructor(site: Site, pads: PadsOf<'buzzer'>) {
    this.site = site;
    this.pads = pads;
    const maker = new PropertyMaker(site.random);
    this.sound = maker.bit('sound', '1 while it sounds; stuck 0: it is broken.');
    this.properties = maker.made;
    this.sound.changed = (atUs) => this.refresh(atUs);
    pads.input.onOutput((_pad, atUs) => this.refresh(atUs));
  }

  isSounding(): boolean {
    return this.sound.passBit(outputDuty(this.pads.input) > 0, this.site.port.nowUs);
  }

  private refresh(atUs: number): void {
    const sounding = this.sound.passBit(outputDuty(this.pads.input) > 0, atUs);
    if (sounding && !this.sounding) {
      this.tones += 1;
      this.toneAtUs = atUs;
    }
    this.sounding = sounding;
  }
}
