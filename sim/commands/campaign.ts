/** `incline campaign`: many runs, one verdict. */
import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import { runPool } from '../campaign/pool.ts';
import { resultOf, type CampaignResult } from '../campaign/result.ts';
import type { Verdict } from '../campaign/verdict.ts';
import { createEngine, type EngineName } from '../engines.ts';
import { Interrupt } from '../interrupt.ts';
import { Progress } from '../progress.ts';
import { InputError } from '../scenario/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { engineOption, jsonOption, SEED_MAX, wholeNumber } from './options.ts';
import { chosenBundle } from './run.ts';

interface Range {
  from: number;
  to: number;
}

interface Shard {
  index: number;
  count: number;
}

interface CampaignOptions {
  seeds: Range;
  shard: Shard;
  jobs: number;
  engine: EngineName;
  json: boolean;
}

/** More runs than this in one call are a typing error. */
const RUNS_MAX = 10_000_000;
const SHARDS_MAX = 100_000;
const FAILURES_SHOWN = 10;

function parseSeeds(text: string): Range {
  const found = /^(\d+)\.\.(\d+)$/.exec(text);
  const [from, to] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || from > to || to > SEED_MAX) {
    throw new InputError(
      '--seeds',
      `is ${JSON.stringify(text)}; it must be two seeds A..B with A at most B, as 1..1000`,
    );
  }
  if (to - from + 1 > RUNS_MAX)
    throw new InputError('--seeds', `asks for ${to - from + 1} runs; it must be at most ${RUNS_MAX}`);
  return { from, to };
}

function parseShard(text: string): Shard {
  const found = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || index < 1 || index > count || count > SHARDS_MAX) {
    throw new InputError('--shard', `is ${JSON.stringify(text)}; it must be I/N with I from 1 to N, as 1/4`);
  }
  return { index, count };
}

/** The seeds of one shard: every N-th, so that shards are alike. */
function seedsOf({ from, to }: Range, { index, count }: Shard): number[] {
  const seeds: number[] = [];
  for (let seed = from + index - 1; seed <= to; seed += count) seeds.push(seed);
  return seeds;
}

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

async function campaign(options: CampaignOptions): Promise<void> {
  // Fails here, once and clearly, where the engine is not there.
  (await createEngine(options.engine)).dispose();
  const bundle = chosenBundle(undefined);
  const seeds = seedsOf(options.seeds, options.shard);
  const interrupt = new Interrupt();
  const progress = new Progress(seeds.length, 'runs');
  const verdicts: Verdict[] = [];
  interrupt.listen();
  try {
    await runPool({
      bundlePath: bundle.path,
      engine: options.engine,
      seeds,
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
  const result = resultOf({ ...options, firmware: bundle.sha256, interrupted }, verdicts);
  console.log(options.json ? JSON.stringify(result, null, 2) : lines(result).join('\n'));
  process.exitCode = result.ok ? EXIT.holds : EXIT.failed;
}

export function addCampaign(program: Command): void {
  program
    .command('campaign')
    .description('plays many random sessions and gives one verdict')
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
