/** Who lies on the board and what is prescribed, when a fault strikes. Short and steep, so that little time is spent on the way. */
import type { Base, FaultRow, Moment } from '../../faults/row.ts';
import type { Random } from '../../random.ts';
import type { Scenario } from '../../scenario/format.ts';
import { checkScenario } from '../../scenario/read.ts';

/** No run takes longer. */
const END_MS = 600_000;
/** Half a minute of holding is more than a fault needs to strike and to be noticed. */
const HOLD_S = 40;
const LONG_HOLD_S = 120;
const QUICK_DEG_PER_S = 1.5;

function round(value: number): number {
  return Number(value.toFixed(2));
}

type Prescribed = Record<string, unknown>;

const PRESCRIPTIONS: Readonly<Record<Base, (random: Random) => Prescribed>> = {
  angle: (random) => ({
    target: { angleDeg: round(random.between(8, 14)) },
    holdS: HOLD_S,
    speedDegPerS: QUICK_DEG_PER_S,
  }),
  // At little friction, so that small angles give a pull worth measuring.
  pull: (random) => ({
    target: { bodyWeightPct: round(random.between(11, 17)) },
    holdS: HOLD_S,
    speedDegPerS: QUICK_DEG_PER_S,
  }),
  steep: () => ({ target: { angleDeg: 44.9 }, holdS: HOLD_S, speedDegPerS: QUICK_DEG_PER_S, forceCapN: 500 }),
  long: () => ({ target: { angleDeg: 8 }, holdS: LONG_HOLD_S, sessionMaxMin: 1, speedDegPerS: QUICK_DEG_PER_S }),
};

const BASES: readonly Base[] = ['angle', 'pull'];

export function baseOf(row: FaultRow, moment: Moment, random: Random, name: string, seed: number): Scenario {
  const bases = row.bases ?? BASES;
  const base = bases[Math.floor(random.unit() * bases.length)] ?? 'angle';
  const friction = base === 'pull' ? random.between(0, 0.08) : random.between(0, 0.5);
  const massKg = base === 'steep' ? random.between(45, 60) : random.between(base === 'pull' ? 60 : 45, 120);
  const whole = moment === 'resting' ? { target: { angleDeg: 2.5 }, holdS: 5 } : PRESCRIPTIONS[base](random);
  const story = {
    name,
    seed,
    person: { massKg: round(massKg), friction: round(friction) },
    device: {
      supplyV: round(random.between(21.6, 26.4)),
      noise: round(random.between(1, 2)),
      ...row.story?.device,
    },
    prescription: row.story?.prescription === null ? null : { ...whole, ...row.story?.prescription },
    steps: [],
    endMs: END_MS,
  };
  return checkScenario(story, name);
}
