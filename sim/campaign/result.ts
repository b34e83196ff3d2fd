/** One verdict over many runs. Independent of the order in which the runs came in. */
import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/format.ts';
import { storyOf } from './story.ts';
import type { Verdict } from './verdict.ts';

export interface CampaignResult {
  ok: boolean;
  interrupted: boolean;
  engine: string;
  firmware: string;
  seeds: { from: number; to: number };
  shard: { index: number; count: number };
  runs: number;
  failed: number;
  simulatedS: number;
  /** Worst figures over all runs. */
  worst: {
    angleMaxDeg: number;
    meanErrorPct: number | null;
    overshootN: number | null;
    panicPowerOffMs: number | null;
    panicRestMs: number | null;
    panicOverrunDeg: number | null;
  };
  /** SHA-256 over the timelines of all runs in the order of their seeds. */
  timelines: string;
  /** Every failed run with its scenario, which `incline run` plays again. */
  failures: { seed: number; problems: string[]; scenario: Scenario }[];
}

export interface CampaignFrame {
  readonly engine: string;
  readonly firmware: string;
  readonly seeds: { from: number; to: number };
  readonly shard: { index: number; count: number };
  readonly interrupted: boolean;
}

function largest(verdicts: readonly Verdict[], read: (verdict: Verdict) => number | null): number | null {
  const values = verdicts.map(read).filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}

export function resultOf(frame: CampaignFrame, unsorted: readonly Verdict[]): CampaignResult {
  const verdicts = [...unsorted].sort((a, b) => a.seed - b.seed);
  const failed = verdicts.filter((verdict) => verdict.problems.length > 0);
  const hash = createHash('sha256');
  for (const verdict of verdicts) hash.update(verdict.timeline);
  return {
    ok: failed.length === 0 && !frame.interrupted,
    interrupted: frame.interrupted,
    engine: frame.engine,
    firmware: frame.firmware,
    seeds: frame.seeds,
    shard: frame.shard,
    runs: verdicts.length,
    failed: failed.length,
    simulatedS: verdicts.reduce((sum, verdict) => sum + verdict.endMs / 1000, 0),
    worst: {
      angleMaxDeg: largest(verdicts, (verdict) => verdict.angleMaxDeg) ?? 0,
      meanErrorPct: largest(verdicts, ({ meanError }) => (meanError === null ? null : Math.abs(meanError) * 100)),
      overshootN: largest(verdicts, (verdict) => verdict.overshootN),
      panicPowerOffMs: largest(verdicts, (verdict) => verdict.panicPowerOffMs),
      panicRestMs: largest(verdicts, (verdict) => verdict.panicRestMs),
      panicOverrunDeg: largest(verdicts, (verdict) => verdict.panicOverrunDeg),
    },
    timelines: hash.digest('hex'),
    failures: failed.map(({ seed, problems }) => ({ seed, problems, scenario: storyOf(seed).scenario })),
  };
}
