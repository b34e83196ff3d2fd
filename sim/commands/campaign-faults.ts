/** `incline campaign --faults`, `--pairs` and `--healthy`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsPage } from '../campaign/faults/page.ts';
import { pairKeys, parsePair } from '../campaign/faults/pair.ts';
import { trialKeys } from '../campaign/faults/plan.ts';
import { faultsResult, FaultTally, type FaultsResult } from '../campaign/faults/result.ts';
import { runPool } from '../campaign/pool.ts';
import { plainResult, type PlainResult, type PlainVerdict } from '../campaign/simple-result.ts';
import type { Job, Jobs } from '../campaign/worker.ts';
import { createEngine } from '../engines.ts';
import { Interrupt } from '../interrupt.ts';
import { Progress } from '../progress.ts';
import type { Scenario } from '../scenario/format.ts';
import { seedsOf, shardOf, type CampaignOptions } from './campaign-options.ts';
import { EXIT } from './exit-codes.ts';
import { chosenBundle, checkOutput, writeOutput } from './run.ts';

const LINES_SHOWN = 25;

/** Plays the runs in worker processes, with progress; tells whether it came to its end. */
async function playAll<Name extends Job>(
  job: Name,
  runs: readonly Jobs[Name]['run'][],
  options: CampaignOptions,
  bundlePath: string,
  take: (verdict: Jobs[Name]['verdict']) => void,
): Promise<boolean> {
  const interrupt = new Interrupt();
  const progress = new Progress(runs.length, 'runs');
  let done = 0;
  interrupt.listen();
  try {
    await runPool({
      job,
      bundlePath,
      engine: options.engine,
      runs,
      workers: options.jobs,
      isStopped: () => interrupt.isAsked,
      onVerdicts: (some) => {
        some.forEach(take);
        done += some.length;
        progress.update(done);
      },
    });
  } finally {
    progress.end();
    interrupt.close();
  }
  return done === runs.length;
}

/** Stories of failures as files that `incline run` plays. */
function save(folder: string | undefined, failures: readonly { key: string; scenario: Scenario | null }[]): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const { key, scenario } of failures) {
    if (scenario !== null)
      writeFileSync(join(folder, `${key.replace(/[^\w.-]+/g, '-')}.json`), `${JSON.stringify(scenario, null, 2)}\n`);
  }
}

function faultLines(result: FaultsResult): string[] {
  const news = result.failures.filter(({ isKnown }) => !isKnown);
  const failures = news
    .slice(0, LINES_SHOWN)
    .flatMap(({ key, variant, problems, replay }) => [
      `  FAILED ${key}${variant === '' ? '' : ` (${variant})`}: ${problems.join('; ')}`,
      `    ${replay}`,
    ]);
  const more = result.failed - Math.min(news.length, LINES_SHOWN);
  return [
    `${result.ok ? 'ok' : 'NOT OK'}: ${result.runs} runs of ${result.rows.length} faults, ${result.failed} failed, ${result.open} open${result.interrupted ? ', interrupted' : ''}, ${(result.simulatedS / 3600).toFixed(1)} simulated hours`,
    ...failures,
    ...(more > 0 ? [`  and ${more} more; --json tells of every fault`] : []),
    ...result.unreached.map((id) => `  NEVER DETECTED: ${id}; no run has reached a detector of it`),
    ...result.mended.map((id) => `  GOOD NOW: ${id}; take it out of sim/faults/open.ts`),
  ];
}

function plainLines(result: PlainResult): string[] {
  const failures = result.failures
    .slice(0, LINES_SHOWN)
    .flatMap(({ key, problems, replay }) => [`  FAILED ${key}: ${problems.join('; ')}`, `    ${replay}`]);
  const more = result.failed - Math.min(result.failures.length, LINES_SHOWN);
  return [
    `${result.ok ? 'ok' : 'NOT OK'}: ${result.runs} runs, ${result.failed} failed${result.interrupted ? ', interrupted' : ''}, ${(result.simulatedS / 3600).toFixed(1)} simulated hours`,
    ...result.kinds.slice(0, LINES_SHOWN).map(({ problem, runs }) => `  ${runs} times: ${problem}`),
    ...failures,
    ...(more > 0 ? [`  and ${more} more; --json tells of them`] : []),
  ];
}

function tell(result: { ok: boolean }, lines: readonly string[], isJson: boolean): void {
  console.log(isJson ? JSON.stringify(result, null, 2) : lines.join('\n'));
  process.exitCode = result.ok ? EXIT.holds : EXIT.failed;
}

async function faults(options: CampaignOptions): Promise<void> {
  const keys = shardOf(trialKeys(options.runs, options.only), options.shard);
  const bundle = chosenBundle(options.firmware);
  if (options.page !== undefined) checkOutput('--page', options.page);
  const tally = new FaultTally();
  const isWhole = await playAll('faults', keys, options, bundle.path, (verdict) => tally.add(verdict));
  const result = faultsResult({ engine: options.engine, firmware: bundle.sha256, interrupted: !isWhole }, tally);
  if (options.page !== undefined) writeOutput('--page', options.page, faultsPage(result));
  save(options.save, result.failures);
  tell(result, faultLines(result), options.json);
}

interface Named {
  readonly key: string;
  readonly replay: string;
  readonly verdict: PlainVerdict;
}

async function plain(options: CampaignOptions): Promise<void> {
  const bundle = chosenBundle(options.firmware);
  const named: Named[] = [];
  let isWhole: boolean;
  if (options.healthy) {
    const seeds = shardOf(seedsOf(options.seeds), options.shard);
    isWhole = await playAll('healthy', seeds, options, bundle.path, (verdict) => {
      const replay = `incline campaign --healthy --seeds ${verdict.seed}..${verdict.seed}`;
      named.push({ key: String(verdict.seed), replay, verdict });
    });
  } else {
    options.only.forEach(parsePair);
    const keys = shardOf(options.only.length > 0 ? options.only : pairKeys(), options.shard).slice(0, options.limit);
    isWhole = await playAll('pairs', keys, options, bundle.path, (verdict) => {
      named.push({ key: verdict.key, replay: `incline campaign --pairs --only '${verdict.key}'`, verdict });
    });
  }
  const result = plainResult({ engine: options.engine, firmware: bundle.sha256, interrupted: !isWhole }, named);
  save(options.save, result.failures);
  tell(result, plainLines(result), options.json);
}

export async function faultCampaign(options: CampaignOptions): Promise<void> {
  // Fails here, once and clearly, where the engine is not there.
  (await createEngine(options.engine)).dispose();
  await (options.faults ? faults(options) : plain(options));
}
