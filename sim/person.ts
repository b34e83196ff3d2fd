/**
 * The simulated person who answers what the device asks. The person learns what is asked as a real one does, from the
 * device alone, and takes a few seconds to press; the same seed gives the same delays.
 */
import type { ButtonName } from './contract.ts';
import type { Random } from './random.ts';

/** What a person does in a state in which the device waits for an answer. */
const ANSWERS: Readonly<Record<string, ButtonName>> = {
  // The tone at the end: START acknowledges.
  finished: 'start',
  // "Are you well?", or a set of exercises is done: START goes on.
  asking: 'start',
  // No pain: LOWER confirms the score of 0.
  scoring: 'lower',
};

/** Reaction time of somebody lying comfortably. */
const DELAY_MIN_MS = 1500;
const DELAY_SPREAD_MS = 2500;
/** A short press as people make it. */
const PRESS_MS = 150;
/** An answer that had no effect is given again, but not for ever. */
const TRIES_MAX = 10;

/** Schedules a press of a button; the bench does it. */
export type PressAt = (atMs: number, button: ButtonName, forMs: number) => void;

export class Person {
  private readonly random: Random;
  private readonly pressAt: PressAt;
  private tries = 0;

  constructor(random: Random, pressAt: PressAt) {
    this.random = random;
    this.pressAt = pressAt;
  }

  /** The device has entered a state; returns when to look again whether the answer worked, or null. */
  stateChanged(state: string, atMs: number): number | null {
    this.tries = 0;
    return this.answer(state, atMs);
  }

  /** The device is still in the state although the person has answered. */
  stillAsked(state: string, atMs: number): number | null {
    return this.answer(state, atMs);
  }

  private answer(state: string, atMs: number): number | null {
    const button = ANSWERS[state];
    if (button === undefined || this.tries === TRIES_MAX) return null;
    this.tries += 1;
    const pressAtMs = atMs + Math.round(DELAY_MIN_MS + DELAY_SPREAD_MS * this.random.unit());
    this.pressAt(pressAtMs, button, PRESS_MS);
    return pressAtMs + PRESS_MS + DELAY_MIN_MS;
  }
}
