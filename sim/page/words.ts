/** What the page says, in plain words. Knows no page, so that tests read it as it is. */
import { FAULTS } from '../../firmware/faults.ts';
import type { Stop } from '../stops.ts';

/** What caused a stop where it was no fault: people, the program, the supply. */
const CAUSES: Readonly<Record<string, string>> = {
  panic: 'Panic was pressed',
  stop: 'LOWER was pressed: the board returns to flat',
  pause: 'START was pressed: the session pauses',
  'end of program': 'The program is over: the board returns to flat',
  'lower released': 'LOWER was let go: the board stays where it is',
  'power lost': 'The supply failed',
  reset: 'The controller was reset',
  unknown: 'The device has not told why yet',
};

function sentence(shouted: string): string {
  return `${shouted.charAt(0)}${shouted.slice(1).toLowerCase()}`;
}

/** `0:45.3` */
export function instantWords(atMs: number): string {
  const tenths = Math.floor(atMs / 100 + 1e-6);
  const minutes = Math.floor(tenths / 600);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, '0');
  return `${minutes}:${seconds}.${tenths % 10}`;
}

function measured({ drivePowerOffMs, atRestMs, overrunDeg }: Stop): string {
  const wasAtRest = atRestMs === 0;
  const parts = [
    drivePowerOffMs === null ? null : `drive power off after ${drivePowerOffMs.toFixed(0)} ms`,
    atRestMs === null ? null : wasAtRest ? 'the board was at rest' : `at rest after ${(atRestMs / 1000).toFixed(2)} s`,
    overrunDeg === null || wasAtRest ? null : `${overrunDeg.toFixed(2)} degrees further`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` Measured: ${parts.join(', ')}.`;
}

/** Why the board stopped last, what to do, and what was measured; empty while it never did. */
export function reasonWords(stop: Stop | null): string {
  if (stop === null) return '';
  const fault = FAULTS.find((row) => row.name === stop.cause);
  const known = CAUSES[stop.cause];
  const why =
    known ?? (fault === undefined ? stop.cause : `${sentence(fault.says)} (fault ${fault.code} ${fault.name})`);
  const advice = known === undefined && fault !== undefined ? ` The display advises: ${sentence(fault.does)}.` : '';
  return `Last stop at ${instantWords(stop.atMs)}. ${why}.${advice}${measured(stop)}`;
}

/** Colours of the states; each carries white text. */
export const STATE_TONES: Readonly<Record<string, string>> = {
  idle: '#5b6878',
  arming: '#3f7f94',
  raising: '#2f6fce',
  holding: '#1d8455',
  returning: '#8a6d1d',
  paused: '#8454b8',
  resting: '#4f7a4a',
  finished: '#4f7a4a',
  halted: '#c02f3c',
  'coming down': '#b3571d',
  jogging: '#b3571d',
  testing: '#b3571d',
  calibrating: '#a03a86',
  lockout: '#8f1f2b',
};
export const OTHER_TONE = '#6c7888';
