/** One random story per seed: a person, a supply, a prescription, and what the person does. The seed alone decides. */
import { GRAVITY_M_PER_S2 } from '../../firmware/limits.ts';
import { PROGRAM_SEEDS_FROM, programStory } from './programs.ts';
import { Random } from '../random.ts';
import type { Scenario } from '../scenario/format.ts';
import { checkScenario } from '../scenario/read.ts';

export type Plot = 'session' | 'panic' | 'pause' | 'stop' | 'program';

export interface Story {
  readonly seed: number;
  readonly plot: Plot;
  readonly scenario: Scenario;
}

/** START after power-up and self-test. */
const START_AT_MS = 2500;
/** From START until the board moves: countdown with three beeps. */
const MOVES_AT_MS = START_AT_MS + 3000;
/** Longest way up with the governor's slow approach, way down with its rest, lying flat, answering. */
const AROUND_HOLD_MS = 330_000;
/** Shortest way up and shortest hold. */
const SURELY_RUNS_MS = 35_000;
/** The pull that an angle can give is not asked for to the last newton. */
const REACHABLE_SHARE = 0.85;
/** Smallest pull asked for. */
const PULL_MIN_N = 40;
/** Largest share of body weight asked for. */
const PULL_SHARE_MAX = 0.3;
/** No prescription above needs an explicit confirmation, and none goes above 500 N. */
const PULL_MAX_N = 450;

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Half of them with a pull cap that many will meet on their way. */
function angleTarget(random: Random, holdS: number): Record<string, unknown> {
  const target = { angleDeg: round(random.between(8, 44.5), 1) };
  const forceCapN = round(random.between(PULL_MIN_N, PULL_MAX_N), 1);
  const speedDegPerS = round(random.between(0.5, 1.5), 2);
  return random.unit() < 0.5 ? { target, holdS } : { target, holdS, forceCapN, speedDegPerS };
}

function prescription(random: Random, massKg: number, friction: number): Record<string, unknown> {
  const holdS = Math.round(random.between(30, 90));
  if (random.unit() < 0.25) return angleTarget(random, holdS);
  const reachable = REACHABLE_SHARE * Math.SQRT1_2 * (1 - friction);
  const weightN = massKg * GRAVITY_M_PER_S2;
  const share = Math.min(PULL_SHARE_MAX, reachable, PULL_MAX_N / weightN);
  const forceN = random.between(Math.min(PULL_MIN_N, share * weightN), share * weightN);
  if (random.unit() < 0.5) return { target: { forceN: round(forceN, 1) }, holdS };
  return { target: { bodyWeightPct: round((100 * forceN) / weightN, 2) }, holdS };
}

function steps(random: Random, plot: Plot): Record<string, unknown>[] {
  const start = { atMs: START_AT_MS, press: 'start', forMs: 150 };
  // Panic at any time; the other buttons only while they surely meet the session, which they would start anew after it.
  const latestMs = MOVES_AT_MS + (plot === 'panic' ? 90_000 : SURELY_RUNS_MS);
  const atMs = Math.round(random.between(MOVES_AT_MS, latestMs));
  const short = Math.round(random.between(60, 400));
  if (plot === 'session') return [start];
  if (plot === 'stop') return [start, { atMs, press: 'lower', forMs: short }];
  if (plot === 'pause') {
    const resumeMs = atMs + Math.round(random.between(3000, 60_000));
    return [start, { atMs, press: 'start', forMs: short }, { atMs: resumeMs, press: 'start', forMs: 150 }];
  }
  // From a tap of 5 ms to a button left in.
  const forMs = random.unit() < 0.3 ? 5 : Math.round(random.between(5, 8000));
  const freeMs = atMs + forMs + 2000;
  return [
    start,
    { atMs, press: 'panic', forMs },
    { atMs: freeMs, press: 'start', forMs: 150 },
    { atMs: freeMs + 1000, press: 'lower', forMs: 120_000 },
  ];
}

/** Half of the stories are plain sessions. */
const PLOTS: readonly Plot[] = ['session', 'panic', 'session', 'pause', 'session', 'panic', 'session', 'stop'];

export function storyOf(seed: number): Story {
  if (seed >= PROGRAM_SEEDS_FROM) return programStory(seed);
  const random = new Random(seed).split('campaign');
  const plot = PLOTS[seed % PLOTS.length] ?? 'session';
  const massKg = round(random.between(40, 130), 1);
  const friction = round(random.between(0, 0.6), 3);
  const rx = prescription(random, massKg, friction);
  const story = {
    name: `campaign ${plot} ${seed}`,
    seed,
    person: { massKg, friction },
    device: { supplyV: round(random.between(19.2, 26.4), 2), noise: round(random.between(1, 2), 2) },
    prescription: rx,
    steps: steps(random, plot),
    endMs: AROUND_HOLD_MS + 1000 * (rx.holdS as number),
  };
  return { seed, plot, scenario: checkScenario(story, `campaign seed ${seed}`) };
}
