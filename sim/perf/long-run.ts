/** Long runs: a device that stays on for days, tested by its panic button each morning and used up to the daily limit. */
import type { MemoryUse } from '../../hal/virtual/espruino-engine.ts';
import type { Engine } from '../../hal/virtual/contract.ts';
import type { Bundle } from '../bundle.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario/format.ts';
import { checkScenario } from '../scenario/read.ts';
import { prepare } from './session.ts';

const MIN_MS = 60_000;
const HOUR_MS = 60 * MIN_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Ten minutes each with raising and return: six of them make the hour that a day allows. */
const SESSIONS_A_DAY = 6;
const HOLD_S = 480;
const PANIC_TEST_AT_MS = MIN_MS;
const FIRST_SESSION_AT_MS = 5 * MIN_MS;
/** Variables are counted this often, well after a session that starts with the count. */
const LOOK_BEFORE_NEXT_MS = MIN_MS;
const SLICE_MS = 10_000;

/** The panic test of a day is asked for, and is a panic; nothing else may happen to a sound device. */
const EXPECTED_FAULTS: readonly string[] = ['panic', 'panicNotTested'];

export interface LongStory {
  readonly scenario: Scenario;
  readonly sessions: number;
  /** Between two sessions, with the device idle: where the variables in use must be alike. */
  readonly looksAtMs: readonly number[];
}

export interface LongRun {
  readonly report: Report;
  readonly sessionsBegun: number;
  /** Variables in use at each look; empty where the engine counts none. */
  readonly variables: readonly number[];
}

/** Some days with a session in every hour of the morning, or one day with sessions closer together. */
export function longStory(days: number, everyMs = HOUR_MS, endMs = days * DAY_MS): LongStory {
  const steps: Record<string, unknown>[] = [];
  const looksAtMs: number[] = [];
  for (let day = 0; day < days; day++) {
    const panicMs = day * DAY_MS + PANIC_TEST_AT_MS;
    steps.push(
      { atMs: panicMs, press: 'lower', forMs: 150 },
      { atMs: panicMs + 4000, press: 'panic', forMs: 700 },
      { atMs: panicMs + 7000, press: 'start', forMs: 150 },
    );
    for (let i = 0; i < SESSIONS_A_DAY; i++) {
      const atMs = day * DAY_MS + FIRST_SESSION_AT_MS + i * everyMs;
      steps.push({ atMs, press: 'start', forMs: 150 });
      looksAtMs.push(Math.min(atMs + everyMs - LOOK_BEFORE_NEXT_MS, endMs));
    }
  }
  const story = {
    name: `long run of ${days} days`,
    device: { panicTested: false },
    prescription: { target: { bodyWeightPct: 25 }, holdS: HOLD_S },
    steps,
    endMs,
  };
  return { scenario: checkScenario(story, 'long run'), sessions: days * SESSIONS_A_DAY, looksAtMs };
}

/** Two hours with six sessions in them: what the real interpreter gets through in some minutes. */
export function longStoryForInterpreter(): LongStory {
  return longStory(1, 19 * MIN_MS, 2 * HOUR_MS);
}

type Counting = Engine & { memory?(): MemoryUse };

/** Plays a long story; `progress` hears the simulated time and says whether to go on. */
export async function playLong(
  story: LongStory,
  bundle: Bundle,
  engine: Counting,
  progress: (nowMs: number) => Promise<boolean>,
): Promise<LongRun> {
  const { scenario, looksAtMs } = story;
  const run = prepare(scenario, bundle, engine);
  const variables: number[] = [];
  while (!run.isOver && (await progress(run.nowMs))) {
    const lookMs = looksAtMs[variables.length] ?? Infinity;
    run.advanceTo(Math.min(run.nowMs + SLICE_MS, lookMs));
    if (run.nowMs >= lookMs && !run.isOver) variables.push(engine.memory?.().usage ?? 0);
  }
  const sessionsBegun = run.events.filter((event) => event.kind === 'state' && event.text === 'arming').length;
  return { report: run.finish().report, sessionsBegun, variables: engine.memory === undefined ? [] : variables };
}

/** What is wrong with a long run; empty when nothing is. */
export function complaints(story: LongStory, { report, sessionsBegun, variables }: LongRun): string[] {
  const found = report.violations.map((one) => `${one.invariant}: ${one.detail}`);
  if (report.endMs < story.scenario.endMs) found.push(`the run ended after ${report.endMs} ms`);
  if (sessionsBegun !== story.sessions) found.push(`${sessionsBegun} sessions were begun, not ${story.sessions}`);
  for (const { name, atMs } of report.faults) if (!EXPECTED_FAULTS.includes(name)) found.push(`${name} at ${atMs} ms`);
  if (report.state !== 'idle') found.push(`the device is ${report.state} at the end`);
  // The first session fills texts and lists that stay. What one look sees and the next does not was a value, not growth.
  const [first, ...later] = variables;
  const used = Math.min(...later.slice(-2));
  if (later.length > 0 && used > first!) found.push(`${first} variables in use after one session, ${used} later`);
  return found;
}
