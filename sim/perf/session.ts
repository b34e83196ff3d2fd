/** Whole sessions for measuring: the plain story that every figure of speed, memory and cost is taken from. */
import type { Engine } from '../../hal/virtual/contract.ts';
import type { Bundle } from '../bundle.ts';
import { prepareRun, type PreparedRun } from '../runner.ts';
import type { Scenario } from '../scenario/format.ts';
import { checkScenario } from '../scenario/read.ts';

const SLICE_MS = 5000;

/** A pull held for ten minutes: START, up, hold, return, rest, the answer, and idle again within a quarter of an hour. */
export function wholeSession(): Scenario {
  return checkScenario(
    {
      name: 'whole session',
      prescription: { program: 'static', target: { bodyWeightPct: 25 }, holdS: 600 },
      steps: [{ atMs: 2500, press: 'start', forMs: 150 }],
      endMs: 900_000,
    },
    'whole session',
  );
}

/** The shortest session that sees every state; idle again when a new one starts every two minutes. */
export function shortSessions(count: number): Scenario {
  const everyMs = 120_000;
  const steps = Array.from({ length: count }, (_, i) => ({ atMs: 2500 + i * everyMs, press: 'start', forMs: 150 }));
  return checkScenario(
    { name: 'short sessions', prescription: { target: { angleDeg: 3 }, holdS: 2 }, steps, endMs: count * everyMs },
    'short sessions',
  );
}

/** How one run went, and what it cost. */
export interface TimedRun {
  readonly simulatedS: number;
  /** Processor time of this process, its compiler and collector included. */
  readonly cpuS: number;
  readonly wallS: number;
  readonly timeline: string;
  readonly sessions: number;
  readonly ok: boolean;
}

export function prepare(scenario: Scenario, bundle: Bundle, engine: Engine): PreparedRun {
  return prepareRun({ scenario, bundle, engine, flash: null, source: scenario.name, trace: false });
}

/** Plays a scenario as `incline run` does, all invariants checked, and takes the time. */
export function timeRun(scenario: Scenario, bundle: Bundle, engine: Engine): TimedRun {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const run = prepare(scenario, bundle, engine);
  while (!run.isOver) run.advanceTo(run.nowMs + SLICE_MS);
  const { report } = run.finish();
  const spent = process.cpuUsage(cpu);
  return {
    simulatedS: report.endMs / 1000,
    cpuS: (spent.user + spent.system) / 1e6,
    wallS: (performance.now() - startMs) / 1000,
    timeline: report.timeline,
    sessions: report.sessions.length,
    ok: report.ok,
  };
}
