import { completedSessions, noteCourse, Outcome } from './course.ts';
import { Daily, NO_DAY, Rx } from './course-records.ts';
import { today, type Device } from './device.ts';
import { Fault } from './faults.ts';
import { DAY_MAX_MIN } from './limits.ts';
import { Cal } from './records.ts';

/** What is kept from day to day: whether panic was tested today, how long and how often the person has hung, the weeks. */

/** 2020-01-01: before this day the clock was never set. */
export const CLOCK_SET_DAY = 18262;
/** A calibration holds for a year. */
export const VALID_DAYS = 365;
const DAY_S = 86400;
/** A day with less than this left allows no other session. */
const SHORTEST_MS = 60000;
/** The supervisor turns the key, and START follows within this time. */
const KEY_MS = 120000;

/**
 * A clock that was never set counts from 1970 with every power-up, and its days are none: the next power-up asks for the test
 * of panic again, and the weeks go on without missed days (decision 0004).
 */
export function forgetDays(d: Device): void {
  if (today(d) >= CLOCK_SET_DAY) return;
  d.daily[Daily.PanicTestedDay] = NO_DAY;
  d.daily[Daily.SessionDay] = NO_DAY;
  d.daily[Daily.LastDay] = NO_DAY;
  d.daily[Daily.LastEndS] = 0;
}

export function isPanicTested(d: Device): boolean {
  return d.daily[Daily.PanicTestedDay] === today(d);
}

export function notePanicTest(d: Device): void {
  d.session.opensMs = Math.ceil(d.inputs.opensMs);
  d.daily[Daily.PanicTestedDay] = today(d);
  d.session.saveDaily = true;
}

/** Cell or angle were calibrated too long ago. Asked whenever readiness is: the day goes on while the device is on. */
export function isExpired(d: Device): boolean {
  const day = today(d);
  return d.cal[Cal.ExpiresDay] < day || d.cal[Cal.AngleDay] + VALID_DAYS < day;
}

function isToday(d: Device): boolean {
  return d.daily[Daily.SessionDay] === today(d);
}

/** Minutes that the day has in all: those of the device, or fewer by prescription. */
function dayMaxMin(d: Device): number {
  return d.rx.length > 0 && d.rx[Rx.DayMaxMin] < DAY_MAX_MIN ? d.rx[Rx.DayMaxMin] : DAY_MAX_MIN;
}

/** Session time that the day still allows, in ms; 0 or less when it is used up. */
export function dayLeftMs(d: Device): number {
  const usedS = isToday(d) ? d.daily[Daily.SessionS] : 0;
  return dayMaxMin(d) * 60000 - usedS * 1000;
}

/** Seconds since 1970, as far as the clock was set. */
function nowS(d: Device): number {
  return d.bootS + d.inputs.nowMs / 1000;
}

/** Which rule of the day forbids another session now; None when none does. */
export function dayForbids(d: Device): Fault {
  const daily = d.daily;
  if (dayLeftMs(d) < SHORTEST_MS) return Fault.DayUsedUp;
  if (isToday(d) && daily[Daily.Sessions] >= d.rx[Rx.SessionsPerDay]) return Fault.SessionsUsedUp;
  const sinceS = nowS(d) - daily[Daily.LastEndS];
  if (sinceS >= 0 && sinceS < d.rx[Rx.GapMin] * 60) return Fault.TooSoon;
  const isFree = completedSessions(daily, d.rx) >= d.rx[Rx.Supervised];
  if (isFree || d.inputs.nowMs - d.session.keyMs < KEY_MS) return Fault.None;
  return Fault.SupervisorMissing;
}

/** Adds a session to its day. One over midnight counts wholly for the day it ends on. */
export function noteSession(d: Device, durationMs: number): void {
  const daily = d.daily;
  const usedS = isToday(d) ? daily[Daily.SessionS] : 0;
  if (!isToday(d)) daily[Daily.Sessions] = 0;
  daily[Daily.SessionDay] = today(d);
  daily[Daily.SessionS] = Math.min(65535, Math.round(usedS + durationMs / 1000));
  d.session.saveDaily = true;
}

/** How a session that has moved the board counts for the weeks. */
function outcomeOf(d: Device): Outcome {
  const cause = d.safety.cause;
  if (cause === Fault.SessionTooLong) return Outcome.CutShort;
  return cause === Fault.None && !d.session.stopped ? Outcome.Completed : Outcome.BrokenOff;
}

/** Counts a session that has moved the board, for the day and for the weeks. */
export function noteMoved(d: Device): void {
  countAs(d, outcomeOf(d));
}

/** A session that began then, and that power cut, counts for all the seconds it might have taken: how many they were nobody knows. */
export function noteCut(d: Device, begunS: number, seconds: number): void {
  if (today(d) >= CLOCK_SET_DAY && Math.floor(begunS / DAY_S) !== today(d)) return;
  noteSession(d, seconds * 1000);
  countAs(d, Outcome.CutShort);
}

function countAs(d: Device, outcome: Outcome): void {
  if (d.daily[Daily.Sessions] < 255) d.daily[Daily.Sessions]++;
  if (d.rx.length === 0) return;
  const day = today(d);
  noteCourse(d.daily, d.rx, outcome, day < CLOCK_SET_DAY ? NO_DAY : day, nowS(d));
}
