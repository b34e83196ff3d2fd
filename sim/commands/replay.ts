/** `incline replay`: runs a recording again and says whether it is identical. */
import type { Command } from 'commander';
import { createEngine } from '../engines.ts';
import { checkInjections } from '../injections.ts';
import { checkRecord, compare } from '../record.ts';
import { prepareRun } from '../runner.ts';
import { parseJson } from '../scenario/json-text.ts';
import { readInput } from '../scenario/read.ts';
import { EXIT } from './exit-codes.ts';
import { jsonOption } from './options.ts';
import { chosenBundle, note } from './run.ts';
import { runToEnd } from './run-to-end.ts';

interface ReplayOptions {
  json: boolean;
  firmware?: string;
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const record = checkRecord(parseJson(readInput(path, 'a recording made by incline run --record'), path), path);
  checkInjections(record.scenario, path);
  const engine = await createEngine(record.engine);
  const bundle = chosenBundle(options.firmware);
  const { scenario, flash } = record;
  const { result, interrupted } = await runToEnd(
    prepareRun({ scenario, bundle, engine, flash, source: path, trace: false }),
  );
  if (interrupted) {
    note('interrupted: nothing can be said');
    process.exitCode = EXIT.failed;
    return;
  }
  const comparison = compare(record, result);
  if (options.json) console.log(JSON.stringify(comparison, null, 2));
  else console.log(comparison.identical ? `identical: ${comparison.detail}` : `NOT identical: ${comparison.detail}`);
  process.exitCode = comparison.identical ? EXIT.holds : EXIT.failed;
}

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('runs a recording again and says whether it is identical')
    .argument('<record>', 'recording made by incline run --record')
    .addOption(jsonOption())
    .option('--firmware <file>', 'run this bundle instead of dist/firmware.js')
    .action(replay);
}
