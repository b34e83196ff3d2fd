/** One verdict over runs that only pass or fail: pairs of faults, healthy sessions. */
import type { Scenario } from '../scenario/format.ts';

export interface PlainVerdict {
  readonly problems: readonly string[];
  readonly simulatedMs: number;
  readonly scenario: Scenario | null;
}

export interface PlainResult {
  ok: boolean;
  interrupted: boolean;
  engine: string;
  firmware: string;
  runs: number;
  failed: number;
  simulatedS: number;
  /** How often each kind of problem was met, the most frequent first. */
  kinds: { problem: string; runs: number }[];
  failures: { key: string; problems: readonly string[]; replay: string; scenario: Scenario | null }[];
}

const FAILURES_MAX = 200;

/** Problems without their numbers, so that alike ones count together. */
function kindOf(problem: string): string {
  return problem.replace(/[-\d.]*\d/g, '#');
}

export function plainResult(
  frame: { engine: string; firmware: string; interrupted: boolean },
  verdicts: readonly { key: string; replay: string; verdict: PlainVerdict }[],
): PlainResult {
  const sorted = [...verdicts].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }));
  const failed = sorted.filter(({ verdict }) => verdict.problems.length > 0);
  const kinds = new Map<string, number>();
  for (const { verdict } of failed)
    for (const kind of new Set(verdict.problems.map(kindOf))) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    ...frame,
    ok: failed.length === 0 && !frame.interrupted,
    runs: sorted.length,
    failed: failed.length,
    simulatedS: sorted.reduce((sum, { verdict }) => sum + verdict.simulatedMs / 1000, 0),
    kinds: [...kinds].map(([problem, runs]) => ({ problem, runs })).sort((a, b) => b.runs - a.runs),
    failures: failed.slice(0, FAILURES_MAX).map(({ key, replay, verdict }) => ({
      key,
      problems: verdict.problems,
      replay,
      scenario: verdict.scenario,
    })),
  };
}
