/** What the modules of the API see of a chip. */
import type { Clock } from './clock.ts';
import type { Emitter } from './emitter.ts';
import type { Flash } from './flash.ts';
import type { I2cBuses } from './i2c.ts';
import type { EventLoop } from './loop.ts';
import type { MotorDrivers } from './motor-driver.ts';
import type { PinBank } from './pin-bank.ts';
import type { ConsoleState, SerialDevice } from './serial.ts';
import type { Timeline } from './timeline.ts';
import type { Watchdog } from './watchdog.ts';

export type ResetCause = 'power' | 'watchdog' | 'software' | 'pin';

export interface ChipParts {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly loop: EventLoop;
  readonly bank: PinBank;
  readonly buses: I2cBuses;
  readonly flash: Flash;
  readonly watchdog: Watchdog;
  readonly drivers: MotorDrivers;
  readonly serial: ReadonlyMap<string, SerialDevice>;
  readonly console: ConsoleState;
  readonly e: Emitter;
  readonly process: Emitter;
  password: string | null;
  timeZoneHours: number;
  memoryBlocks: number;
  /** What the program asked for; done at the end of the pass. */
  pending: 'load' | 'reset' | null;
  /** Text for the console. */
  print(text: string): void;
  requestReset(cause: ResetCause): void;
}

/** Those who want to hear of something, with the instant of it last. */
export class Listeners<T> {
  private list: ((what: T, atUs: number) => void)[] = [];

  add(listener: (what: T, atUs: number) => void): void {
    this.list.push(listener);
  }

  tell(what: T, atUs: number): void {
    for (let i = 0; i < this.list.length; i++) this.list[i]!(what, atUs);
  }
}
