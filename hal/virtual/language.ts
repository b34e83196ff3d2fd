/** Parts of the language itself that depend on time: promises run from the chip's loop, dates read its clock. */
import type { ChipParts } from './chip-parts.ts';
import { CALL } from './costs.ts';
import type { EventLoop } from './loop.ts';

const MS_PER_S = 1000;
const MS_PER_HOUR = 3600000;

type Then = ((value: unknown) => unknown) | null | undefined;

interface Reaction {
  readonly fulfilled: Then;
  readonly rejected: Then;
  readonly next: ChipPromise;
}

/** The promise of a chip: the same states, but its callbacks wait for the chip's loop and not for Node's. */
export class ChipPromise {
  private state: 'pending' | 'fulfilled' | 'rejected' = 'pending';
  private value: unknown = undefined;
  private reactions: Reaction[] = [];
  private handled = false;
  private readonly loop: EventLoop;

  constructor(
    loop: EventLoop,
    executor?: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void,
  ) {
    this.loop = loop;
    if (executor === undefined) return;
    try {
      executor(
        (value) => this.resolve(value),
        (reason) => this.reject(reason),
      );
    } catch (error) {
      this.reject(error);
    }
  }

  then(fulfilled?: Then, rejected?: Then): ChipPromise {
    const next = new ChipPromise(this.loop);
    this.handled = true;
    this.reactions.push({ fulfilled, rejected, next });
    this.flush();
    return next;
  }

  catch(rejected: Then): ChipPromise {
    return this.then(undefined, rejected);
  }

  resolve(value: unknown): void {
    if (this.state !== 'pending') return;
    if (typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function') {
      (value as ChipPromise).then(
        (inner) => this.resolve(inner),
        (reason) => this.reject(reason),
      );
      return;
    }
    this.settle('fulfilled', value);
  }

  reject(reason: unknown): void {
    if (this.state === 'pending') this.settle('rejected', reason);
  }

  private settle(state: 'fulfilled' | 'rejected', value: unknown): void {
    this.state = state;
    this.value = value;
    this.flush();
    if (state === 'rejected') {
      this.loop.defer(
        () => {
          if (!this.handled) throw new Error(`Unhandled promise rejection: ${String(value)}`);
        },
        undefined,
        [],
      );
    }
  }

  private flush(): void {
    if (this.state === 'pending') return;
    for (const reaction of this.reactions) this.loop.defer(() => this.react(reaction), undefined, []);
    this.reactions = [];
  }

  private react(reaction: Reaction): void {
    const handler = this.state === 'fulfilled' ? reaction.fulfilled : reaction.rejected;
    if (typeof handler !== 'function') {
      if (this.state === 'fulfilled') reaction.next.resolve(this.value);
      else reaction.next.reject(this.value);
      return;
    }
    try {
      reaction.next.resolve(handler(this.value));
    } catch (error) {
      reaction.next.reject(error);
    }
  }
}

/** `Promise` for one chip. */
export function makePromise(loop: EventLoop): unknown {
  function Promise(
    this: unknown,
    executor: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void,
  ): ChipPromise {
    return new ChipPromise(loop, executor);
  }
  return Object.assign(Promise, {
    resolve: (value: unknown) => new ChipPromise(loop, (resolve) => resolve(value)),
    reject: (reason: unknown) => new ChipPromise(loop, (_, reject) => reject(reason)),
    all: (items: unknown[]) =>
      new ChipPromise(loop, (resolve, reject) => {
        const results: unknown[] = new Array(items.length);
        let left = items.length;
        if (left === 0) resolve(results);
        for (let i = 0; i < items.length; i++) {
          const done = (value: unknown): void => {
            results[i] = value;
            if (--left === 0) resolve(results);
          };
          void new ChipPromise(loop, (settle) => settle(items[i])).then(done, reject);
        }
      }),
  });
}

const LOCAL_PARTS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/** `Date` for one chip: now is the chip's clock, local time is its time zone and not that of this computer. */
export function makeDate(chip: ChipParts): unknown {
  const nowMs = (): number => {
    chip.clock.charge(CALL.getTime);
    return chip.loop.seconds(chip.loop.chipUs()) * MS_PER_S;
  };
  const zoneMs = (): number => chip.timeZoneHours * MS_PER_HOUR;
  class ChipDate extends Date {
    /** The chip's clock has fractions of a millisecond, which the language's own date cuts off. */
    private fraction = 0;

    constructor(...parts: unknown[]) {
      const now = parts.length === 0 ? nowMs() : 0;
      if (parts.length === 0) super(now);
      else if (parts.length === 1) super(parts[0] as number);
      else super(Date.UTC(...(parts as [number, number])) - zoneMs());
      this.fraction = now - Math.trunc(now);
    }

    static override now(): number {
      return nowMs();
    }

    override getTime(): number {
      return super.getTime() + this.fraction;
    }

    override valueOf(): number {
      return this.getTime();
    }

    override setTime(ms: number): number {
      this.fraction = 0;
      return super.setTime(ms);
    }

    override getTimezoneOffset(): number {
      return -chip.timeZoneHours * 60;
    }

    override getDay(): number {
      return new Date(this.getTime() + zoneMs()).getUTCDay();
    }

    override toString(): string {
      return new Date(this.getTime() + zoneMs()).toUTCString();
    }
  }
  const prototype = ChipDate.prototype as unknown as Record<string, unknown>;
  for (const part of LOCAL_PARTS) {
    prototype[`get${part}`] = function (this: Date): number {
      const shifted = new Date(this.getTime() + zoneMs());
      return (shifted as unknown as Record<string, () => number>)[`getUTC${part}`]!();
    };
    prototype[`set${part}`] = function (this: Date, ...values: number[]): number {
      const shifted = new Date(this.getTime() + zoneMs());
      (shifted as unknown as Record<string, (...v: number[]) => number>)[`setUTC${part}`]!(...values);
      return this.setTime(shifted.getTime() - zoneMs());
    };
  }
  return ChipDate;
}
