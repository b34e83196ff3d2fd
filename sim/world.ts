/** What observers of a run look at: one object, the same for the whole run, refreshed before each round of checks. */
import type { ButtonName, Truth } from './contract.ts';
import type { Observer } from './observer.ts';
import type { Scenario } from './scenario/format.ts';

/** One button as the person has it. Instants are -Infinity before the first time. */
export interface ButtonTrack {
  down: boolean;
  pressedAtMs: number;
  releasedAtMs: number;
}

/** Something that went wrong inside the controller. */
export interface Trouble {
  readonly atMs: number;
  readonly text: string;
}

export interface World {
  nowMs: number;
  truth: Truth;
  readonly scenario: Scenario;
  readonly device: Observer;
  readonly buttons: Readonly<Record<ButtonName, ButtonTrack>>;
  /** Parts on which a fault was ever injected in this run, `runtime` among them. */
  readonly disturbed: Set<string>;
  /** Instant of the last boot of the chip. */
  bootAtMs: number;
  /** Exceptions that the program did not catch, and resets that nobody asked for. */
  readonly troubles: Trouble[];
}

export function newButtons(): Record<ButtonName, ButtonTrack> {
  const up = (): ButtonTrack => ({ down: false, pressedAtMs: -Infinity, releasedAtMs: -Infinity });
  return { start: up(), lower: up(), panic: up(), key: up() };
}
