/** A worker process of a campaign: gets runs one by one, answers with verdicts. */
import type { Engine } from '../../hal/virtual/contract.ts';
import { readBundle, type Bundle } from '../bundle.ts';
import { createEngine, type EngineName } from '../engines.ts';
import { playPair, type PairVerdict } from './faults/pair.ts';
import { parseKey, playTrial, type TrialVerdict } from './faults/trial.ts';
import { playHealthy, type HealthyVerdict } from './healthy.ts';
import { play } from './play.ts';
import type { Verdict } from './verdict.ts';

/** Kinds of campaign: what names a run, and what comes of it. */
export interface Jobs {
  readonly stories: { readonly run: number; readonly verdict: Verdict };
  readonly healthy: { readonly run: number; readonly verdict: HealthyVerdict };
  readonly faults: { readonly run: string; readonly verdict: TrialVerdict };
  readonly pairs: { readonly run: string; readonly verdict: PairVerdict };
}

export type Job = keyof Jobs;

export interface WorkerOrder {
  readonly job: Job;
  readonly bundlePath: string;
  readonly engine: EngineName;
  readonly runs: readonly (number | string)[];
}

export type WorkerAnswer = { readonly verdicts: unknown[] } | { readonly error: string };

type Play = (run: number | string, bundle: Bundle, engine: Engine) => unknown;

const PLAYS: Readonly<Record<Job, Play>> = {
  stories: (run, bundle, engine) => play(Number(run), bundle, engine),
  healthy: (run, bundle, engine) => playHealthy(Number(run), bundle, engine),
  faults: (run, bundle, engine) => playTrial(parseKey(String(run)), bundle, engine),
  pairs: (run, bundle, engine) => playPair(String(run), bundle, engine),
};

/** The parent's end of the line was closed: nobody waits for an answer any more. */
process.on('disconnect', () => process.exit());
// Ctrl-C goes to the whole group; the parent decides when the work ends.
process.on('SIGINT', () => undefined);

process.on('message', (order: WorkerOrder) => {
  void work(order).then((answer) => process.send?.(answer));
});

async function work(order: WorkerOrder): Promise<WorkerAnswer> {
  try {
    const bundle = readBundle(order.bundlePath);
    const verdicts: unknown[] = [];
    for (const run of order.runs) verdicts.push(PLAYS[order.job](run, bundle, await createEngine(order.engine)));
    return { verdicts };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
