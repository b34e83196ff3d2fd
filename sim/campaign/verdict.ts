/** Judges the report of one campaign story: the invariants, and the numbers that a session and a panic must meet. */
import { TICK_MS } from '../../firmware/limits.ts';
import { prescribedPull } from '../prescribed.ts';
import type { Report } from '../report.ts';
import type { Story } from './story.ts';

/** The governor's promise (design section 6). */
const MEAN_WITHIN = 0.02;
const OVERSHOOT_RATIO = 0.05;
const OVERSHOOT_N = 5;
const FLAT_DEG = 0.5;
/** A tap shorter than the relay needs is taken by the next tick, and the relay. */
const PANIC_POWER_OFF_MS = TICK_MS + 20;
const PANIC_REST_MS = 350;
const PANIC_OVERRUN_DEG = 0.3;

export interface Verdict {
  readonly seed: number;
  readonly plot: string;
  readonly problems: string[];
  readonly endMs: number;
  readonly timeline: string;
  readonly angleMaxDeg: number;
  /** Mean pull against its target, as a share; null where nothing was held. */
  readonly meanError: number | null;
  /** Highest pull above the target; null without a pull target. */
  readonly overshootN: number | null;
  readonly panicPowerOffMs: number | null;
  readonly panicRestMs: number | null;
  readonly panicOverrunDeg: number | null;
}

/** A stop near the start of a hold leaves too little of it for a mean. */
function meanError({ truth }: Report): number | null {
  if (truth.forceMeanHoldN === null || truth.forceTargetN === null) return null;
  return (truth.forceMeanHoldN - truth.forceTargetN) / truth.forceTargetN;
}

function overshootN({ truth }: Report): number | null {
  return truth.forceTargetN === null ? null : truth.forceMaxN - truth.forceTargetN;
}

function pullProblems(story: Story, report: Report): string[] {
  const problems: string[] = [];
  const error = meanError(report);
  if (error !== null && Math.abs(error) > MEAN_WITHIN)
    problems.push(`mean pull is off its target by ${(100 * error).toFixed(2)} %`);
  const over = overshootN(report);
  const allowed = Math.max(OVERSHOOT_N, OVERSHOOT_RATIO * (report.truth.forceTargetN ?? 0));
  if (over !== null && over > allowed)
    problems.push(`pull is ${over.toFixed(1)} N above its target, allowed ${allowed.toFixed(1)}`);
  const capN = prescribedPull(story.scenario)?.capN ?? 0;
  const allowedN = capN + Math.max(OVERSHOOT_N, OVERSHOOT_RATIO * capN);
  if (report.truth.forceMaxN > allowedN)
    problems.push(
      `pull is ${report.truth.forceMaxN.toFixed(1)} N, cap ${capN.toFixed(1)}, allowed ${allowedN.toFixed(1)}`,
    );
  return problems;
}

function panicProblems(report: Report): string[] {
  const stop = report.stops.find((candidate) => candidate.cause === 'panic');
  if (stop === undefined) return ['panic left no stop'];
  const problems: string[] = [];
  const within = (what: string, value: number | null, limit: number, unit: string): void => {
    if (value === null || value > limit)
      problems.push(
        `panic: ${what} after ${value === null ? 'never' : `${value.toFixed(3)} ${unit}`}, limit ${limit} ${unit}`,
      );
  };
  within('drive power off', stop.drivePowerOffMs, PANIC_POWER_OFF_MS, 'ms');
  within('at rest', stop.atRestMs, PANIC_REST_MS, 'ms');
  within('at rest', stop.overrunDeg, PANIC_OVERRUN_DEG, 'degrees');
  return problems;
}

/** One statement of the device about the time left. */
export interface Told {
  readonly atMs: number;
  readonly leftS: number;
  readonly state: string;
  readonly stateAtMs: number;
}

/** What the device said about the time left, and when the board was flat at last. */
export interface ToldTimes {
  readonly promises: readonly Told[];
  readonly flatAtMs: number | null;
}

/** Time left: within 1 s or 5 % once the target was reached, which tells the friction. */
const LEFT_WITHIN_S = 1;
const LEFT_WITHIN = 0.05;
/** After a change of state the panel looks at everything anew within this time (docs/decisions/0002-tick-period.md). */
const ROUND_MS = 4000;
/** The device tells it once a second, in whole seconds; a question takes the person as long as it takes. */
const LEFT_GRAIN_S = 1;
const ANSWER_S = 5;

