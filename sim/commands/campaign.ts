/** `incline campaign`: many runs, one verdict. */
import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import { runPool } from '../campaign/pool.ts';
import { resultOf, type CampaignResult } from '../campaign/result.ts';
import type { Verdict } from '../campaign/verdict.ts';
import { createEngine } from '../engines.ts';
import { Interrupt } from '../interrupt.ts';
import { Progress } from '../progress.ts';
import { InputError } from '../scenario/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { faultCampaign } from './campaign-faults.ts';
import {
  FAULT_RUNS,
  parseOnly,
  parseSeeds,
  parseShard,
  RUNS_MAX,
  seedsOf,
  shardOf,
  type CampaignOptions,
} from './campaign-options.ts';
import { engineOption, jsonOption, wholeNumber } from './options.ts';
import { chosenBundle } from './run.ts';

const FAILURES_SHOWN = 10;

function lines(result: CampaignResult): string[] {
  const { worst } = result;
  const figure = (name: string, value: number | null, unit: string): string[] =>
    value === null ? [] : [`  ${name}: ${value.toFixed(3)} ${unit}`];
  const failures = result.failures
    .slice(0, FAILURES_SHOWN)
    .map(({ seed, problems }) => `  FAILED seed ${seed}: ${problems.join('; ')}`);
  const more = result.failures.length - failures.length;
  return [
    `${result.ok ? 'ok' : 'NOT OK'}: ${result.runs} runs, ${result.failed} failed${result.interrupted ? ', interrupted' : ''}, ${(result.simulatedS / 3600).toFixed(1)} simulated hours`,
    ...figure('steepest angle', worst.angleMaxDeg, 'degrees'),
    ...figure('mean pull off its target by at most', worst.meanErrorPct, '%'),
    ...figure('highest pull above its target', worst.overshootN, 'N'),
    ...figure('panic, drive power off after at most', worst.panicPowerOffMs, 'ms'),
    ...figure('panic, at rest after at most', worst.panicRestMs, 'ms'),
    ...figure('panic, turned on by at most', worst.panicOverrunDeg, 'degrees'),
    ...failures,
    ...(more > 0 ? [`  and ${more} more; --json tells all`] : []),
  ];
}

async function stories(options: CampaignOptions): Promise<void> {
  // Fails here, once and clearly, where the engine is not there.
  (await createEngine(options.engine)).dispose();
  const bundle = chosenBundle(options.firmware);
  const seeds = shardOf(seedsOf(options.seeds), options.shard);
  const interrupt = new Interrupt();
  const progress = new Progress(seeds.length, 'runs');
  const verdicts: Verdict[] = [];
  interrupt.listen();
  try {
    await runPool({
      bundlePath: bundle.path,
      engine: options.engine,
      job: 'stories',
      runs: seeds,
      workers: options.jobs,
      isStopped: () => interrupt.isAsked,
      onVerdicts: (some) => {
        verdicts.push(...some);
        progress.update(verdicts.length);
      },
    });
  } finally {
    progress.end();
    interrupt.close();
  }
  const interrupted = verdicts.length < seeds.length;
  const result = resultOf(
    { engine: options.engine, seeds: options.seeds, shard: options.shard, firmware: bundle.sha256, interrupted },
    verdicts,
  );
  console.log(options.json ? JSON.stringify(result, null, 2) : lines(result).join('\n'));
  process.exitCode = result.ok ? EXIT.holds : EXIT.failed;
}

/** Only one kind of campaign at a time. */
async function campaign(options: CampaignOptions): Promise<void> {
  const asked = [options.faults, options.pairs, options.healthy].filter((one) => one).length;
  if (asked > 1) throw new InputError('--faults, --pairs, --healthy', 'are campaigns of their own; give one of them');
  if (asked === 0) await stories(options);
  else await faultCampaign(options);
}

export function addCampaign(program: Command): void {
  program
    .command('campaign')
    .description('plays many random sessions, or every fault of the list, and gives one verdict')
    .option('--faults', 'every fault of the list in every state, judged by the truth of the mechanics', false)
    .option('--pairs', 'every two faults of the list together, in both orders', false)
    .option('--healthy', 'healthy devices under people who cough, wriggle and sit up: nothing may stop them', false)
    .option('--runs <n>', 'runs of --faults in all', wholeNumber('--runs', 1, RUNS_MAX), FAULT_RUNS)
    .option('--limit <n>', 'runs of --pairs at most', wholeNumber('--limit', 1, RUNS_MAX), RUNS_MAX)
    .option(
      '--only <keys>',
      'of --faults or --pairs only these: ROW, ROW/STATE or ROW/STATE/NUMBER, with commas',
      parseOnly,
      [],
    )
    .option('--page <file>', 'writes the table of --faults as Markdown')
    .option('--save <folder>', 'writes the stories of failures there, for incline run')
    .option('--firmware <file>', 'plays another bundle')
    .addOption(
      new Option('--seeds <a..b>', 'one session per seed')
        .argParser(parseSeeds)
        .default({ from: 1, to: 100 }, '1..100'),
    )
    .addOption(
      new Option('--shard <i/n>', 'only the i-th of n parts of the seeds')
        .argParser(parseShard)
        .default({ index: 1, count: 1 }, '1/1'),
    )
    .option('--jobs <n>', 'processes at a time', wholeNumber('--jobs', 1, 256), availableParallelism())
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(campaign);
}
