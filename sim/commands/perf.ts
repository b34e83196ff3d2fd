/** `incline perf`: the benchmarks, all in one run. */
import type { Command } from 'commander';
import { TICK_MS } from '../../firmware/limits.ts';
import { interpreterPath } from '../../hal/virtual/espruino/process.ts';
import { breathe, Interrupt } from '../interrupt.ts';
import { measure } from '../perf/figures.ts';
import { goalsOf, nodeOverAvr } from '../perf/goals.ts';
import { hasInterpreter } from '../perf/interpreter.ts';
import { tableLines } from '../perf/table.ts';
import { Progress } from '../progress.ts';
import { InputError } from '../scenario/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { jsonOption } from './options.ts';
import { chosenBundle, note } from './run.ts';

const NO_INTERPRETER = 'skipped: set ESPRUINO to the path of an Espruino built for Linux';

/** An interpreter that is named but cannot be used is unusable input, told before anything is measured. */
function checkInterpreter(): void {
  if (!hasInterpreter()) return;
  try {
    interpreterPath();
  } catch (error) {
    throw new InputError('incline perf', (error as Error).message);
  }
}

async function perf(options: { json: boolean }): Promise<void> {
  checkInterpreter();
  const bundle = chosenBundle(undefined);
  const interrupt = new Interrupt();
  let progress: Progress | null = null;
  interrupt.listen();
  const figures = await measure(bundle, {
    goesOn: async (done, of) => {
      progress ??= new Progress(of, 'measurements');
      progress.update(done);
      await breathe();
      return !interrupt.isAsked;
    },
  }).finally(() => {
    progress?.end();
    interrupt.close();
  });
  const goals = goalsOf(figures);
  const skipped = hasInterpreter() ? null : NO_INTERPRETER;
  const document = {
    firmware: bundle.sha256,
    tickMs: TICK_MS,
    ...figures,
    nodeOverAvr8js: nodeOverAvr(figures),
    skipped,
    interrupted: interrupt.isAsked,
    goals,
  };
  if (options.json) console.log(JSON.stringify(document, null, 2));
  else console.log(tableLines(figures, goals, skipped ?? 'not measured').join('\n'));
  if (interrupt.isAsked) note('interrupted: only what was measured until then is shown');
  process.exitCode = interrupt.isAsked ? EXIT.failed : EXIT.holds;
}

export function addPerf(program: Command): void {
  program
    .command('perf')
    .description('measures speed, planner, tick cost, size and variables in one run')
    .addOption(jsonOption())
    .action(perf);
}
