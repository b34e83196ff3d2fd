/** One picture of a running session, as lines of text. */
import { clock } from '../html/svg-chart.ts';
import type { TraceEvent } from '../trace.ts';
import { bar, padVisible, styled } from './screen.ts';
import { sideView } from './side-view.ts';
import { eventLine, stateWords } from './words.ts';

export interface FrameInput {
  readonly title: string;
  readonly nowMs: number;
  readonly endMs: number;
  /** Simulated seconds a second. */
  readonly pace: number;
  readonly state: string;
  readonly angleDeg: number;
  readonly angleCapDeg: number;
  readonly forceN: number;
  readonly targetN: number | null;
  readonly capN: number;
  readonly speedDegPerS: number;
  readonly timeLeftS: number | null;
  readonly drivePower: boolean;
  readonly strapped: boolean;
  /** Text that the display shows, line by line. */
  readonly display: readonly string[];
  readonly events: readonly TraceEvent[];
}

const BAR_WIDTH = 24;
const WIDE_BAR_WIDTH = 56;
/** From here on the side view and the events fit beside the readings. */
const WIDE_COLUMNS = 90;
const LEFT_WIDTH = 46;
/** The words behind the title. */
const PACE_WIDTH = 32;
const EVENT_LINES = 6;
/** The display is 128 dots wide: 21 characters of six dots. */
const DISPLAY_COLUMNS = 21;
const DISPLAY_ROWS = 8;

function readings(input: FrameInput): string[] {
  const bad = input.state === 'halted' || input.state === 'lockout';
  const row = (name: string, value: string): string => `${styled('dim', name.padEnd(11))}${value}`;
  const target = input.targetN === null ? '' : styled('dim', `  target ${input.targetN.toFixed(0)} N`);
  return [
    row('State', styled(bad ? ['red', 'bold'] : ['bold'], stateWords(input.state))),
    '',
    row(
      'Angle',
      `${styled('bold', `${input.angleDeg.toFixed(1)}°`)}${styled('dim', `  at ${input.speedDegPerS.toFixed(2)} °/s`)}`,
    ),
    row(
      '',
      styled('blue', bar(input.angleDeg / input.angleCapDeg, BAR_WIDTH)) +
        styled('dim', ` ${input.angleCapDeg.toFixed(0)}°`),
    ),
    row('Pull', `${styled('bold', `${input.forceN.toFixed(0)} N`)}${target}`),
    row('', styled('yellow', bar(input.forceN / input.capN, BAR_WIDTH)) + styled('dim', ` ${input.capN.toFixed(0)} N`)),
    row('Drive', input.drivePower ? 'relay closed' : styled('dim', 'relay open, no power')),
    row('Time left', input.timeLeftS === null ? '–' : clock(input.timeLeftS)),
  ];
}

function display(lines: readonly string[]): string[] {
  const edge = '─'.repeat(DISPLAY_COLUMNS + 2);
  const shown = Array.from({ length: DISPLAY_ROWS }, (_, row) =>
    (lines[row] ?? '').slice(0, DISPLAY_COLUMNS).padEnd(DISPLAY_COLUMNS),
  );
  return [`┌${edge}┐`, ...shown.map((line) => `│ ${styled('cyan', line)} │`), `└${edge}┘`];
}

function sideBySide(left: readonly string[], right: readonly string[], leftWidth: number): string[] {
  const height = Math.max(left.length, right.length);
  return Array.from({ length: height }, (_, row) => `${padVisible(left[row] ?? '', leftWidth)}${right[row] ?? ''}`);
}

/** `columns` is the width of the terminal; a narrow one gets no side view. */
export function frame(input: FrameInput, columns: number): string[] {
  const share = input.nowMs / input.endMs;
  const room = columns - LEFT_WIDTH - 1;
  // A line that wraps would spoil the next picture, which is drawn over this one.
  const events = input.events.slice(-EVENT_LINES).map((event) => `  ${eventLine(event)}`.slice(0, room));
  while (events.length < EVENT_LINES) events.push('');
  const left = [...readings(input), '', ...display(input.display)];
  const right = ['', ...sideView(input.angleDeg, input.strapped), '', styled('dim', 'Events'), ...events];
  return [
    `${styled('bold', input.title.slice(0, columns - PACE_WIDTH))}${styled('dim', `   simulated, ${input.pace.toFixed(0)} times life`)}`,
    `${clock(input.nowMs / 1000)}  ${styled('green', bar(share, columns < WIDE_COLUMNS ? BAR_WIDTH : WIDE_BAR_WIDTH))}  ${clock(input.endMs / 1000)}  ${Math.floor(share * 100)} %`,
    '',
    ...(columns < WIDE_COLUMNS ? left : sideBySide(left, right, LEFT_WIDTH)),
  ];
}
