/** `npm test`: types, lint, format, build and tests, then one line that counts them all. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, NO_BROWSER } from './rig/chromium.ts';
import { ROOT } from './root.ts';

/** One thing that is checked by a program of its own. */
interface Step {
  readonly name: string;
  /** File below node_modules that Node runs, and its parameters. */
  readonly command: readonly string[];
}

interface Counts {
  passes: number;
  failures: number;
  pending: number;
}

const TSX = ['--import', 'tsx'];

/** Steps that need nothing of each other; they run side by side. */
const STEPS: readonly Step[] = [
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-b', '.', 'sim/page', 'console/page'] },
  { name: 'build', command: [...TSX, 'tools/build.ts'] },
  { name: 'format (npm run format repairs it)', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
];

/** Every test file, unless some are named on the command line. */
const SPECS = process.argv.length > 2 ? process.argv.slice(2) : ['tests/**/*.test.ts'];

function seconds(startMs: number): string {
  return `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
}

/** Runs a step, prints what it said when it is over, and tells whether it was content. */
function runStep(step: Step): Promise<boolean> {
  const startMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text: Buffer): void => void (output += text.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${step.name}, ${seconds(startMs)}`);
      if (code !== 0 || step.name === 'build') console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

/** Runs the tests, letting them print as they go. A run that dies counts as one failure. */
function runTests(countsPath: string): Promise<Counts> {
  const command = ['node_modules/mocha/bin/mocha.js', '--reporter', 'tools/mocha-reporter.cjs', ...SPECS];
  return new Promise((resolve) => {
    const env = { ...process.env, INCLINE_COUNTS: countsPath };
    const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('close', (code) => resolve(countsOf(countsPath, code)));
  });
}

function countsOf(path: string, code: number | null): Counts {
  let counts: Counts = { passes: 0, failures: 0, pending: 0 };
  try {
    counts = JSON.parse(readFileSync(path, 'utf8')) as Counts;
  } catch {
    console.log('FAILED: the tests ended before they were counted');
  }
  if (code !== 0 && counts.failures === 0) counts.failures = 1;
  return counts;
}

async function main(): Promise<void> {
  const startMs = performance.now();
  console.log(`checking ${STEPS.map((step) => step.name.split(' ')[0]).join(', ')}, then the tests`);
  const contents = await Promise.all(STEPS.map(runStep));
  const folder = mkdtempSync(join(tmpdir(), 'incline-counts-'));
  const counts = await runTests(join(folder, 'counts.json'));
  rmSync(folder, { recursive: true, force: true });
  const passed = counts.passes + contents.filter((isContent) => isContent).length;
  const failed = counts.failures + contents.filter((isContent) => !isContent).length;
  if (process.env['ESPRUINO'] === undefined) {
    console.log('Runs in the real interpreter were skipped: set ESPRUINO to the path of an Espruino built for Linux.');
  }
  if (findChromium() === null) console.log(NO_BROWSER);
  console.log(`${counts.pending} skipped, ${seconds(startMs)}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
