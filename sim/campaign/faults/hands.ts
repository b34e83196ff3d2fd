/** The hands of a trial: they let time pass, press, and break things, and write all of it into the story for a replay. */
import type { ButtonName } from '../../contract.ts';
import type { FaultStep } from '../../faults/row.ts';
import type { PreparedRun } from '../../runner.ts';
import type { World } from '../../world.ts';

/** How often a condition is looked at while time passes. */
const SLICE_MS = 50;
/** Milliseconds from microseconds are not exact: an instant this close is the instant itself. */
const RESOLUTION_MS = 0.001;
export const PRESS_MS = 150;

function micro(ms: number): number {
  return Math.ceil(ms * 1000) / 1000;
}

export class Hands {
  readonly run: PreparedRun;
  private readonly isDown = new Set<ButtonName>();

  constructor(run: PreparedRun) {
    this.run = run;
  }

  get world(): World {
    return this.run.world;
  }

  get nowMs(): number {
    return this.run.nowMs;
  }

  get state(): string {
    return this.world.device.state;
  }

  wait(ms: number): void {
    this.run.advanceTo(this.nowMs + ms);
  }

  /** Lets time pass until the condition holds; false when it did not within the limit. */
  waitFor(condition: () => boolean, limitMs: number): boolean {
    const untilMs = this.nowMs + limitMs;
    while (!condition()) {
      if (this.nowMs > untilMs - RESOLUTION_MS || this.run.isOver) return false;
      this.run.advanceTo(Math.min(untilMs, this.nowMs + SLICE_MS));
    }
    return true;
  }

  waitForState(state: string, limitMs: number): boolean {
    return this.waitFor(() => this.state === state, limitMs);
  }

  /** A short press, or a long one that lasts until `release`. */
  press(button: ButtonName, forMs: number | null): void {
    const atMs = micro(this.nowMs + 1);
    this.run.addToStory(forMs === null ? { atMs, press: button } : { atMs, press: button, forMs });
    if (forMs === null) this.isDown.add(button);
  }

  /** Lets go of every button. */
  releaseAll(): void {
    for (const button of this.isDown) this.run.addToStory({ atMs: micro(this.nowMs + 1), release: button });
    this.isDown.clear();
  }

  /** Plays the steps of a fault from here on; returns the instant at which it strikes. */
  strike(steps: readonly FaultStep[]): number {
    const atMs = micro(this.nowMs + 1);
    for (const { afterMs = 0, ...what } of steps) {
      this.run.addToStory({ ...what, atMs: micro(atMs + afterMs) });
      if (what.press !== undefined && what.forMs === undefined) this.isDown.add(what.press);
      if (what.release !== undefined) this.isDown.delete(what.release);
    }
    return atMs;
  }
}
