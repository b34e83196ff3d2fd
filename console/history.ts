/** The days and weeks of a device, from its log: adherence, dose, pain, trend. Pure; what it cannot know is null. */
import { PRESCRIPTION, Rx, TargetKind } from '../firmware/course-records.ts';
import type { Fault } from '../firmware/faults.ts';
import { FAULTS } from '../firmware/faults.ts';
import { EventKind, isScoredAgain, NO_SCORES, StopCause } from '../firmware/records.ts';
import { GRAVITY_M_PER_S2 } from '../firmware/limits.ts';
import type { Named } from './board.ts';

const DAY_S = 86_400;
const WEEK_DAYS = 7;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY = -3;
/** As many sessions a day as the device ever allows: a prescription that says so says nothing. */
const NO_NUMBER = PRESCRIPTION.fields[Rx.SessionsPerDay]!.max;

export interface SessionRow {
  readonly at: string;
  readonly day: number;
  readonly minutes: number;
  readonly heldMinutes: number;
  readonly meanN: number;
  readonly peakN: number;
  readonly angleDeg: number;
  readonly impulseNs: number;
  readonly painBefore: number | null;
  readonly painAfter: number | null;
  readonly cause: string;
}

/** Sessions of a day or of a week. Pulls are weighted by the time at the target; pains are means of those that were told. */
export interface PeriodRow {
  readonly from: string;
  readonly sessions: number;
  readonly completed: number;
  /** Of the days from the first session to the last; null where the prescription names no number of sessions. */
  readonly prescribed: number | null;
  readonly minutes: number;
  readonly heldMinutes: number;
  readonly meanN: number | null;
  readonly peakN: number | null;
  readonly impulseNs: number;
  readonly painBefore: number | null;
  readonly painAfter: number | null;
  readonly causes: string;
  /** Slowest relay of the tests of panic; null without one. */
  readonly relayMs: number | null;
}

/** A test of panic, and how long after the press the drive had no power. */
export interface PanicTest {
  readonly at: string;
  readonly relayMs: number;
}

/** What days and weeks are made of; `perDay` are the sessions prescribed. */
interface Kept {
  readonly rows: readonly SessionRow[];
  readonly tests: readonly PanicTest[];
  readonly perDay: number | null;
}

export interface History {
  readonly date: string;
  /** Pull that the prescription aims at in the end; null for an angle. */
  readonly targetN: number | null;
  readonly sessions: readonly SessionRow[];
  readonly days: readonly PeriodRow[];
  readonly weeks: readonly PeriodRow[];
  /** Slopes of straight lines through the sessions. */
  readonly trend: { readonly pullNPerWeek: number | null; readonly painPerWeek: number | null };
  readonly panicTests: readonly PanicTest[];
}

/** What was read from the device, newest first. */
export interface Logs {
  readonly sessions: readonly Named[];
  readonly events: readonly Named[];
  readonly prescription: Named | null;
  readonly date: string;
}

export function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function dateOf(day: number): string {
  return instant(day * DAY_S).slice(0, 10);
}

function causeOf(code: number): string {
  if (code === StopCause.EndOfProgram) return 'end of program';
  if (code === StopCause.StopButton) return 'stop';
  return FAULTS.find((fault) => fault.code === (code as Fault))?.name ?? `unknown ${code}`;
}

function pain(score: number): number | null {
  return score === NO_SCORES ? null : score;
}

function scored(one: Named): { startedS: number; scores: number } {
  return { startedS: one['startedS']!, scores: one['scores']! };
}

/** Of two records of a session that was scored afterwards the later one counts. Newest first. */
export function withoutDoubles(newestFirst: readonly Named[]): Named[] {
  return newestFirst.filter((one, k) => k === 0 || !isScoredAgain(scored(one), scored(newestFirst[k - 1]!)));
}

function sessionRow(one: Named): SessionRow {
  const value = (name: string): number => one[name]!;
  return {
    at: instant(value('startedS')),
    day: Math.floor(value('startedS') / DAY_S),
    minutes: value('durationS') / 60,
    heldMinutes: value('holdS') / 60,
    meanN: value('pullMeanN'),
    peakN: value('pullPeakN'),
    angleDeg: value('anglePeakDeg'),
    impulseNs: value('impulseNs'),
    painBefore: pain(value('scores') & 15),
    painAfter: pain(value('scores') >> 4),
    cause: causeOf(value('stopCause')),
  };
}

/** Sessions that began and are not in the log: power failed. Nothing is known of them but that they began. */
function cutRow(event: Named): SessionRow {
  const nothing = { minutes: 0, heldMinutes: 0, meanN: 0, peakN: 0, angleDeg: 0, impulseNs: 0 };
  const at = event['atS']!;
  const pains = { painBefore: null, painAfter: null };
  return { at: instant(at), day: Math.floor(at / DAY_S), ...nothing, ...pains, cause: 'power failed' };
}

