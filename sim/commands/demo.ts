/** `incline demo`, which is `npm start`: one session live in the terminal, then its report with pictures. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createEngine } from '../engines.ts';
import { reportPage } from '../html/page.ts';
import { Interrupt } from '../interrupt.ts';
import { prepareRun } from '../runner.ts';
import { checkScenario } from '../scenario/read.ts';
import { summaryLines } from '../summary.ts';
import { playLive } from '../terminal/live.ts';
import { EXIT } from './exit-codes.ts';
import { wholeNumber } from './options.ts';
import { checkOutput, chosenBundle, note, writeOutput } from './run.ts';

interface DemoOptions {
  seconds: number;
  html: string;
}

const TITLE = 'Incline: 25 % of body weight for four minutes';

/** A whole session from START to flat, as the README tells it. */
const STORY = {
  name: 'demonstration: 25 % of body weight for four minutes',
  seed: 1,
  person: { massKg: 80, friction: 0.2 },
  prescription: { program: 'static', target: { bodyWeightPct: 25 }, holdS: 240 },
  steps: [
    { atMs: 3000, press: 'start', forMs: 150 },
    { atMs: 120_000, expect: { forceN: 196 } },
    { atMs: 398_000, expect: { drivePower: false, angleMaxDeg: 0.5, sessions: 1 } },
  ],
  endMs: 400_000,
};

async function demo(options: DemoOptions): Promise<void> {
  const scenario = checkScenario(STORY, 'demonstration');
  checkOutput('--html', options.html);
  const bundle = chosenBundle(undefined);
  const run = prepareRun({
    scenario,
    bundle,
    engine: await createEngine('node'),
    flash: null,
    source: 'demonstration',
    trace: true,
  });
  const interrupt = new Interrupt();
  interrupt.listen();
  await playLive(run, run.events, { title: TITLE, seconds: options.seconds, out: process.stdout, interrupt });
  interrupt.close();
  const isWhole = run.isOver;
  const result = run.finish();
  writeOutput('--html', options.html, reportPage(result));
  console.log(`\n${summaryLines(result.report).join('\n')}\n\nReport with pictures: ${resolve(options.html)}`);
  if (!isWhole) note('interrupted: the report ends where the run was stopped');
  process.exitCode = result.report.ok ? EXIT.holds : EXIT.failed;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('plays one session live in the terminal and writes its report with pictures')
    .option(
      '--seconds <n>',
      'real time for the whole session; 0 for as fast as it goes',
      wholeNumber('--seconds', 0, 3600),
      25,
    )
    .option('--html <file>', 'where the report goes', 'incline-report.html')
    .action(demo);
}
