/**
 * Generic injection. A part hands each of its values through a property on its way; nothing happens to it there until a
 * fault is injected, and then the property does to the value what the fault says. So a part needs no fault code of its own.
 */
import type { Injection, InjectionWay, PropertySpec } from '../contract.ts';
import type { Random } from '../random.ts';

export const INJECTION_WAYS: readonly InjectionWay[] = [
  'stuck',
  'open',
  'scale',
  'offset',
  'noise',
  'freeze',
  'delay',
  'bitflip',
];

/** Ways that mean nothing without a value. */
const WAYS_WITH_VALUE: readonly InjectionWay[] = ['stuck', 'scale', 'offset', 'noise', 'delay', 'bitflip'];
/** Ways that change a value although nobody changes what goes in; lines under them are looked at again and again. */
const RESTLESS_WAYS: readonly InjectionWay[] = ['noise', 'delay'];

/** Analog values have their bit flipped in a code of this many bits over the whole range. */
const CODE_BITS = 16;
const COUNT_BITS = 24;

/** What a value was, and when. */
interface Past {
  atUs: number;
  value: number;
}

export interface PropertyOptions {
  /** What the value becomes when the wire or part is open; the part's help says why. */
  open?: number;
  ways?: readonly InjectionWay[];
}

export class Property {
  readonly spec: PropertySpec;
  /** Called when an injection comes or goes, for parts that must act at once. */
  changed: (atUs: number) => void = () => undefined;
  private readonly random: Random;
  private readonly openValue: number;
  private readonly ways: readonly InjectionWay[];
  private injection: Injection | null = null;
  private frozen = NaN;
  private past: Past[] = [];

  constructor(spec: PropertySpec, random: Random, options: PropertyOptions = {}) {
    this.spec = spec;
    this.random = random.split(spec.name);
    this.openValue = options.open ?? 0;
    this.ways = options.ways ?? INJECTION_WAYS;
  }

  get isInjected(): boolean {
    return this.injection !== null;
  }

  get isRestless(): boolean {
    return this.injection !== null && RESTLESS_WAYS.includes(this.injection.as);
  }

  is(way: InjectionWay): boolean {
    return this.injection !== null && this.injection.as === way;
  }

  /** The value as it comes out at the far end. */
  pass(value: number, atUs: number): number {
    return this.injection === null ? value : this.alter(this.injection, value, atUs);
  }

  /** `pass` for a contact or level. */
  passBit(value: boolean, atUs: number): boolean {
    if (this.injection === null) return value;
    return this.alter(this.injection, value ? 1 : 0, atUs) >= 0.5;
  }

  /** Throws when the fault makes no sense here; the message says what would. */
  inject(injection: Injection, atUs: number): void {
    this.check(injection);
    this.injection = { ...injection };
    this.frozen = NaN;
    this.past = [];
    this.changed(atUs);
  }

  clear(atUs: number): void {
    this.injection = null;
    this.changed(atUs);
  }

  private check({ as, value }: Injection): void {
    const { name, unit, min, max } = this.spec;
    if (!this.ways.includes(as)) throw new Error(`${name} cannot be made "${as}": use one of ${this.ways.join(', ')}`);
    if (!WAYS_WITH_VALUE.includes(as)) return;
    if (value === undefined || !Number.isFinite(value))
      throw new Error(`${name} "${as}" needs a value that is a number`);
    if (as === 'stuck' && (value < min || value > max)) {
      throw new Error(`${name} can be stuck from ${min} to ${max} ${unit}, not at ${value}`);
    }
    if ((as === 'noise' || as === 'delay') && value < 0) throw new Error(`${name} "${as}" needs a value of 0 or more`);
    if (as === 'bitflip' && !(Number.isInteger(value) && value >= 0 && value < this.bits)) {
      throw new Error(`${name} "bitflip" needs a whole bit number from 0 to ${this.bits - 1}`);
    }
  }

  private get bits(): number {
    if (this.spec.unit === 'bit') return 1;
    return this.spec.unit === 'counts' ? COUNT_BITS : CODE_BITS;
  }

  private alter(injection: Injection, value: number, atUs: number): number {
    const by = injection.value ?? 0;
    switch (injection.as) {
      case 'stuck':
        return by;
      case 'open':
        return this.openValue;
      case 'scale':
        return value * by;
      case 'offset':
        return value + by;
      case 'noise':
        return this.noisy(value, by);
      case 'freeze':
        if (Number.isNaN(this.frozen)) this.frozen = value;
        return this.frozen;
      case 'delay':
        return this.delayed(value, atUs, by * 1000);
      case 'bitflip':
        return this.flipped(value, by);
    }
  }

  /** A bit is turned over with the given probability; anything else gets Gaussian noise of that sigma. */
  private noisy(value: number, sigma: number): number {
    if (this.spec.unit !== 'bit') return value + sigma * this.random.gaussian();
    return this.random.unit() < sigma ? 1 - value : value;
  }

  /** Until the delay has passed once, the first value seen. */
  private delayed(value: number, atUs: number, delayUs: number): number {
    const { past } = this;
    past.push({ atUs, value });
    while (past.length > 1 && past[1]!.atUs <= atUs - delayUs) past.shift();
    return past[0]!.value;
  }

  private flipped(value: number, bit: number): number {
    const { unit, min, max } = this.spec;
    if (unit === 'bit') return 1 - value;
    // The shifts sign-extend 24 bits, so that flipping the top one changes the sign.
    if (unit === 'counts') return ((value ^ (1 << bit)) << 8) >> 8;
    const step = (max - min) / (2 ** CODE_BITS - 1);
    const code = Math.round((Math.min(max, Math.max(min, value)) - min) / step);
    return min + (code ^ (1 << bit)) * step;
  }
}