function sum(rows: readonly SessionRow[], read: (row: SessionRow) => number): number {
  return rows.reduce((total, row) => total + read(row), 0);
}

function mean(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 ? null : told.reduce((a, b) => a + b, 0) / told.length;
}

function countedCauses(rows: readonly SessionRow[]): string {
  const counts = new Map<string, number>();
  for (const { cause } of rows) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, count]) => `${count} ${cause}`).join('; ');
}

function period(from: number, days: number, { rows: all, tests, perDay }: Kept): PeriodRow {
  const relays = tests.filter(({ at }) => at >= dateOf(from) && at < dateOf(from + days)).map(({ relayMs }) => relayMs);
  const rows = all.filter(({ day }) => day >= from && day < from + days);
  const heldMinutes = sum(rows, (row) => row.heldMinutes);
  return {
    from: dateOf(from),
    sessions: rows.length,
    completed: rows.filter(({ cause }) => cause === 'end of program').length,
    prescribed:
      perDay === null ? null : perDay * (Math.min(from + days, all.at(-1)!.day + 1) - Math.max(from, all[0]!.day)),
    minutes: sum(rows, (row) => row.minutes),
    heldMinutes,
    meanN: heldMinutes > 0 ? sum(rows, (row) => row.meanN * row.heldMinutes) / heldMinutes : null,
    peakN: rows.length > 0 ? Math.max(...rows.map(({ peakN }) => peakN)) : null,
    impulseNs: sum(rows, (row) => row.impulseNs),
    painBefore: mean(rows.map(({ painBefore }) => painBefore)),
    painAfter: mean(rows.map(({ painAfter }) => painAfter)),
    causes: countedCauses(rows),
    relayMs: relays.length > 0 ? Math.max(...relays) : null,
  };
}

/** Every period from the first session to the last, empty ones too: a day without a session is news. */
function periods(kept: Kept, days: number): PeriodRow[] {
  const { rows } = kept;
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = days === 1 ? first.day : first.day - ((first.day - FIRST_MONDAY) % days);
  const count = Math.floor((last.day - from) / days) + 1;
  return Array.from({ length: count }, (_, k) => period(from + k * days, days, kept));
}

/** Slope of the straight line through points; null where there is none. */
export function slope(points: readonly (readonly [x: number, y: number | null])[]): number | null {
  const told = points.filter((point): point is readonly [number, number] => point[1] !== null);
  const n = told.length;
  const [meanX, meanY] = [0, 1].map((k) => told.reduce((total, point) => total + point[k as 0 | 1], 0) / n);
  const across = told.reduce((total, [x]) => total + (x - meanX!) ** 2, 0);
  if (n < 2 || across === 0) return null;
  return told.reduce((total, [x, y]) => total + (x - meanX!) * (y - meanY!), 0) / across;
}

/** Tests of panic, oldest first. */
function panicTests(events: readonly Named[]): PanicTest[] {
  const told = events.filter((event) => event['event'] === EventKind.PanicTested);
  return told.map((event) => ({ at: instant(event['atS']!), relayMs: event['code']! })).reverse();
}

/** Pull that a prescription aims at; null for an angle. */
function targetN(rx: Named): number | null {
  if (rx['targetKind'] === TargetKind.AngleDeg) return null;
  const isShare = rx['targetKind'] === TargetKind.BodyWeightPct;
  return isShare ? (rx['target']! / 100) * rx['bodyMassKg']! * GRAVITY_M_PER_S2 : rx['target']!;
}

export function historyOf({ sessions, events, prescription, date }: Logs): History {
  const logged = new Set(sessions.map((one) => one['startedS']));
  // The log is a ring, too: what began before its oldest session may have been in it.
  const oldestS = Math.min(...sessions.map((one) => one['startedS']!), Infinity);
  const isKnown = (atS: number): boolean => sessions.length === 0 || atS > oldestS;
  const begun = events.filter((one) => one['event'] === EventKind.SessionBegun && isKnown(one['atS']!));
  const cut = begun.filter((one) => !logged.has(one['atS']));
  const rows = [...withoutDoubles(sessions).map(sessionRow), ...cut.map(cutRow)].sort((a, b) => (a.at < b.at ? -1 : 1));
  const perDay = prescription?.['sessionsPerDay'] ?? NO_NUMBER;
  const number = perDay < NO_NUMBER ? perDay : null;
  const tests = panicTests(events);
  const kept: Kept = { rows, tests, perDay: number };
  const held = rows.filter(({ heldMinutes }) => heldMinutes > 0);
  return {
    date,
    targetN: prescription === null ? null : targetN(prescription),
    sessions: rows,
    days: periods(kept, 1),
    weeks: periods(kept, WEEK_DAYS),
    trend: {
      pullNPerWeek: slope(held.map((row) => [row.day / WEEK_DAYS, row.meanN])),
      painPerWeek: slope(rows.map((row) => [row.day / WEEK_DAYS, row.painBefore])),
    },
    panicTests: tests,
  };
}
