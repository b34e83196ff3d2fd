/** Shares the runs of a campaign out to worker processes. The result does not depend on who did what when. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../engines.ts';
import type { Job, Jobs, WorkerAnswer, WorkerOrder } from './worker.ts';

export interface PoolOptions<Name extends Job> {
  readonly job: Name;
  readonly bundlePath: string;
  readonly engine: EngineName;
  /** What tells one run from another: a seed, or a key. */
  readonly runs: readonly Jobs[Name]['run'][];
  readonly workers: number;
  /** Asked between orders: true ends the campaign with what it has. */
  readonly isStopped: () => boolean;
  readonly onVerdicts: (verdicts: readonly Jobs[Name]['verdict'][]) => void;
}

/** Runs an order: large enough that the line between the processes costs nothing, small enough to stop soon. */
const RUNS_PER_ORDER: Readonly<Record<Job, number>> = { stories: 8, healthy: 8, faults: 32, pairs: 32 };

function startWorker(): ChildProcess {
  const path = fileURLToPath(new URL('./worker.ts', import.meta.url));
  return fork(path, { execArgv: ['--import', import.meta.resolve('tsx')] });
}

/** One worker takes orders until there are none left. */
function drain<Name extends Job>(options: PoolOptions<Name>, nextRuns: () => Jobs[Name]['run'][]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = startWorker();
    const { job, bundlePath, engine } = options;
    const order = (): void => {
      const runs = options.isStopped() ? [] : nextRuns();
      if (runs.length === 0) worker.disconnect();
      else worker.send({ job, bundlePath, engine, runs } satisfies WorkerOrder);
    };
    worker.on('message', (answer: WorkerAnswer) => {
      if ('error' in answer) {
        worker.disconnect();
        reject(new Error(answer.error));
        return;
      }
      options.onVerdicts(answer.verdicts as Jobs[Name]['verdict'][]);
      order();
    });
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker process ended with code ${String(code)}`)),
    );
    order();
  });
}

export async function runPool<Name extends Job>(options: PoolOptions<Name>): Promise<void> {
  const size = RUNS_PER_ORDER[options.job];
  let next = 0;
  const nextRuns = (): Jobs[Name]['run'][] => {
    const runs = options.runs.slice(next, next + size);
    next += runs.length;
    return runs;
  };
  const workers = Math.min(options.workers, Math.ceil(options.runs.length / size));
  await Promise.all(Array.from({ length: workers }, () => drain(options, nextRuns)));
}
