/** Shares the seeds of a campaign out to worker processes. The result does not depend on who did what when. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../engines.ts';
import type { Verdict } from './verdict.ts';
import type { WorkerAnswer, WorkerOrder } from './worker.ts';

export interface PoolOptions {
  readonly bundlePath: string;
  readonly engine: EngineName;
  readonly seeds: readonly number[];
  readonly workers: number;
  /** Asked between orders: true ends the campaign with what it has. */
  readonly isStopped: () => boolean;
  readonly onVerdicts: (verdicts: readonly Verdict[]) => void;
}

/** Seeds an order: large enough that the line between the processes costs nothing, small enough to stop soon. */
const SEEDS_PER_ORDER = 8;

function startWorker(): ChildProcess {
  const path = fileURLToPath(new URL('./worker.ts', import.meta.url));
  return fork(path, { execArgv: ['--import', import.meta.resolve('tsx')] });
}

/** One worker takes orders until there are none left. */
function drain(options: PoolOptions, nextSeeds: () => number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = startWorker();
    const order = (): void => {
      const seeds = options.isStopped() ? [] : nextSeeds();
      if (seeds.length === 0) worker.disconnect();
      else worker.send({ bundlePath: options.bundlePath, engine: options.engine, seeds } satisfies WorkerOrder);
    };
    worker.on('message', (answer: WorkerAnswer) => {
      if ('error' in answer) {
        worker.disconnect();
        reject(new Error(answer.error));
        return;
      }
      options.onVerdicts(answer.verdicts);
      order();
    });
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker process ended with code ${String(code)}`)),
    );
    order();
  });
}

export async function runPool(options: PoolOptions): Promise<void> {
  let next = 0;
  const nextSeeds = (): number[] => {
    const seeds = options.seeds.slice(next, next + SEEDS_PER_ORDER);
    next += seeds.length;
    return seeds;
  };
  const workers = Math.min(options.workers, Math.ceil(options.seeds.length / SEEDS_PER_ORDER));
  await Promise.all(Array.from({ length: workers }, () => drain(options, nextSeeds)));
}
