/** States and events of a run in words for people who watch. */
import { clock } from '../html/svg-chart.ts';
import type { TraceEvent } from '../trace.ts';

/** What each state means to the person on the board. */
const STATE_WORDS: Readonly<Record<string, string>> = {
  off: 'no power',
  booting: 'starts and tests itself',
  idle: 'flat, waits for START',
  arming: 'gets ready: three beeps',
  raising: 'raises the board',
  holding: 'holds the target',
  resting: 'flat: lie still for a minute',
  returning: 'lowers the board to flat',
  paused: 'paused, held by the screw',
  halted: 'HALTED: drive power is off',
  'coming down': 'comes down while LOWER is held',
  jogging: 'service: creeps up while START is held',
  testing: 'waits for PANIC, the test of the day',
  finished: 'waits for START to acknowledge',
  calibrating: 'service',
  lockout: 'LOCKED: call service',
};

export function stateWords(state: string): string {
  return STATE_WORDS[state] ?? state;
}

/** `1:02` and what happened. */
export function eventLine(event: TraceEvent): string {
  const what = event.kind === 'state' ? `${event.text}: ${stateWords(event.text)}` : event.text;
  return `${clock(event.atMs / 1000).padStart(5)}  ${what}`;
}
