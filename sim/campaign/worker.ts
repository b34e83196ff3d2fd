/** A worker process of a campaign: gets seeds one by one, answers with verdicts. */
import { readBundle } from '../bundle.ts';
import { createEngine, type EngineName } from '../engines.ts';
import { play } from './play.ts';
import type { Verdict } from './verdict.ts';

export interface WorkerOrder {
  readonly bundlePath: string;
  readonly engine: EngineName;
  readonly seeds: readonly number[];
}

export type WorkerAnswer = { readonly verdicts: Verdict[] } | { readonly error: string };

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
    const verdicts: Verdict[] = [];
    for (const seed of order.seeds) verdicts.push(play(seed, bundle, await createEngine(order.engine)));
    return { verdicts };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
