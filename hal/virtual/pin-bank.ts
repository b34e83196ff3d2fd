/** All pins of the chip and the calls that take one: digital, analog, PWM, pulses, modes. */
import {
  ADC_CHANNEL,
  ANALOG_REFERENCE_V,
  ANALOG_STEPS,
  BUTTON_PIN,
  D_PINS,
  H_ANALOG_FACTOR,
  H_ANALOG_PIN,
  H_PINS,
  H_TO_D,
  NEGATED_PINS,
  PIN_ALIASES,
} from './board.ts';
import type { Clock } from './clock.ts';
import type { Level } from './contract.ts';
import { CALL, PER_PIN_US, PWM_SETUP_US } from './costs.ts';
import { HardwareTimer } from './hardware-timer.ts';
import { MODE, OWNER, PIN_MODE_NAMES, VirtualPad } from './pad.ts';
import type { EdgeSink } from './pad.ts';
import { Pin } from './pin.ts';
import { Pwm } from './pwm.ts';
import { SoftPwm } from './soft-pwm.ts';
import type { Timeline } from './timeline.ts';

const US_PER_MS = 1000;
/** Names in pinMode beyond those the port registers can tell apart. */
const MODE_BY_NAME: Readonly<Record<string, number>> = {
  ...Object.fromEntries(PIN_MODE_NAMES.map((name, mode) => [name, mode])),
  af_output: MODE.output,
  af_opendrain: MODE.openDrain,
};

/** A value of digitalWrite is a boolean or becomes a whole number first: 0.5 is low. */
function isHigh(value: unknown): boolean {
  return typeof value === 'boolean' ? value : (Number(value) | 0) !== 0;
}

export class PinBank {
  readonly pads: VirtualPad[] = [];
  readonly pins: Pin[] = [];
  readonly byName = new Map<string, Pin>();
  readonly pwm = new Pwm();
  readonly timer: HardwareTimer;
  readonly clock: Clock;
  /** Supply of the chip, reference of the converter. */
  referenceV = ANALOG_REFERENCE_V;
  private readonly softPwm: SoftPwm;

  constructor(clock: Clock, timeline: Timeline, edges: EdgeSink) {
    this.clock = clock;
    this.timer = new HardwareTimer(clock);
    this.softPwm = new SoftPwm(this.timer, clock);
    for (let i = 0; i < D_PINS; i++) this.pads.push(new VirtualPad(i, clock, timeline, edges));
    for (let i = 0; i < D_PINS; i++) {
      const analogPad = ADC_CHANNEL[i] === undefined ? null : this.pads[i]!;
      this.add(new Pin(this, i, this.pads[i]!, NEGATED_PINS.includes(i), analogPad));
    }
    for (let i = 0; i < H_PINS; i++) {
      const analog = H_ANALOG_PIN[i];
      this.add(
        new Pin(this, D_PINS + i, this.pads[H_TO_D[i]!]!, false, analog === undefined ? null : this.pads[analog]!),
      );
    }
    for (const [name, number] of Object.entries(PIN_ALIASES)) this.byName.set(name, this.pins[number]!);
  }

  /** The pin that a program means, or null: a pin, its number, or its port name as text. */
  resolve(value: unknown): Pin | null {
    if (value instanceof Pin) return value;
    if (typeof value === 'number') return this.pins[value] ?? null;
    if (typeof value === 'string' && /^[DH]\d{1,2}$/.test(value)) return this.byName.get(value) ?? null;
    return null;
  }

  need(value: unknown): Pin {
    if (value instanceof Pin) return value;
    const pin = this.resolve(value);
    if (pin === null) throw new Error('Invalid pin');
    return pin;
  }

  digitalWrite(target: unknown, value: unknown): void {
    if (target instanceof Pin) {
      this.clock.charge(CALL.digitalWrite);
      target.outputLevel(isHigh(value) ? 1 : 0);
    } else if (Array.isArray(target)) {
      this.clock.charge(CALL.digitalWrite);
      let bits = typeof value === 'boolean' ? (value ? -1 : 0) : Number(value) | 0;
      for (let i = target.length - 1; i >= 0; i--) {
        this.clock.spend(PER_PIN_US);
        this.need(target[i]).outputLevel((bits & 1) as Level);
        bits >>= 1;
      }
    } else if (typeof target === 'object' && target !== null) {
      const write = (target as { write?: unknown }).write;
      if (typeof write !== 'function') throw new Error('Invalid pin');
      write.call(target, value);
    } else {
      this.clock.charge(CALL.digitalWrite);
      this.need(target).outputLevel(isHigh(value) ? 1 : 0);
    }
  }

  digitalRead(target: unknown): number {
    if (target instanceof Pin) {
      this.clock.charge(CALL.digitalRead);
      return target.inputLevel();
    }
    if (Array.isArray(target)) {
      this.clock.chargeMore(CALL.digitalRead, PER_PIN_US * target.length);
      let bits = 0;
      for (let i = 0; i < target.length; i++) bits = (bits << 1) | this.need(target[i]).inputLevel();
      return bits;
    }
    if (typeof target === 'object' && target !== null) {
      const read = (target as { read?: unknown }).read;
      if (typeof read !== 'function') throw new Error('Invalid pin');
      return Number(read.call(target)) | 0;
    }
    this.clock.charge(CALL.digitalRead);
    return this.need(target).inputLevel();
  }

