/** `incline run`: one scenario to its end. */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { ownBundle, readBundle, type Bundle } from '../bundle.ts';
import { createEngine, type EngineName } from '../engines.ts';
import { reportPage } from '../html/page.ts';
import { checkInjections } from '../injections.ts';
import { recordOf } from '../record.ts';
import { prepareRun, type RunResult } from '../runner.ts';
import { InputError } from '../scenario/input-error.ts';
import { readFlashImage, readScenario } from '../scenario/read.ts';
import { summaryLines } from '../summary.ts';
import { EXIT } from './exit-codes.ts';
import { engineOption, jsonOption, SEED_MAX, wholeNumber } from './options.ts';
import { runToEnd } from './run-to-end.ts';

interface RunOptions {
  seed?: number;
  engine: EngineName;
  json: boolean;
  record?: string;
  html?: string;
  saveFlash?: string;
  firmware?: string;
}

/** Tells about the surroundings of a run, never on standard output. */
export function note(line: string): void {
  console.error(`incline: ${line}`);
}

export function chosenBundle(path: string | undefined): Bundle {
  return path === undefined ? ownBundle(note) : readBundle(path);
}

/** Writes a file of the user's choice; a path that cannot be written is unusable input. */
export function writeOutput(option: string, path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw new InputError(
      option,
      `cannot write ${path} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); name a file that can be written`,
    );
  }
}

/** Options that name a file to write, with the file. */
function outputs({ record, html, saveFlash }: RunOptions): [option: string, file: string][] {
  const named = { '--record': record, '--html': html, '--save-flash': saveFlash };
  return Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

/** Refuses a file that can surely not be written, before the work is done. */
export function checkOutput(option: string, path: string): void {
  if (existsSync(dirname(resolve(path)))) return;
  throw new InputError(option, `cannot write ${path}: its folder does not exist; name a file in a folder that does`);
}

function writeFiles(options: RunOptions, result: RunResult): void {
  if (options.record !== undefined)
    writeOutput('--record', options.record, `${JSON.stringify(recordOf(result), null, 2)}\n`);
  if (options.html !== undefined) writeOutput('--html', options.html, reportPage(result));
  if (options.saveFlash !== undefined) writeOutput('--save-flash', options.saveFlash, result.flash);
}

async function run(path: string, options: RunOptions): Promise<void> {
  const read = readScenario(path);
  const scenario = options.seed === undefined ? read : { ...read, seed: options.seed };
  checkInjections(scenario, path);
  const flash = readFlashImage(scenario, path);
  for (const [option, file] of outputs(options)) checkOutput(option, file);
  const engine = await createEngine(options.engine);
  // Last, because it may tell something or take a while: what cannot be used is refused in one line before.
  const bundle = chosenBundle(options.firmware);
  const prepared = prepareRun({ scenario, bundle, engine, flash, source: path, trace: options.html !== undefined });
  const { result, interrupted } = await runToEnd(prepared);
  writeFiles(options, result);
  if (options.json) console.log(JSON.stringify(result.report, null, 2));
  else console.log(summaryLines(result.report).join('\n'));
  if (interrupted) note('interrupted: the report ends where the run was stopped');
  process.exitCode = result.report.ok && !interrupted ? EXIT.holds : EXIT.failed;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .description('runs one scenario to its end')
    .argument('<scenario>', 'scenario file (JSON)')
    .option('--seed <n>', "seed instead of the scenario's", wholeNumber('--seed', 0, SEED_MAX))
    .addOption(engineOption())
    .addOption(jsonOption())
    .option('--record <file>', 'write a recording that incline replay can check')
    .option('--html <file>', 'write a report with pictures')
    .option('--save-flash <file>', 'write the flash image at the end; a scenario can start from it')
    .option('--firmware <file>', 'run this bundle instead of dist/firmware.js')
    .action(run);
}
