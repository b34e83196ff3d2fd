/** Two faults in one story. No reaction is asked for: the hard limits must hold, whatever two of them do together. */
import type { Engine } from '../../../hal/virtual/contract.ts';
import type { Bundle } from '../../bundle.ts';
import { LISTED } from '../../faults/catalogue.ts';
import { rowOf } from '../../faults/catalogue.ts';
import { MOVING, type FaultRow, type Moment } from '../../faults/row.ts';
import { Random } from '../../random.ts';
import { prepareRun } from '../../runner.ts';
import type { Scenario } from '../../scenario/format.ts';
import { InputError } from '../../scenario/input-error.ts';
import { baseOf } from './base.ts';
import { Hands, PRESS_MS } from './hands.ts';
import { reach } from './reach.ts';
import { needsMemory } from './trial.ts';

export interface PairVerdict {
  readonly key: string;
  readonly first: string;
  readonly second: string;
  readonly problems: string[];
  readonly angleMaxDeg: number;
  readonly forceMaxN: number;
  readonly simulatedMs: number;
  readonly scenario: Scenario | null;
}

/** The second fault follows within this time: before, while and after the device deals with the first. */
const APART_MS = 4000;
const WATCH_MS = 6000;
/** The end switch at 46.5 degrees and its way to a stop: hardware alone. */
const END_SWITCH_DEG = 47.6;
/** The strap's fuse. */
const FUSE_N = 1000;

/** Parts that, broken, take away what holds the other fault: then only hardware is left. */
const LAST_LINES: readonly string[] = [
  'relay.contact',
  'relay.coil',
  'relay.enable',
  'panic.chain',
  'endSwitchHigh.actuated',
  'endSwitchHigh.line',
  'linkage.slip',
  'drive.output',
  'drive.speed',
  'drive.direction',
];

/** Invariants that one fault of the last line and another one can break together. */
const NEEDS_LAST_LINES: readonly string[] = [
  'angleLimit',
  'speedLimit',
  'pullLimit',
  'haltRemovesPower',
  'haltIsLatched',
  'powerOnlyToMove',
  'bootKeepsPowerOff',
  'panicCutsPower',
  'loweringReachable',
];

/** Keys of all pairs in both orders and every moment of movement; `number` runs through the variants. */
export function pairKeys(): string[] {
  const ids = LISTED.map(({ id }) => id);
  return MOVING.flatMap((moment) => ids.flatMap((a) => ids.filter((b) => b !== a).map((b) => `${a}+${b}/${moment}/0`)));
}

interface Pair {
  readonly first: FaultRow;
  readonly second: FaultRow;
  readonly moment: Moment;
  readonly number: number;
}

export function parsePair(text: string): Pair {
  const found = /^(\S+?)\+(\S+?)\/([a-z ]+)\/(\d+)$/.exec(text);
  const [first, second] = [rowOf(found?.[1] ?? ''), rowOf(found?.[2] ?? '')];
  const moment = MOVING.find((one) => one === found?.[3]);
  if (first === undefined || second === undefined || moment === undefined)
    throw new InputError(
      '--only',
      `is ${JSON.stringify(text)}; it must be two rows, a moment of movement and a number, as F001+F037/raising/0`,
    );
  return { first, second, moment, number: Number(found?.[4]) };
}

function isLastLine(row: FaultRow): boolean {
  return row.variants.some(({ steps }) =>
    steps.some(({ inject }) => LAST_LINES.includes(`${inject?.part ?? ''}.${inject?.property ?? ''}`)),
  );
}

function excusedOf({ first, second }: Pair): string[] {
  const own = [...(first.excuses ?? []), ...(second.excuses ?? [])].map(({ invariant }) => invariant);
  return isLastLine(first) || isLastLine(second) ? [...own, ...NEEDS_LAST_LINES] : own;
}

export function playPair(text: string, bundle: Bundle, engine: Engine): PairVerdict {
  const pair = parsePair(text);
  const { first, second, moment, number } = pair;
  const random = new Random(number).split(text);
  const scenario = baseOf({ ...first, bases: ['angle', 'pull'] }, moment, random, `pair ${text}`, random.bits() >>> 0);
  const variantOf = (row: FaultRow) => row.variants[Math.floor(random.unit() * row.variants.length)]?.steps ?? [];
  const steps = [variantOf(first), variantOf(second)] as const;
  const memory = needsMemory(steps.flat());
  const run = prepareRun({ scenario, bundle, engine, flash: null, source: text, trace: false, memory });
  const hands = new Hands(run);
  if (reach(moment, hands, random)) {
    hands.strike(steps[0]);
    hands.wait(random.between(5, APART_MS));
    hands.strike(steps[1]);
    hands.wait(WATCH_MS);
    hands.releaseAll();
    hands.wait(700);
    hands.press('start', PRESS_MS);
    hands.wait(1000);
    hands.press('lower', null);
    hands.wait(WATCH_MS);
  }
  scenario.endMs = Math.ceil(run.nowMs) + 1;
  const { report } = run.finish();
  const excused = excusedOf(pair);
  const problems = report.violations
    .filter(({ invariant }) => !excused.includes(invariant))
    .map(({ invariant, atMs, detail }) => `invariant ${invariant} at ${atMs.toFixed(0)} ms: ${detail}`);
  const { angleMaxDeg, forceMaxN } = report.truth;
  if (angleMaxDeg > END_SWITCH_DEG) problems.push(`the board stood at ${angleMaxDeg.toFixed(2)} degrees`);
  if (forceMaxN > FUSE_N) problems.push(`the strap pulled ${forceMaxN.toFixed(0)} N`);
  return {
    key: text,
    first: first.id,
    second: second.id,
    problems,
    angleMaxDeg,
    forceMaxN,
    simulatedMs: report.endMs,
    scenario: problems.length === 0 ? null : scenario,
  };
}
