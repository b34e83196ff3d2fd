/** A story on its way through the page: what it becomes for the simulator, and what is injected at an instant. */
import type { InjectionWay } from '../contract.ts';
import { checkScenario } from '../scenario/check.ts';
import type { Scenario, Step } from '../scenario/format.ts';
import { RUNTIME_PART } from '../scenario/runtime-faults.ts';
import type { Act, Injected, Story } from './protocol.ts';

/** The scenario with seed, end and live steps of the story; what cannot be used is refused as on the command line. */
export function scenarioOf(story: Story, source: string): Scenario {
  const own = checkScenario(story.scenario, source);
  const seed = story.seed ?? own.seed;
  const endMs = story.endMs ?? own.endMs;
  // Checked once more: what was done live comes from an address that anybody can write.
  return checkScenario({ ...own, seed, endMs, steps: [...own.steps, ...story.live] }, source);
}

const MS = 1000;
/** Prime to a thousand: the microseconds of a thousand acts in a row all differ. */
const STRIDE_US = 373;

/**
 * When an act of this moment happens: in the next millisecond, at a microsecond of its own. So it falls together with
 * nothing else, and its place in the order of things is the same when the story is played again from its beginning.
 */
export function actAtMs(nowMs: number, count: number): number {
  return Math.floor(nowMs) + 1 + ((count * STRIDE_US + 1) % MS) / MS;
}

export function stepOf({ afterMs, ...act }: Act, nowMs: number, count: number): Step {
  return { ...act, atMs: actAtMs(nowMs + (afterMs ?? 0), count) };
}

/**
 * What of the live steps is still true when somebody acts at an instant: the past, and the release of a button that is
 * down, for nobody holds it any more. The rest belonged to a time that was gone back from.
 */
export function keptSteps(live: readonly Step[], nowMs: number): Step[] {
  const sorted = live.toSorted((a, b) => a.atMs - b.atMs);
  const down = new Set<string>();
  return sorted.filter((step) => {
    const isPast = step.atMs <= nowMs;
    if (isPast && step.press !== undefined && step.forMs === undefined) down.add(step.press);
    const isPendingRelease = step.release !== undefined && down.has(step.release);
    if (step.release !== undefined) down.delete(step.release);
    return isPast || isPendingRelease;
  });
}

/** Faults of parts that are injected at an instant; those of the runtime are over as soon as they have happened. */
export function injectedAt(steps: readonly Step[], nowMs: number): Injected[] {
  const found = new Map<string, Injected>();
  const past = steps.filter((step) => step.atMs <= nowMs && (step.inject ?? step.clear) !== undefined);
  for (const { inject, clear, forMs, atMs } of past.toSorted((a, b) => a.atMs - b.atMs)) {
    if (clear !== undefined) found.delete(`${clear.part}.${clear.property}`);
    if (inject?.property === undefined || inject.part === RUNTIME_PART) continue;
    const { part, property, value } = inject;
    const key = `${part}.${property}`;
    if (forMs !== undefined && atMs + forMs <= nowMs) found.delete(key);
    else found.set(key, { part, property, as: inject.as as InjectionWay, value });
  }
  return [...found.values()];
}
