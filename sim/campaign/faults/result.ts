/** One verdict over all trials, and one row per fault. Independent of the order in which the trials came in. */
import { ALL_ROWS, momentsOf, rowOf } from '../../faults/catalogue.ts';
import { isUndetected, KNOWN_OPEN, openFor, type Open } from '../../faults/open.ts';
import type { FaultRow } from '../../faults/row.ts';
import type { Scenario } from '../../scenario/format.ts';
import { parseKey, type TrialVerdict } from './trial.ts';

export interface RowResult {
  id: string;
  name: string;
  /** What the list asks for while the board is under way. */
  reaction: string;
  boundMs: number;
  runs: number;
  failed: number;
  /** Of the failed ones those that are known, with their reasons. */
  open: number;
  why: string[];
  /** Runs in which a detector of the row has told; null where there is nothing to detect. */
  reached: number | null;
  reactedMaxMs: number | null;
  toldMaxMs: number | null;
  turnedMaxDeg: number;
  angleMaxDeg: number;
  forceMaxN: number;
}

export interface FailedTrial {
  key: string;
  variant: string;
  problems: string[];
  isKnown: boolean;
  /** Plays it again. */
  replay: string;
  /** The same story for `incline run`. */
  scenario: Scenario | null;
}

export interface FaultsResult {
  ok: boolean;
  interrupted: boolean;
  engine: string;
  firmware: string;
  runs: number;
  /** Failed runs that are not known. */
  failed: number;
  /** Failed runs that are. */
  open: number;
  simulatedS: number;
  rows: RowResult[];
  /** Rows whose detector was never reached, and no entry says why. */
  unreached: string[];
  /** Known failures that were not seen any more in a campaign long enough to see them. */
  mended: string[];
  failures: FailedTrial[];
}

/** A cell that passed so many runs is good. */
const GOOD_RUNS = 40;
/** Stories of more failures than this fill the memory and tell nothing new. */
const FAILURES_PER_ROW_MAX = 20;

export function replayCommand(key: string): string {
  return `incline campaign --faults --only ${/[ :]/.test(key) ? `'${key}'` : key}`;
}

function largest(values: readonly (number | null)[]): number | null {
  return values.reduce((max, value) => (value !== null && (max === null || value > max) ? value : max), null);
}

/** A failure that is in the list of what is open. */
export function isKnown({ row, moment, problems }: TrialVerdict): boolean {
  return openFor(row, moment, problems) !== undefined;
}

function rowResult(row: FaultRow, verdicts: readonly TrialVerdict[]): RowResult {
  const failed = verdicts.filter(({ problems }) => problems.length > 0);
  return {
    id: row.id,
    name: row.name,
    reaction: row.reaction,
    boundMs: row.boundMs,
    runs: verdicts.length,
    failed: failed.length,
    open: failed.filter(isKnown).length,
    why: KNOWN_OPEN.filter((one) => one.row === row.id).map(({ why }) => why),
    reached: row.detectors.length === 0 ? null : verdicts.filter(({ reached }) => reached).length,
    reactedMaxMs: largest(verdicts.map(({ reactedMs }) => reactedMs)),
    toldMaxMs: largest(verdicts.map(({ toldMs }) => toldMs)),
    turnedMaxDeg: largest(verdicts.map(({ turnedDeg }) => turnedDeg)) ?? 0,
    angleMaxDeg: largest(verdicts.map(({ angleMaxDeg }) => angleMaxDeg)) ?? 0,
    forceMaxN: largest(verdicts.map(({ forceMaxN }) => forceMaxN)) ?? 0,
  };
}

/** Gathers verdicts as they come; keeps the stories of the first failures of each row only. */
export class FaultTally {
  runs = 0;
  private readonly byRow = new Map<string, TrialVerdict[]>();

  add(verdict: TrialVerdict): void {
    this.runs += 1;
    const known = this.byRow.get(verdict.row);
    if (known === undefined) this.byRow.set(verdict.row, [verdict]);
    else known.push(verdict);
  }

  of(row: string): readonly TrialVerdict[] {
    const numberOf = ({ key }: TrialVerdict): number => parseKey(key).number;
    const inOrder = [...(this.byRow.get(row) ?? [])];
    return inOrder.sort((a, b) => numberOf(a) - numberOf(b) || (a.moment < b.moment ? -1 : 1));
  }
}

function isMended(one: Open, tally: FaultTally): boolean {
  const row = rowOf(one.row);
  if (row === undefined) return true;
  const moments = one.moments ?? momentsOf(row);
  const verdicts = tally.of(one.row).filter(({ moment }) => moments.includes(moment));
  const isLong = moments.every((moment) => verdicts.filter((verdict) => verdict.moment === moment).length >= GOOD_RUNS);
  const isUnreached = row.detectors.length > 0 && !verdicts.some(({ reached }) => reached);
  return isLong && !isUnreached && verdicts.every(({ problems }) => problems.length === 0);
}

function failuresOf(tally: FaultTally, rows: readonly FaultRow[]): FailedTrial[] {
  return rows.flatMap((row) => {
    const failed = tally.of(row.id).filter(({ problems }) => problems.length > 0);
    // What is not known comes first.
    const news = [...failed.filter((one) => !isKnown(one)), ...failed.filter(isKnown)];
    return news.slice(0, FAILURES_PER_ROW_MAX).map((verdict) => ({
      key: verdict.key,
      variant: verdict.variant,
      problems: verdict.problems,
      isKnown: isKnown(verdict),
      replay: replayCommand(verdict.key),
      scenario: verdict.scenario,
    }));
  });
}

export function faultsResult(
  frame: { engine: string; firmware: string; interrupted: boolean },
  tally: FaultTally,
): FaultsResult {
  const played = ALL_ROWS.filter((row) => tally.of(row.id).length > 0);
  const rows = played.map((row) => rowResult(row, tally.of(row.id)));
  const failed = rows.reduce((sum, row) => sum + row.failed - row.open, 0);
  const isUnreached = (row: FaultRow): boolean => {
    const { reached, runs } = rows.find(({ id }) => id === row.id) ?? { reached: null, runs: 0 };
    return reached === 0 && runs >= (row.reachedWithin ?? 1) && !isUndetected(row);
  };
  const unreached = played.filter(isUnreached).map(({ id }) => id);
  const mended = KNOWN_OPEN.filter(
    (one) => one.isRare !== true && tally.of(one.row).length > 0 && isMended(one, tally),
  ).map(({ row, moments }) => (moments === undefined ? row : `${row}/${moments.join(', ')}`));
  const simulatedMs = played.reduce(
    (sum, row) => sum + tally.of(row.id).reduce((ms, verdict) => ms + verdict.simulatedMs, 0),
    0,
  );
  return {
    ok: failed === 0 && unreached.length === 0 && mended.length === 0 && !frame.interrupted,
    interrupted: frame.interrupted,
    engine: frame.engine,
    firmware: frame.firmware,
    runs: tally.runs,
    failed,
    open: rows.reduce((sum, row) => sum + row.open, 0),
    simulatedS: simulatedMs / 1000,
    rows,
    unreached,
    mended,
    failures: failuresOf(tally, played),
  };
}
