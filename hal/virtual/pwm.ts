/**
 * The three PWM modules of the chip, with the habits of the interpreter's driver (Espruino 2v29, jshardware):
 * a module has four channels and one frequency, a new frequency changes its other channels too, and taking one
 * pin away from a module stops all of its channels until another pin starts the module again.
 */
import { D_PINS } from './board.ts';
import type { PadOwner, VirtualPad } from './pad.ts';
import { MODE, OWNER } from './pad.ts';

const MODULES = 3;
const CHANNELS = 4;
const CLOCK_HZ = 16000000;
/** The counter has fifteen bits; slower rates divide the clock, down to 125 kHz. */
const COUNTER_TOP = 32767;
const SLOWEST_DIVIDER = 128;
/** Frequency without the `freq` option. */
const DEFAULT_HZ = 1000;

interface Channel {
  readonly module: PwmModule;
  pad: VirtualPad | null;
  /** Count at which the output rises; it is high from there to the top. */
  compare: number;
}

class PwmModule {
  running = false;
  counter = 0;
  divider = 0;
  readonly channels: Channel[] = [];
  constructor() {
    for (let i = 0; i < CHANNELS; i++) this.channels.push({ module: this, pad: null, compare: 0 });
  }

  get used(): boolean {
    return this.channels.some((channel) => channel.pad !== null);
  }

  show(): void {
    for (const channel of this.channels) {
      if (channel.pad === null) continue;
      channel.pad.setDuty(this.running ? Math.max(0, this.counter - channel.compare) / this.counter : null);
    }
  }
}

export class Pwm implements PadOwner {
  private readonly modules: PwmModule[] = [];
  private readonly channelOf: (Channel | null)[] = new Array<Channel | null>(D_PINS).fill(null);
  constructor() {
    for (let i = 0; i < MODULES; i++) this.modules.push(new PwmModule());
  }

  /** Sets the duty of a pad. False when no module is free for that frequency. */
  set(pad: VirtualPad, duty: number, frequencyHz: number): boolean {
    const wanted = Math.floor(CLOCK_HZ / (frequencyHz > 0 ? frequencyHz : DEFAULT_HZ));
    let divider = 1;
    while (wanted >= (COUNTER_TOP + 1) * divider && divider < SLOWEST_DIVIDER) divider *= 2;
    const counter = Math.max(1, Math.floor(wanted / divider));
    let channel = this.channelOf[pad.index] ?? null;
    const isNew = channel === null;
    if (channel === null) {
      channel = counter > COUNTER_TOP ? null : this.free(counter, divider);
      if (channel === null) return false;
      this.take(channel, pad);
    }
    const module = channel.module;
    const changed = module.counter !== counter || module.divider !== divider;
    module.counter = counter;
    module.divider = divider;
    // The C cast of a not-a-number gives 0 there.
    channel.compare = counter - (Number.isNaN(duty) ? 0 : Math.floor(duty * counter));
    if (isNew || changed) module.show();
    else pad.setDuty(module.running ? (counter - channel.compare) / counter : null);
    return true;
  }

  released(pad: VirtualPad): void {
    for (const module of this.modules) {
      for (const channel of module.channels) {
        if (channel.pad !== pad) continue;
        channel.pad = null;
        this.channelOf[pad.index] = null;
        module.running = false;
        module.show();
      }
    }
  }

  private take(channel: Channel, pad: VirtualPad): void {
    pad.setMode(MODE.output);
    pad.own(OWNER.pwm, this);
    channel.pad = pad;
    channel.module.running = true;
    this.channelOf[pad.index] = channel;
  }

  private free(counter: number, divider: number): Channel | null {
    for (const module of this.modules) {
      if (module.used && (module.counter !== counter || module.divider !== divider)) continue;
      for (const channel of module.channels) if (channel.pad === null) return channel;
    }
    return null;
  }
}
