import { Daily, NO_DAY, Rx } from './course-records.ts';

/**
 * The weeks: how the target grows from one completed session to the next, and falls back after one that was broken off and
 * after missed days. Pure: the daily record in, numbers out. What is stored is the level of the last session; missed days
 * are reckoned anew from the date, so that a power cut neither forgets nor repeats them.
 */

/** Level that the missed days leave: one step less for so many whole days without a session. */
export function levelOn(daily: readonly number[], rx: readonly number[], day: number): number {
  if (daily[Daily.Course] !== rx[Rx.Course]) return 0;
  const level = daily[Daily.Level];
  const lastDay = daily[Daily.LastDay];
  if (rx[Rx.MissedDays] === 0 || lastDay === NO_DAY || day <= lastDay) return level;
  const left = level - Math.floor((day - lastDay - 1) / rx[Rx.MissedDays]);
  return left > 0 ? left : 0;
}

/** Target of a level; the whole target where nothing grows. */
export function targetAt(rx: readonly number[], level: number): number {
  const first = rx[Rx.FirstTarget];
  if (first === 0) return rx[Rx.Target];
  return Math.min(rx[Rx.Target], first + level * rx[Rx.GrowBy]);
}

/** How a session counts for the weeks. */
export const enum Outcome {
  Completed = 0,
  BrokenOff = 1,
  /** Cut short by a limit of time: neither. */
  CutShort = 2,
}

/** Notes a session that has moved the board, in place. */
export function noteCourse(daily: number[], rx: readonly number[], outcome: Outcome, day: number, endS: number): void {
  const level = levelOn(daily, rx, day);
  if (daily[Daily.Course] !== rx[Rx.Course]) daily[Daily.Completed] = 0;
  daily[Daily.Course] = rx[Rx.Course];
  daily[Daily.LastDay] = day;
  daily[Daily.LastEndS] = endS;
  daily[Daily.Level] = level;
  if (outcome === Outcome.Completed) {
    daily[Daily.Completed] = Math.min(65535, daily[Daily.Completed] + 1);
    // At the whole target there is nothing left to grow.
    if (targetAt(rx, level) < rx[Rx.Target]) daily[Daily.Level] = level + 1;
  } else if (outcome === Outcome.BrokenOff && level > 0) daily[Daily.Level] = level - 1;
}

/** Sessions of this course that were completed. */
export function completedSessions(daily: readonly number[], rx: readonly number[]): number {
  return daily[Daily.Course] === rx[Rx.Course] ? daily[Daily.Completed] : 0;
}
