/** Stories about programs: every one of them with every kind of person, from START to the end, and nothing else happens. */
import { GRAVITY_M_PER_S2 } from '../../firmware/limits.ts';
import { EXERCISES, PROGRAMS } from '../../firmware/programs.ts';
import { Random } from '../random.ts';
import { checkScenario } from '../scenario/read.ts';
import type { Story } from './story.ts';

/** Seeds from here on tell of programs, in turn. */
export const PROGRAM_SEEDS_FROM = 100_000;

/** The pull that an angle can give is not asked for to the last newton, and none is too small for the governor's promise. */
const REACHABLE_SHARE = 0.85;
const PULL_MIN_N = 40;
const PULL_SHARE_MAX = 0.3;
const PULL_MAX_N = 450;
/** Ways, rests, answers and lying flat, beyond the time at the target. */
const AROUND_MS = 900_000;

type Rx = Record<string, unknown>;

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function whole(random: Random, from: number, to: number): number {
  return Math.round(random.between(from, to));
}

function pull(random: Random, massKg: number, friction: number): Rx {
  const weightN = massKg * GRAVITY_M_PER_S2;
  const reachable = REACHABLE_SHARE * Math.SQRT1_2 * (1 - friction);
  const highestN = Math.min(PULL_SHARE_MAX, reachable, PULL_MAX_N / weightN) * weightN;
  return { target: { forceN: round(random.between(Math.min(PULL_MIN_N, highestN), highestN), 1) } };
}

function angle(random: Random, fromDeg: number, toDeg: number): Rx {
  return { target: { angleDeg: round(random.between(fromDeg, toDeg), 1) }, forceCapN: 500 };
}

/** A quarter aims at an angle. */
function target(random: Random, massKg: number, friction: number): Rx {
  return random.unit() < 0.25 ? angle(random, 8, 44) : pull(random, massKg, friction);
}

function swings(random: Random): Rx {
  const swingDeg = round(random.between(1, 5), 1);
  return { ...angle(random, 10, 39), holdS: whole(random, 120, 300), stepS: whole(random, 30, 60), swingDeg };
}

function exercises(random: Random): Rx {
  const exercise = EXERCISES[whole(random, 0, EXERCISES.length - 1)];
  const { name, sets, reps, holdS, restS } = exercise ?? {};
  return { ...angle(random, 5, 30), exercise: name, rounds: sets, reps, stepS: holdS, restS };
}

/** Parameters of a program: for Rocking and Coach an angle, for the others mostly a pull. */
function parameters(random: Random, program: string, massKg: number, friction: number): Rx {
  if (program === 'rocking') return swings(random);
  if (program === 'coach') return exercises(random);
  const aim = target(random, massKg, friction);
  // From the steepest angle down takes its time: a rest that is too short for its way is refused.
  const slowest = 'forceCapN' in aim ? 1.2 : 0.4;
  const easeDegPerS = round(random.between(slowest, 1.5), 2);
  const common = { ...aim, easeDegPerS, holdS: whole(random, 60, 120), restPct: whole(random, 0, 70) };
  if (program === 'static')
    return { ...common, warmUps: 'forceCapN' in aim ? whole(random, 0, 1) : whole(random, 0, 3) };
  if (program === 'progressive') {
    const steps = { rounds: whole(random, 2, 5), stepS: whole(random, 40, 60), stepsDown: random.unit() < 0.5 };
    return { ...common, ...steps };
  }
  const cycle = { stepS: whole(random, 30, 60), restS: whole(random, 'forceCapN' in aim ? 42 : 20, 60) };
  if (program === 'hang sets') return { ...common, ...cycle, rounds: whole(random, 2, 4) };
  return { ...common, ...cycle, holdS: whole(random, 240, 420), warmUps: 'forceCapN' in aim ? 0 : whole(random, 0, 2) };
}

export function programStory(seed: number): Story {
  const random = new Random(seed).split('programs');
  const program = PROGRAMS[seed % PROGRAMS.length]?.name ?? 'static';
  const massKg = round(random.between(40, 130), 1);
  const friction = round(random.between(0, 0.6), 3);
  const rx = parameters(random, program, massKg, friction);
  const story = {
    name: `campaign ${program} ${seed}`,
    seed,
    person: { massKg, friction },
    device: {
      orientation: random.unit() < 0.5 ? 'head-up' : 'head-down',
      supplyV: round(random.between(19.2, 26.4), 2),
      noise: round(random.between(1, 2), 2),
    },
    prescription: { ...rx, program },
    steps: [{ atMs: 2500, press: 'start', forMs: 150 }],
    endMs: AROUND_MS + 1000 * Number(rx.holdS ?? 300),
  };
  return { seed, plot: 'program', scenario: checkScenario(story, `campaign seed ${seed}`) };
}
