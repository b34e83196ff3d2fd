/**
 * The watchdog of the nRF52: once started it can be neither stopped nor re-timed, it runs in sleep and survives
 * every reset but power-up.
 */
import type { Clock } from './clock.ts';
import type { EventHandle } from './contract.ts';

const US_PER_S = 1e6;

export class Watchdog {
  /** Fed by the idle loop itself: it then only notices a program that never comes back. */
  automatic = false;
  private periodUs = 0;
  private deadlineUs = 0;
  private handle: EventHandle | null = null;
  private readonly clock: Clock;
  private readonly bite: () => void;
  private readonly look = (): void => {
    this.handle = null;
    if (this.clock.nowUs < this.deadlineUs) this.handle = this.clock.at(this.deadlineUs, this.look);
    else this.bite();
  };

  constructor(clock: Clock, bite: () => void) {
    this.clock = clock;
    this.bite = bite;
  }

  get started(): boolean {
    return this.periodUs > 0;
  }

  enable(seconds: unknown, isAuto: unknown): void {
    const wanted = Number(seconds);
    this.automatic = isAuto === undefined || Boolean(isAuto);
    if (this.started) return;
    this.periodUs = (wanted >= 0 ? wanted : 1) * US_PER_S;
    this.kick();
  }

  /** Cheap, because programs do it in every tick: the pending look is left where it is and moved when it comes. */
  kick(): void {
    if (this.periodUs === 0) return;
    this.deadlineUs = this.clock.nowUs + this.periodUs;
    this.handle ??= this.clock.at(this.deadlineUs, this.look);
  }

  /** A reset that is not a power-up: the period stays, counting starts anew; the program must choose the mode again. */
  afterReset(): void {
    this.automatic = false;
    this.kick();
  }

  powerOff(): void {
    if (this.handle !== null) this.clock.cancel(this.handle);
    this.handle = null;
    this.periodUs = 0;
    this.automatic = false;
  }
}
