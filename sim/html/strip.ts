/** The strip above the charts: the states of the device over the time, and the numbered events. */
import { CHART, clock, escapeText, timeToX, type Mark } from './svg-chart.ts';

/** A stretch of time in one state. */
export interface Stretch {
  readonly state: string;
  readonly fromS: number;
  readonly toS: number;
}

/** Colours that carry white text on light and dark paper alike. */
const COLOURS: Readonly<Record<string, string>> = {
  raising: '#2f6fce',
  holding: '#1d8455',
  returning: '#8a6d1d',
  paused: '#8454b8',
  arming: '#3f7f94',
  resting: '#4f7a4a',
  finished: '#4f7a4a',
  halted: '#c02f3c',
  'coming down': '#b3571d',
  jogging: '#b3571d',
  testing: '#b3571d',
  lockout: '#8f1f2b',
};
const OTHER_COLOUR = '#6c7888';
/** Width of a letter of the label. */
const LETTER = 7.4;
const HEIGHT = 58;

function stretch(part: Stretch, endS: number): string {
  const [left, right] = [timeToX(part.fromS, endS), timeToX(part.toS, endS)];
  const width = Math.max(1, right - left);
  const label = part.state.length * LETTER + 8 < width ? part.state : '';
  return [
    `<g><title>${escapeText(part.state)}: ${clock(part.fromS)} to ${clock(part.toS)}</title>`,
    `<rect x="${left.toFixed(1)}" y="4" width="${width.toFixed(1)}" height="24" rx="3" fill="${COLOURS[part.state] ?? OTHER_COLOUR}"/>`,
    `<text class="strip-label" x="${(left + width / 2).toFixed(1)}" y="16" dy="0.36em" text-anchor="middle">${escapeText(label)}</text></g>`,
  ].join('');
}

/** Badges keep this distance, so that each number can be read. */
const BADGE_GAP = 18;

function badges(marks: readonly Mark[], endS: number): string {
  let freeFrom = 0;
  return marks
    .map((mark) => {
      const x = Math.max(timeToX(mark.timeS, endS), freeFrom);
      freeFrom = x + BADGE_GAP;
      if (x > CHART.width - 4) return '';
      return `<circle class="badge-dot ${mark.className}" cx="${x.toFixed(1)}" cy="45" r="8.5"/><text class="badge-number" x="${x.toFixed(1)}" y="45" dy="0.36em" text-anchor="middle">${mark.number}</text>`;
    })
    .join('');
}

export function strip(stretches: readonly Stretch[], marks: readonly Mark[], endS: number): string {
  return [
    `<svg class="strip" viewBox="0 0 ${CHART.width} ${HEIGHT}" role="img" aria-label="States of the device over time">`,
    ...stretches.map((part) => stretch(part, endS)),
    badges(marks, endS),
    '</svg>',
  ].join('');
}
