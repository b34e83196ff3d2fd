/** What must hold in every run, whatever the story does: the three sentences of the safety concept, made executable. */
import { LIMIT_CHECKS } from './checks/limits.ts';
import { LOWERING_CHECKS } from './checks/lowering.ts';
import { POWER_CHECKS } from './checks/power.ts';
import { TELLING_CHECKS } from './checks/telling.ts';
import type { World } from './world.ts';

/** A running check. It answers what is wrong at this moment, or null. */
export interface Check {
  step(world: World): string | null;
  /** Asked once, at the end of the run. `sessionsLogged` counts those that the device logged in this run. */
  end?(world: World, sessionsLogged: number): string | null;
}

export interface Invariant {
  readonly name: string;
  /** One sentence: what must hold. */
  readonly sentence: string;
  /** Limits are looked at in every step of the plant, slower matters every 20 ms. */
  readonly every: 'step' | 'round';
  readonly begin: (world: World) => Check;
}

export interface Violation {
  invariant: string;
  atMs: number;
  detail: string;
}

/** All invariants, in the order of the safety concept. */
export const INVARIANTS: readonly Invariant[] = [
  ...LIMIT_CHECKS,
  ...POWER_CHECKS,
  ...LOWERING_CHECKS,
  ...TELLING_CHECKS,
];

/** Slower checks need no finer grid: the shortest time they judge is 20 ms. */
const ROUND_MS = 20;
/** A broken invariant fills pages; the first findings tell the story. */
const VIOLATIONS_PER_INVARIANT_MAX = 10;

class Watch {
  readonly invariant: Invariant;
  private readonly check: Check;
  private broken = false;
  private count = 0;

  constructor(invariant: Invariant, world: World) {
    this.invariant = invariant;
    this.check = invariant.begin(world);
  }

  end(world: World, sessionsLogged: number, violations: Violation[]): void {
    const detail = this.check.end?.(world, sessionsLogged) ?? null;
    if (detail !== null) violations.push({ invariant: this.invariant.name, atMs: world.nowMs, detail });
  }

  /** A violation is told once, until the invariant has held again. */
  step(world: World, violations: Violation[]): void {
    const detail = this.check.step(world);
    if (detail === null) {
      this.broken = false;
      return;
    }
    if (this.broken || this.count === VIOLATIONS_PER_INVARIANT_MAX) return;
    this.broken = true;
    this.count += 1;
    violations.push({ invariant: this.invariant.name, atMs: world.nowMs, detail });
  }
}

export class InvariantChecker {
  readonly violations: Violation[] = [];
  private readonly world: World;
  private readonly perStep: Watch[];
  private readonly perRound: Watch[];
  private nextRoundMs = 0;

  constructor(world: World) {
    this.world = world;
    const watches = INVARIANTS.map((invariant) => new Watch(invariant, world));
    this.perStep = watches.filter((watch) => watch.invariant.every === 'step');
    this.perRound = watches.filter((watch) => watch.invariant.every === 'round');
  }

  /** Called once, when the run is over. */
  end(sessionsLogged: number): void {
    for (const watch of [...this.perStep, ...this.perRound]) watch.end(this.world, sessionsLogged, this.violations);
  }

  /** Called every step of the plant. */
  step(): void {
    const { world } = this;
    for (let i = 0; i < this.perStep.length; i++) this.perStep[i]?.step(world, this.violations);
    if (world.nowMs < this.nextRoundMs) return;
    this.nextRoundMs = world.nowMs + ROUND_MS;
    for (let i = 0; i < this.perRound.length; i++) this.perRound[i]?.step(world, this.violations);
  }
}
