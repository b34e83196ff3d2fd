/** Plays a prepared run in slices, so that Ctrl-C and the progress line have their turn. */
import { breathe, Interrupt } from '../interrupt.ts';
import { Progress } from '../progress.ts';
import type { PreparedRun, RunResult } from '../runner.ts';

/** Simulated time between two looks at the clock: some milliseconds of real time. */
const SLICE_MS = 5000;

export interface Ended {
  readonly result: RunResult;
  readonly interrupted: boolean;
}

export async function runToEnd(run: PreparedRun): Promise<Ended> {
  const interrupt = new Interrupt();
  const progress = new Progress(Math.ceil(run.endMs / 1000), 'simulated seconds');
  interrupt.listen();
  try {
    while (!run.isOver && !interrupt.isAsked) {
      run.advanceTo(run.nowMs + SLICE_MS);
      progress.update(run.nowMs / 1000);
      await breathe();
    }
  } finally {
    progress.end();
    interrupt.close();
  }
  const interrupted = !run.isOver;
  return { result: run.finish(), interrupted };
}
