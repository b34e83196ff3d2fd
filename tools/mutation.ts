/** `npm run mutation`: changes the code that protects the person bit by bit, and wants a test to see each change. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { GROUPS, RANDOM_MOVES } from './mutation/groups.ts';
import { judge, type Outcome } from './mutation/judge.ts';
import { SURVIVORS } from './mutation/survivors.ts';
import { ROOT } from './root.ts';

const HELP = `usage: npm run mutation [-- [--jobs N] FILE[:FROM-TO] ...]

Mutates these files (their lines FROM to TO), or all, N mutants at a time (one per core):
  ${Object.keys(GROUPS).join('\n  ')}`;

/** A mutant may take so much longer than the tests without it, which take a second at most. */
const TIMEOUT_MS = 5000;

/** A file, and which of its lines. */
interface Job {
  readonly file: string;
  readonly lines: string;
}

type Options = ConstructorParameters<typeof Stryker>[0];
type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** How a mutant ended when it was seen. In error: the tests could not even be loaded. */
const SEEN: readonly string[] = ['Killed', 'Timeout', 'RuntimeError'];

/** What stands there; Stryker counts lines and columns from 1. */
function textAt(lines: readonly string[], { start, end }: Result['location']): string {
  const text = lines.slice(start.line - 1, end.line);
  text.push(text.pop()!.slice(0, end.column - 1));
  return text.join('\n').slice(start.column - 1);
}

function outcomeOf(one: Result, lines: readonly string[]): Outcome {
  const lineNumber = one.location.start.line;
  return {
    file: relative(ROOT, one.fileName).split('\\').join('/'),
    lineNumber,
    line: lines[lineNumber - 1]!.trim(),
    from: textAt(lines, one.location),
    to: one.replacement,
    status: one.status,
    isSeen: SEEN.includes(one.status),
  };
}

async function mutate(job: Job, jobs: number): Promise<Outcome[]> {
  const stryker = new Stryker({
    testRunner: 'mocha',
    plugins: ['@stryker-mutator/mocha-runner'],
    testRunnerNodeArgs: ['--import', 'tsx'],
    mochaOptions: { spec: [...GROUPS[job.file]!] },
    mutate: [job.file + job.lines],
    coverageAnalysis: 'perTest',
    concurrency: jobs,
    timeoutMS: TIMEOUT_MS,
    // Each line of it tells how far it is.
    reporters: ['progress-append-only'],
    logLevel: 'warn' as Options['logLevel'],
    warnings: false,
    allowConsoleColors: false,
    // Below a folder that no other check looks into.
    tempDirName: 'dist/mutation',
    ignorePatterns: ['dist', 'docs', 'coverage', 'scenarios'],
  });
  const results = await stryker.runMutationTest();
  const lines = readFileSync(join(ROOT, job.file), 'utf8').split('\n');
  return results.filter((one) => one.status !== 'Ignored').map((one) => outcomeOf(one, lines));
}

/** Prints what is wrong with a file, and how to see it again; gives the number of complaints. */
function report(job: Job, tried: readonly Outcome[]): number {
  const list = SURVIVORS.filter((one) => one.file === job.file);
  const { unlisted, seen, missing } = judge(tried, list, job.lines === '');
  for (const one of unlisted) {
    console.log(`FAILED: ${one.file}:${one.lineNumber}: no test sees ${one.to} in place of ${one.from}`);
    console.log(`  npm run mutation -- ${one.file}:${one.lineNumber}-${one.lineNumber}`);
  }
  for (const one of seen) console.log(`FAILED: ${one.file}: listed, and seen by a test: ${one.to} in "${one.line}"`);
  for (const one of missing)
    console.log(`FAILED: ${one.file}: listed, and there is no such mutant: ${one.to} in "${one.line}"`);
  const count = (which: (one: Outcome) => boolean): number => tried.filter(which).length;
  const lived = count((one) => !one.isSeen);
  console.log(
    `${job.file}${job.lines}: ${tried.length} mutants, ${count((one) => one.status === 'Timeout')} seen by tests that did not end, ` +
      `${count((one) => one.status === 'NoCoverage')} in code that no test reaches; ` +
      `${lived} live, ${lived - unlisted.length} of them listed with a reason`,
  );
  return unlisted.length + seen.length + missing.length;
}

/** The files named on the command line, or all; null when one is not known. */
function jobsOf(names: readonly string[]): Job[] | null {
  const jobs = (names.length > 0 ? names : Object.keys(GROUPS)).map((name) => {
    const [file = '', lines] = name.split(':');
    return { file, lines: lines === undefined ? '' : `:${lines}` };
  });
  return jobs.every((job) => Object.hasOwn(GROUPS, job.file) && /^(:\d+-\d+)?$/.test(job.lines)) ? jobs : null;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const at = args.indexOf('--jobs');
  const jobs = at < 0 ? availableParallelism() : Number(args.splice(at, 2)[1]);
  const work = jobsOf(args);
  if (work === null || !(jobs >= 1)) {
    console.error(HELP);
    process.exitCode = 2;
    return;
  }
  process.env['INCLINE_RANDOM_MOVES'] = RANDOM_MOVES;
  const startMs = performance.now();
  let complaints = 0;
  for (const job of work) {
    console.log(`mutating ${job.file}`);
    complaints += report(job, await mutate(job, jobs));
  }
  console.log(`${complaints} complaints, ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  process.exitCode = complaints === 0 ? 0 : 1;
}

await main();
