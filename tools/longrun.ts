/** `npm run longrun`: a week of use on the Node engine, twice, and two hours in the real interpreter where there is one. */
import { ownBundle, type Bundle } from '../sim/bundle.ts';
import { createEngine, type EngineName } from '../sim/engines.ts';
import { breathe, Interrupt } from '../sim/interrupt.ts';
import { hasInterpreter } from '../sim/perf/interpreter.ts';
import {
  complaints,
  longStory,
  longStoryForInterpreter,
  playLong,
  type LongRun,
  type LongStory,
} from '../sim/perf/long-run.ts';
import { Progress } from '../sim/progress.ts';

const DAYS = 7;
const FAILURES_SHOWN = 10;

const interrupt = new Interrupt();

/** Plays one story to its end, with a line of progress, and prints what came of it. */
async function play(name: string, story: LongStory, bundle: Bundle, engine: EngineName): Promise<LongRun> {
  const progress = new Progress(story.scenario.endMs / 1000, `simulated seconds of ${name}`);
  const startMs = performance.now();
  const run = await playLong(story, bundle, await createEngine(engine), async (nowMs) => {
    progress.update(nowMs / 1000);
    await breathe();
    return !interrupt.isAsked;
  });
  progress.end();
  const tookS = (performance.now() - startMs) / 1000;
  const { endMs, timeline } = run.report;
  console.log(`${name}: ${run.sessionsBegun} sessions in ${(endMs / 3.6e6).toFixed(1)} simulated hours`);
  console.log(`  took ${tookS.toFixed(0)} s, ${(endMs / 1000 / tookS).toFixed(0)} times real time`);
  if (run.variables.length > 0) console.log(`  variables after each session: ${run.variables.join(', ')}`);
  console.log(`  timeline ${timeline}`);
  return run;
}

/** Two runs of one story: both must be sound, and alike to the last edge. */
async function pair(story: LongStory, bundle: Bundle, name: string, second: EngineName): Promise<string[]> {
  const one = await play(`${name}, Node engine`, story, bundle, 'node');
  const found = complaints(story, one);
  if (interrupt.isAsked || found.length > 0) return found;
  const title = second === 'node' ? 'Node engine again' : 'real interpreter';
  const other = await play(`${name}, ${title}`, story, bundle, second);
  found.push(...complaints(story, other));
  if (one.report.timeline !== other.report.timeline) found.push(`${name}: the two runs differ`);
  return found;
}

async function main(): Promise<void> {
  const bundle = ownBundle((line) => console.error(line));
  interrupt.listen();
  const found: string[] = [];
  if (hasInterpreter()) found.push(...(await pair(longStoryForInterpreter(), bundle, 'two hours', 'espruino')));
  else
    console.log(
      'Two hours in the real interpreter were skipped: set ESPRUINO to the path of an Espruino built for Linux.',
    );
  if (!interrupt.isAsked) found.push(...(await pair(longStory(DAYS), bundle, `${DAYS} days`, 'node')));
  interrupt.close();
  for (const complaint of found.slice(0, FAILURES_SHOWN)) console.log(`FAILED: ${complaint}`);
  if (interrupt.isAsked) console.log('interrupted: nothing is proven');
  else if (found.length === 0) console.log('ok: no fault, no growth, the same timelines');
  process.exitCode = found.length > 0 || interrupt.isAsked ? 1 : 0;
}

await main();
