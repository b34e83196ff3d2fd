/** What the bundle needs in the real interpreter: time of a tick, variables, and how fast a session runs there. */
import type * as EspruinoModule from '../../hal/virtual/espruino-engine.ts';
import type { MemoryUse, TickCosts } from '../../hal/virtual/espruino-engine.ts';
import type { Bundle } from '../bundle.ts';
import { prepare, shortSessions, timeRun, type TimedRun } from './session.ts';

/** After power-up and self-test, before anybody presses START. */
const BOOTED_MS = 2000;
/** Arming, raising, holding and returning of the short session lie before; after it the device rests. */
const TICKS_UNTIL_MS = 30_000;
/** So much of the short session tells the speed. */
const SPEED_UNTIL_MS = 60_000;

export interface Variables {
  readonly afterBoot: number;
  /** Highest number at any native call or callback of a session, garbage included. */
  readonly peak: number;
  readonly afterSession: number;
  /** Bytes of one variable in this interpreter; on the board 14. */
  readonly bytesEach: number;
}

/** Whether there is an interpreter to measure in. */
export function hasInterpreter(): boolean {
  return (process.env['ESPRUINO'] ?? '') !== '';
}

function load(): Promise<typeof EspruinoModule> {
  return import('../../hal/virtual/espruino-engine.ts');
}

/** Simulated seconds per second: both processes work by turns, so it is wall time that counts. */
export async function measureSpeed(bundle: Bundle): Promise<TimedRun> {
  const { EspruinoEngine } = await load();
  return timeRun({ ...shortSessions(1), endMs: SPEED_UNTIL_MS }, bundle, new EspruinoEngine());
}

/** Costs of every callback of a session's moving part, once. Other processes on the machine make some of them dearer. */
export async function measureTicksOnce(bundle: Bundle): Promise<TickCosts> {
  const { EspruinoEngine } = await load();
  const clock = { nowUs: 0 };
  const engine = new EspruinoEngine({ measure: true, clock });
  const scenario = { ...shortSessions(1), endMs: TICKS_UNTIL_MS };
  const run = prepare(scenario, bundle, engine);
  Object.defineProperty(clock, 'nowUs', { get: () => run.nowMs * 1000 });
  run.advanceTo(TICKS_UNTIL_MS);
  const costs = engine.tickCosts();
  refuseUnlessOk(run.finish().report);
  return costs;
}

/** The same run several times, callback by callback the cheapest. */
export async function measureTicks(bundle: Bundle, rounds: number): Promise<TickCosts> {
  const { leastOf } = await load();
  const runs: TickCosts[] = [];
  for (let i = 0; i < rounds; i++) runs.push(await measureTicksOnce(bundle));
  return leastOf(runs);
}

/** Variables through one short session, with the program in flash as on the board. */
export async function measureVariables(bundle: Bundle): Promise<Variables> {
  const { EspruinoEngine } = await load();
  const engine = new EspruinoEngine({ fromFlash: true, watchMemory: true });
  const scenario = shortSessions(1);
  const run = prepare(scenario, bundle, engine);
  run.advanceTo(BOOTED_MS);
  const before = engine.memory();
  run.advanceTo(scenario.endMs);
  const after = engine.memory();
  refuseUnlessOk(run.finish().report);
  return { afterBoot: before.usage, peak: after.peak, afterSession: after.usage, bytesEach: before.bytesEach };
}

/** Variables in use after each of several sessions in a row: alike, unless something grows. */
export async function variablesAfterSessions(bundle: Bundle, count: number): Promise<number[]> {
  const { EspruinoEngine } = await load();
  const engine = new EspruinoEngine();
  const scenario = shortSessions(count);
  const run = prepare(scenario, bundle, engine);
  const used: MemoryUse[] = [];
  for (let i = 1; i <= count; i++) {
    // The same place between two ticks each time, with the device idle again.
    run.advanceTo((scenario.endMs * i) / count - 50);
    used.push(engine.memory());
  }
  refuseUnlessOk(run.finish().report);
  return used.map((one) => one.usage);
}

function refuseUnlessOk({ ok, violations }: { ok: boolean; violations: readonly { detail: string }[] }): void {
  if (!ok) throw new Error(`the measured session went wrong: ${violations[0]?.detail ?? 'an expectation failed'}`);
}
