/** Nuisance: healthy devices under people who live. No halt and no return may come of it, at most a pause. */
import type { Engine } from '../../hal/virtual/contract.ts';
import { GRAVITY_M_PER_S2 } from '../../firmware/limits.ts';
import type { Bundle } from '../bundle.ts';
import { Random } from '../random.ts';
import { prepareRun } from '../runner.ts';
import type { Scenario } from '../scenario/format.ts';
import { checkScenario } from '../scenario/read.ts';

export interface HealthyVerdict {
  readonly seed: number;
  readonly problems: string[];
  /** Faults that stopped the session for nothing. */
  readonly alarms: string[];
  readonly simulatedMs: number;
  readonly scenario: Scenario | null;
}

const START_AT_MS = 2500;
const FIRST_MOVE_MS = 4000;
const HOLD_S = 60;
/** On the way up, during the hold and on the way down; a session is over by then. */
const LAST_MOVE_MS = 110_000;
const END_MS = 400_000;
const SLICE_MS = 2000;
const MOVES_MIN = 3;
const MOVES_MAX = 9;
const STOPPING: readonly string[] = ['return', 'halt', 'lockout'];
const FLAT_DEG = 0.5;

type Move = (random: Random, atMs: number) => Record<string, unknown>[];

function push(atMs: number, value: number, forMs: number): Record<string, unknown> {
  return { atMs, forMs, inject: { part: 'person', property: 'push', as: 'stuck', value: Math.round(value) } };
}

/** What people do. Forces are design choices: what a lying person can do without pushing off with the legs. */
const MOVES: Readonly<Record<string, Move>> = {
  cough: (random, atMs) =>
    Array.from({ length: 1 + Math.floor(3 * random.unit()) }, (_, n) =>
      push(atMs + n * 700, random.between(20, 80), Math.round(random.between(100, 250))),
    ),
  wriggle: (random, atMs) => [
    {
      atMs,
      forMs: Math.round(random.between(1000, 6000)),
      inject: { part: 'person', property: 'push', as: 'noise', value: Math.round(random.between(5, 25)) },
    },
  ],
  'sit up': (random, atMs) => [
    {
      atMs,
      forMs: Math.round(random.between(2000, 15_000)),
      inject: { part: 'person', property: 'shift', as: 'stuck', value: Math.round(random.between(50, 250)) },
    },
  ],
  shift: (random, atMs) => [
    { atMs, inject: { part: 'person', property: 'shift', as: 'stuck', value: random.unit() < 0.5 ? 50 : -50 } },
  ],
  stretch: (random, atMs) => [push(atMs, random.between(-25, 25), Math.round(random.between(500, 3000)))],
  'breathe deeply': (random, atMs) => [
    {
      atMs,
      forMs: 30_000,
      inject: { part: 'person', property: 'breathing', as: 'stuck', value: Math.round(random.between(2, 8)) },
    },
  ],
  sweat: (random, atMs) => [
    {
      atMs,
      inject: { part: 'person', property: 'friction', as: 'scale', value: Number(random.between(0.8, 1.2).toFixed(2)) },
    },
  ],
  knock: (random, atMs) => [
    {
      atMs,
      forMs: Math.round(random.between(20, 200)),
      inject: {
        part: 'accelerometer',
        property: 'knock',
        as: 'stuck',
        value: Number(random.between(-0.5, 0.5).toFixed(2)),
      },
    },
  ],
};

function movesOf(random: Random): Record<string, unknown>[] {
  const names = Object.keys(MOVES);
  const count = MOVES_MIN + Math.floor((MOVES_MAX - MOVES_MIN + 1) * random.unit());
  return Array.from({ length: count }, () => {
    const move = MOVES[names[Math.floor(random.unit() * names.length)] ?? 'cough'];
    return move?.(random, Math.round(random.between(FIRST_MOVE_MS, LAST_MOVE_MS))) ?? [];
  }).flat();
}

/** A healthy session of somebody lively; the seed alone decides. */
export function healthyOf(seed: number): Scenario {
  const random = new Random(seed).split('healthy');
  const massKg = Number(random.between(45, 130).toFixed(1));
  const friction = Number(random.between(0, 0.4).toFixed(3));
  const share = Math.min(
    random.between(0.15, 0.3),
    0.85 * Math.SQRT1_2 * (1 - friction),
    400 / (massKg * GRAVITY_M_PER_S2),
  );
  const isAngle = random.unit() < 0.3;
  const target = isAngle
    ? { angleDeg: Math.round(random.between(8, 35)) }
    : { bodyWeightPct: Number((100 * share).toFixed(2)) };
  const story = {
    name: `healthy ${seed}`,
    seed,
    person: { massKg, friction },
    device: { supplyV: Number(random.between(20, 26.4).toFixed(2)), noise: Number(random.between(2, 3).toFixed(2)) },
    prescription: { target, holdS: HOLD_S, speedDegPerS: 1.5 },
    steps: [{ atMs: START_AT_MS, press: 'start', forMs: 150 }, ...movesOf(random)],
    endMs: END_MS,
  };
  return checkScenario(story, `healthy seed ${seed}`);
}

/** These two judge what the person does to the plant as if it were the device's doing. */
const NOT_JUDGED: readonly string[] = ['readingsAreTrue', 'noFalseAlarm'];

export function playHealthy(seed: number, bundle: Bundle, engine: Engine): HealthyVerdict {
  const scenario = healthyOf(seed);
  const run = prepareRun({ scenario, bundle, engine, flash: null, source: scenario.name, trace: false });
  const isStopped = (): boolean =>
    run.world.device.state === 'halted' && run.nowMs - run.world.device.stateAtMs > SLICE_MS;
  while (!run.isOver && !run.isSessionOver && !isStopped()) run.advanceTo(run.nowMs + SLICE_MS);
  const { drivePower } = run;
  const { report } = run.finish();
  const alarms = report.faults.filter(({ reaction }) => STOPPING.includes(reaction)).map(({ name }) => name);
  const problems = report.violations
    .filter(({ invariant }) => !NOT_JUDGED.includes(invariant))
    .map(({ invariant, atMs, detail }) => `invariant ${invariant} at ${atMs} ms: ${detail}`);
  for (const name of new Set(alarms)) problems.push(`${name} stopped a healthy session`);
  if (report.truth.angleEndDeg > FLAT_DEG)
    problems.push(`ends at ${report.truth.angleEndDeg.toFixed(2)} degrees in state ${report.state}`);
  if (drivePower) problems.push('ends with drive power');
  return { seed, problems, alarms, simulatedMs: report.endMs, scenario: problems.length === 0 ? null : scenario };
}
