/** A contact that a finger closes or opens: it chatters for a moment before it stays. */
import type { ChipPort, EventHandle } from '../../hal/virtual/contract.ts';
import type { Random } from '../random.ts';

/** Usual tactile switches and mushroom contacts touch two or three times. */
const TOUCHES_MAX = 3;

export class Bouncing {
  /** True while the contact touches. */
  closed: boolean;
  private readonly port: ChipPort;
  private readonly random: Random;
  private readonly forUs: number;
  private readonly changed: (atUs: number) => void;
  private pending: EventHandle[] = [];

  constructor(port: ChipPort, random: Random, closed: boolean, forMs: number, changed: (atUs: number) => void) {
    this.port = port;
    this.random = random.split('bounce');
    this.closed = closed;
    this.forUs = forMs * 1000;
    this.changed = changed;
  }

  /** Moves the contact now. It is where it should be at once, and for good when the bounce is over. */
  move(closed: boolean): void {
    for (const handle of this.pending) this.port.cancel(handle);
    this.pending = [];
    const { nowUs } = this.port;
    this.set(closed, nowUs);
    const touches = Math.floor(this.random.unit() * (TOUCHES_MAX + 1));
    for (let i = 0; i < touches; i++) {
      const apartUs = nowUs + ((i + 0.5 * this.random.unit() + 0.25) / touches) * this.forUs;
      const backUs = apartUs + (0.25 / touches) * this.forUs;
      this.pending.push(this.port.at(apartUs, (atUs) => this.set(!closed, atUs)));
      this.pending.push(this.port.at(backUs, (atUs) => this.set(closed, atUs)));
    }
  }

  private set(closed: boolean, atUs: number): void {
    this.closed = closed;
    this.changed(atUs);
  }
}
