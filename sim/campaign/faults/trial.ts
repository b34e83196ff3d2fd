/** One trial: a fault of the list, at an instant of a moment, in a story that its key alone decides. */
import type { Engine } from '../../../hal/virtual/contract.ts';
import type { Bundle } from '../../bundle.ts';
import { rowOf } from '../../faults/catalogue.ts';
import { MOMENTS, type FaultRow, type FaultStep, type Moment } from '../../faults/row.ts';
import { Random } from '../../random.ts';
import { prepareRun, type PreparedRun } from '../../runner.ts';
import type { Scenario } from '../../scenario/format.ts';
import { InputError } from '../../scenario/input-error.ts';
import { MEMORY_FAULTS } from '../../scenario/runtime-faults.ts';
import { baseOf } from './base.ts';
import { Hands } from './hands.ts';
import { GRACE_MS, judge, wayDown, type Case } from './judge.ts';
import { reach } from './reach.ts';
import { TruthWatch } from './watch.ts';

/** Every fourth run goes on until the person is down. */
const FULL_EVERY = 4;

export interface TrialKey {
  readonly row: string;
  readonly moment: Moment;
  readonly number: number;
}

export interface TrialVerdict {
  readonly key: string;
  readonly row: string;
  readonly moment: Moment;
  readonly variant: string;
  readonly problems: string[];
  /** Whether a detector of the row has told. */
  readonly reached: boolean;
  /** From when the fault showed until the board reacted, and until the device told; null: neither. */
  readonly reactedMs: number | null;
  readonly toldMs: number | null;
  readonly turnedDeg: number;
  readonly angleMaxDeg: number;
  readonly forceMaxN: number;
  readonly simulatedMs: number;
  /** The story of a failed trial, for a replay. */
  readonly scenario: Scenario | null;
}

export function keyText({ row, moment, number }: TrialKey): string {
  return `${row}/${moment}/${number}`;
}

/** Refuses a key that names no trial. */
export function parseKey(text: string): TrialKey {
  const [id = '', moment = '', number = ''] = text.split('/');
  if (rowOf(id) === undefined)
    throw new InputError(
      '--only',
      `names ${JSON.stringify(id)}; it must be a row of the fault list, as F001 or sweep:strap.slack`,
    );
  const known = MOMENTS.find((one) => one === moment);
  if (known === undefined)
    throw new InputError('--only', `names ${JSON.stringify(moment)}; it must be one of ${MOMENTS.join(', ')}`);
  if (!/^\d+$/.test(number))
    throw new InputError(
      '--only',
      `ends in ${JSON.stringify(number)}; it must be ROW/MOMENT/NUMBER, as F001/raising/3`,
    );
  return { row: id, moment: known, number: Number(number) };
}

export function needsMemory(steps: readonly FaultStep[]): boolean {
  return steps.some(({ inject }) => MEMORY_FAULTS.includes(inject?.as ?? ''));
}

interface Played {
  readonly one: Case;
  readonly run: PreparedRun;
  readonly scenario: Scenario;
}

/** Problems that the invariants have found, without those that the fault excuses. */
export function invariantProblems(
  row: FaultRow,
  violations: readonly { invariant: string; atMs: number; detail: string }[],
): string[] {
  const excused = (row.excuses ?? []).map(({ invariant }) => invariant);
  return violations
    .filter(({ invariant }) => !excused.includes(invariant))
    .map(({ invariant, atMs, detail }) => `invariant ${invariant} at ${atMs.toFixed(0)} ms: ${detail}`);
}

function verdictOf({ one, run, scenario }: Played, key: TrialKey, variant: string): TrialVerdict {
  const { row, watch, found } = one;
  scenario.endMs = Math.ceil(run.nowMs) + 1;
  const { report } = run.finish();
  const problems = [...found.problems, ...invariantProblems(row, report.violations)];
  // What was wrong from the beginning may have been told before.
  const fromMs = row.story === undefined ? watch.struckAtMs : 0;
  const told = report.faults.find(({ name, atMs }) => row.detectors.includes(name) && atMs >= fromMs);
  if (row.reaction === 'warn' && told === undefined) problems.push('the device does not tell of it');
  return {
    key: keyText(key),
    row: key.row,
    moment: key.moment,
    variant,
    problems,
    reached: told !== undefined,
    reactedMs: found.reactedMs,
    toldMs: told === undefined || !watch.isShownNow ? null : Math.max(0, told.atMs - watch.shownAtMs),
    turnedDeg: watch.turnedDeg,
    angleMaxDeg: watch.angleMaxDeg,
    forceMaxN: watch.forceMaxN,
    simulatedMs: report.endMs,
    scenario: problems.length === 0 ? null : scenario,
  };
}

/** A seed for the story: rows and moments have streams of their own. */
function randomOf(key: TrialKey): Random {
  return new Random(key.number).split(`${key.row}/${key.moment}`);
}

/** A mistake of the simulator is a failure of its trial, not the end of the campaign. */
export function playTrial(key: TrialKey, bundle: Bundle, engine: Engine): TrialVerdict {
  try {
    return playThrough(key, bundle, engine);
  } catch (error) {
    const nothing = { variant: '', reached: false, reactedMs: null, toldMs: null, scenario: null };
    const zero = { turnedDeg: 0, angleMaxDeg: 0, forceMaxN: 0, simulatedMs: 0 };
    const problems = [
      `the simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ];
    return { ...nothing, ...zero, key: keyText(key), row: key.row, moment: key.moment, problems };
  }
}

function playThrough(key: TrialKey, bundle: Bundle, engine: Engine): TrialVerdict {
  const row = rowOf(key.row);
  if (row === undefined) throw new Error(`no fault row ${key.row}`);
  const random = randomOf(key);
  const { label, steps } = row.variants[key.number % row.variants.length] ?? { label: '', steps: [] };
  const name = `${keyText(key)}: ${row.name}${label === '' ? '' : `, ${label}`}`;
  const scenario = baseOf(row, key.moment, random, name.slice(0, 200), random.bits() >>> 0);
  const watch = new TruthWatch(row.shows ?? 'now', row.boundMs + GRACE_MS, () => run.duty);
  const run: PreparedRun = prepareRun({
    scenario,
    bundle,
    engine,
    flash: null,
    source: name,
    trace: false,
    memory: needsMemory(steps),
    onLook: (world) => watch.look(world),
  });
  const hands = new Hands(run);
  const found = { problems: [] as string[], reactedMs: null };
  const one: Case = {
    row,
    moment: key.moment,
    hands,
    watch,
    found,
    isFull: key.number % FULL_EVERY === FULL_EVERY - 1,
  };
  if (!reach(key.moment, hands, random)) found.problems.push(`the device never came to ${key.moment}`);
  else {
    watch.struckAtMs = hands.strike(steps);
    judge(one);
    if (one.isFull && row.reaction !== 'none' && row.reaction !== 'warn') wayDown(one);
  }
  return verdictOf({ one, run, scenario }, key, label);
}