  digitalPulse(target: unknown, value: unknown, times: unknown): void {
    this.clock.charge(CALL.digitalPulse);
    const pin = this.need(target);
    const level: Level = value ? 1 : 0;
    const lastUs = this.timer.lastDueUs(pin);
    // While a pulse runs, a new one is appended and its first edge is left out.
    if (lastUs < 0) pin.outputLevel(level);
    let dueUs = lastUs < 0 ? this.clock.nowUs : lastUs;
    if (Array.isArray(times) || ArrayBuffer.isView(times)) {
      let next: Level = level === 1 ? 0 : 1;
      for (const time of Array.from(times as ArrayLike<unknown>, Number)) {
        if (time > 0) this.timer.add(pin.alone, next, (dueUs += time * US_PER_MS), 0);
        next = next === 1 ? 0 : 1;
      }
      return;
    }
    if (typeof times !== 'number') throw new Error(`Expecting Number or Array, got ${typeof times}`);
    if (!(times >= 0)) throw new Error('Pulse Time is less than 0 or not a number');
    if (times > 0) this.timer.add(pin.alone, level === 1 ? 0 : 1, dueUs + times * US_PER_MS, 0);
    else while (this.timer.busy) this.clock.spend(PER_PIN_US);
  }

  analogRead(target: unknown): number {
    this.clock.charge(CALL.analogRead);
    const pin = this.need(target);
    const source = pin.analogPad;
    if (source === null) return NaN;
    if (!pin.fixed && !pin.isHighPower) pin.pad.setMode(MODE.analog);
    // Single-ended with 14 bits; a touch below ground is possible and the top code is one short of the reference.
    const code = Math.floor((source.voltage(this.referenceV) / this.referenceV) * ANALOG_STEPS);
    const share = Math.max(-ANALOG_STEPS, Math.min(ANALOG_STEPS - 1, code)) / ANALOG_STEPS;
    return pin.isHighPower ? share * H_ANALOG_FACTOR : share;
  }

  analogWrite(target: unknown, value: unknown, options?: unknown): void {
    this.clock.charge(CALL.analogWrite);
    const pin = this.need(target);
    let duty = typeof value === 'number' ? value : Number(value);
    if (duty > 1) duty = 1;
    if (duty < 0) duty = 0;
    let frequencyHz = 0;
    let soft = false;
    if (typeof options === 'object' && options !== null) {
      const given = options as { freq?: unknown; soft?: unknown; forceSoft?: unknown };
      if (given.freq !== undefined) frequencyHz = Number(given.freq);
      if (given.forceSoft) return this.softPwm.set(pin, duty, frequencyHz);
      soft = Boolean(given.soft);
    }
    if (pin.pad.owner !== OWNER.pwm) this.clock.spend(PWM_SETUP_US);
    if (this.pwm.set(pin.pad, pin.negated ? 1 - duty : duty, frequencyHz)) return;
    if (soft) return this.softPwm.set(pin, duty, frequencyHz);
    throw new Error(
      'No free Hardware PWMs. Try not specifying a frequency, or using analogWrite(pin, val, {soft:true}) for Software PWM',
    );
  }

  pinMode(target: unknown, mode: unknown, automatic: unknown): void {
    this.clock.charge(CALL.pinMode);
    const pin = this.need(target);
    const wanted = typeof mode === 'string' ? MODE_BY_NAME[mode] : undefined;
    if (wanted === undefined) {
      pin.fixed = false;
      if (mode !== undefined && mode !== 'auto') throw new Error('Unknown pin mode');
      return;
    }
    pin.fixed = !automatic;
    const pullSwap = pin.negated && (wanted === MODE.pullUp || wanted === MODE.pullDown);
    pin.pad.setMode(pullSwap ? MODE.pullUp + MODE.pullDown - wanted : wanted);
  }

  getPinMode(target: unknown): string {
    this.clock.charge(CALL.getPinMode);
    const pin = this.need(target);
    const mode = pin.pad.mode;
    if (pin.pad.owner !== OWNER.port && mode === MODE.output) return 'af_output';
    if (pin.pad.owner !== OWNER.port && mode === MODE.openDrain) return 'af_opendrain';
    const pullSwap = pin.negated && (mode === MODE.pullUp || mode === MODE.pullDown);
    return PIN_MODE_NAMES[pullSwap ? MODE.pullUp + MODE.pullDown - mode : mode]!;
  }

  analogChannel(pin: Pin): number | null {
    return pin.analogPad === null ? null : ADC_CHANNEL[pin.analogPad.index]!;
  }

  /** Power-on state of all pins; the button keeps its pull-down. */
  reset(): void {
    this.timer.clear();
    this.softPwm.clear();
    for (const pin of this.pins) pin.fixed = false;
    for (const pad of this.pads) pad.float();
    const button = this.pins[BUTTON_PIN]!;
    button.fixed = true;
    button.pad.setMode(MODE.pullDown);
  }

  private add(pin: Pin): void {
    this.pins.push(pin);
    this.byName.set(pin.toString(), pin);
  }
}