/** Worst share by which the time left was wrong since the target was reached first, beyond what is allowed; null for none. */
export function timeLeftProblems({ promises, flatAtMs }: ToldTimes, questions: number): string[] {
  if (flatAtMs === null) return [];
  const from = promises.findIndex((promise) => promise.state === 'holding');
  const wrong = promises.slice(from < 0 ? promises.length : from).filter(({ atMs, leftS, state, stateAtMs }) => {
    const reallyS = (flatAtMs - atMs) / 1000;
    const allowedS = Math.max(LEFT_WITHIN_S, LEFT_WITHIN * reallyS) + LEFT_GRAIN_S + questions * ANSWER_S;
    const isSettled = atMs - stateAtMs >= ROUND_MS && state !== 'asking' && state !== 'resting';
    return isSettled && atMs < flatAtMs && Math.abs(leftS - reallyS) > allowedS;
  });
  return wrong.slice(0, 1).map(({ atMs, leftS, state }) => {
    const reallyS = (flatAtMs - atMs) / 1000;
    return `time left at ${(atMs / 1000).toFixed(0)} s, ${state}: ${leftS} s told, ${reallyS.toFixed(1)} s it was (${wrong.length} times wrong)`;
  });
}

/** What the log may differ from the truth by: the load cell's noise and filter, every other word, the angle's noise. */
const LOG_PEAK_N = 5;
const LOG_PEAK_RATIO = 0.03;
const LOG_ANGLE_DEG = 0.5;

/** The record of a session that nothing disturbed: how it ended, how long it was, and its peaks. */
export function logProblems({ sessions, truth }: Report, flatAtMs: number | null): string[] {
  const log = sessions[0];
  if (log === undefined || flatAtMs === null) return [];
  const number = (name: string): number => Number(log[name]);
  const [heldS, durationS, peakN] = [number('holdS'), number('durationS'), number('pullPeakN')];
  const problems: string[] = [];
  if (log['stopCause'] !== 'end of program') problems.push(`log: stopped by ${log['stopCause']}`);
  const mostS = flatAtMs / 1000;
  if (!(heldS > 0 && heldS < durationS && durationS < mostS))
    problems.push(`log: ${durationS} s with ${heldS} s at the target, over after ${mostS.toFixed(0)} s`);
  if (Math.abs(peakN - truth.forceMaxN) > LOG_PEAK_N + LOG_PEAK_RATIO * truth.forceMaxN)
    problems.push(`log: peak ${peakN.toFixed(1)} N, it was ${truth.forceMaxN.toFixed(1)}`);
  const peakDeg = number('anglePeakDeg');
  if (Math.abs(peakDeg - truth.angleMaxDeg) > LOG_ANGLE_DEG)
    problems.push(`log: up to ${peakDeg.toFixed(1)} degrees, it was ${truth.angleMaxDeg.toFixed(1)}`);
  if (truth.forceMaxN > LOG_PEAK_N && !(number('impulseNs') > 0)) problems.push('log: no impulse');
  return problems;
}

function endProblems(report: Report, drivePower: boolean): string[] {
  const problems: string[] = [];
  if (Math.abs(report.truth.angleEndDeg) > FLAT_DEG)
    problems.push(`ends at ${report.truth.angleEndDeg.toFixed(2)} degrees`);
  if (drivePower) problems.push('ends with drive power');
  if (report.sessions.length !== 1) problems.push(`${report.sessions.length} sessions logged instead of 1`);
  if (report.state !== 'idle') problems.push(`ends in state ${report.state}`);
  return problems;
}

/** Questions that the coach asks between its sets. */
function questionsOf({ scenario }: Story): number {
  const rx = scenario.prescription;
  return rx?.program === 'coach' ? rx.rounds - 1 : 0;
}

export function verdictOf(story: Story, report: Report, drivePower: boolean, told: ToldTimes): Verdict {
  const panic = report.stops.find((stop) => stop.cause === 'panic');
  return {
    seed: story.seed,
    plot: story.plot,
    problems: [
      ...report.violations.map(
        (violation) => `invariant ${violation.invariant} at ${violation.atMs} ms: ${violation.detail}`,
      ),
      ...pullProblems(story, report),
      ...(story.plot === 'panic' ? panicProblems(report) : []),
      ...(story.plot === 'program' ? timeLeftProblems(told, questionsOf(story)) : []),
      ...(story.plot === 'program' ? logProblems(report, told.flatAtMs) : []),
      ...endProblems(report, drivePower),
    ],
    endMs: report.endMs,
    timeline: report.timeline,
    angleMaxDeg: report.truth.angleMaxDeg,
    meanError: meanError(report),
    overshootN: overshootN(report),
    panicPowerOffMs: panic?.drivePowerOffMs ?? null,
    panicRestMs: panic?.atRestMs ?? null,
    panicOverrunDeg: panic?.overrunDeg ?? null,
  };
}
