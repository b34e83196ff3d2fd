import { today, type Device } from './device.ts';
import { DAY_MAX_MIN } from './limits.ts';
import { Daily } from './records.ts';

/** What is kept from day to day: whether panic was tested today, and how long the person has hung today. */

/** 2020-01-01: before this day the clock was never set. */
export const CLOCK_SET_DAY = 18262;

/**
 * A clock that was never set counts from 1970: its days are not kept, so that the next power-up asks for the test of panic
 * again (decision 0004).
 */
function keep(d: Device): void {
  d.session.saveDaily = today(d) >= CLOCK_SET_DAY;
}

export function isPanicTested(d: Device): boolean {
  return d.daily[Daily.PanicTestedDay] === today(d);
}

export function notePanicTest(d: Device): void {
  d.daily[Daily.PanicTestedDay] = today(d);
  keep(d);
}

/** Session time that the day still allows, in ms; 0 or less when it is used up. */
export function dayLeftMs(d: Device): number {
  const usedS = d.daily[Daily.SessionDay] === today(d) ? d.daily[Daily.SessionS] : 0;
  return DAY_MAX_MIN * 60000 - usedS * 1000;
}

/** Adds a session to its day. One over midnight counts wholly for the day it ends on. */
export function noteSession(d: Device, durationMs: number): void {
  const usedS = DAY_MAX_MIN * 60 - dayLeftMs(d) / 1000;
  d.daily[Daily.SessionDay] = today(d);
  d.daily[Daily.SessionS] = Math.min(65535, Math.round(usedS + durationMs / 1000));
  keep(d);
}
