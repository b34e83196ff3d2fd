/** PWM made of two repeating writes of the hardware timer, for pins that get no PWM module or ask for this. */
import { SOFT_PWM_HZ } from './costs.ts';
import type { Clock } from './clock.ts';
import type { HardwareTimer } from './hardware-timer.ts';
import { MODE, OWNER } from './pad.ts';
import type { PadOwner, VirtualPad } from './pad.ts';
import type { Pin } from './pin.ts';

const US_PER_S = 1e6;

export class SoftPwm implements PadOwner {
  private readonly running = new Map<VirtualPad, Pin>();
  private readonly timer: HardwareTimer;
  private readonly clock: Clock;

  constructor(timer: HardwareTimer, clock: Clock) {
    this.timer = timer;
    this.clock = clock;
  }

  set(pin: Pin, duty: number, frequencyHz: number): void {
    if (this.running.has(pin.pad)) this.timer.removeFor(pin);
    else if (!pin.fixed) pin.pad.setMode(MODE.output);
    if (!(duty > 0 && duty < 1)) {
      pin.register(duty >= 0.5 ? 1 : 0);
      return;
    }
    const periodUs = US_PER_S / (frequencyHz > 0 ? frequencyHz : SOFT_PWM_HZ);
    const nowUs = this.clock.nowUs;
    this.timer.add(pin.alone, 1, nowUs + periodUs, periodUs);
    this.timer.add(pin.alone, 0, nowUs + periodUs * duty, periodUs);
    if (this.running.has(pin.pad)) return;
    pin.pad.own(OWNER.softPwm, this);
    this.running.set(pin.pad, pin);
  }

  /** The interpreter ends a software PWM with a low level, even where a high one was just asked for. */
  released(pad: VirtualPad): void {
    const pin = this.running.get(pad);
    if (pin === undefined) return;
    this.running.delete(pad);
    this.timer.removeFor(pin);
    pin.register(0);
  }

  clear(): void {
    this.running.clear();
  }
}
