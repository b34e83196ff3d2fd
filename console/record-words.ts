/** Records and readings as people read them: a name with its unit, a figure that is no longer than it is sure, a day as a date. */
import { dateOf } from './board.ts';
import { fieldWithUnit } from './prescription-words.ts';

/** One line of a record. */
export interface Line {
  readonly label: string;
  readonly text: string;
}

const DECIMALS: Readonly<Record<string, number>> = { counts: 0, 'counts/N': 3, N: 3, deg: 2, mm: 2, V: 1 };

/** How the fields of records and readings are called, and their units. */
const NAMES: Readonly<Record<string, readonly [label: string, unit: string]>> = {
  zeroCounts: ['Zero of the load cell', 'counts'],
  countsPerN: ['Sensitivity', 'counts/N'],
  accelZeroDeg: ['Zero of the tilt', 'deg'],
  travelZeroMm: ['Zero of the travel', 'mm'],
  calibratedDay: ['Load cell calibrated on', 'day'],
  expiresDay: ['Load cell holds until', 'day'],
  heaviestN: ['Heaviest load', 'N'],
  residualN: ['Largest residual', 'N'],
  hysteresisN: ['Hysteresis', 'N'],
  repeatN: ['Repeatability', 'N'],
  zeroReturnN: ['Zero return', 'N'],
  verifyN: ['Verification off by', 'N'],
  points: ['Readings', ''],
  angleDay: ['Angle calibrated on', 'day'],
  tiltErrorDeg: ['Tilt off by at most', 'deg'],
  travelErrorDeg: ['Travel off by at most', 'deg'],
  state: ['State', ''],
  serviceOpen: ['Service open', ''],
  hasKey: ['Has a key of its own', ''],
  date: ['Date', ''],
  upS: ['On for', 's'],
  calibrated: ['Calibrated', ''],
  calibrationExpired: ['Calibration expired', ''],
  prescribed: ['Prescribed', ''],
  counts: ['Load cell', 'counts'],
  pullFresh: ['Reading of the pull is fresh', ''],
  angleDeg: ['Angle by travel', 'deg'],
  tiltDeg: ['Tilt by the sensor', 'deg'],
  supplyV: ['Supply', 'V'],
  panic: ['PANIC pressed', ''],
  relayOpen: ['Relay open', ''],
  start: ['START pressed', ''],
  lower: ['LOWER pressed', ''],
  endLow: ['At the low end', ''],
  endHigh: ['At the high end', ''],
  key: ['Service key on', ''],
  worst: ['Reaction of the worst fault (0: none)', ''],
  cause: ['Fault that is told, by number (0: none)', ''],
  bytes: ['Firmware', 'bytes'],
  crc32: ['CRC-32 of the firmware', 'hex'],
};

/** What a record of version 1 leaves open. */
const FIGURES = ['heaviestN', 'residualN', 'hysteresisN', 'repeatN', 'zeroReturnN', 'verifyN', 'points'];

/** A figure without a minus in front of nothing: what rounds to 0 is 0. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function textOf(unit: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (unit === 'day') return value === 0 ? 'never' : dateOf(value);
  if (unit === 'hex') return value.toString(16).padStart(8, '0');
  const decimals = DECIMALS[unit];
  const figure = decimals === undefined ? String(value) : fixed(value, decimals);
  return unit === '' ? figure : `${figure} ${unit}`;
}

/** The lines of a record or of readings, in its own order. Fields of a prescription keep the names that `--set` knows. */
export function linesOf(value: object): Line[] {
  // A record of version 1 did not tell how good it is.
  const isUntold = 'points' in value && value.points === 0;
  const targetKind = 'targetKind' in value ? Number(value.targetKind) : null;
  return Object.entries(value).map(([name, one]) => {
    if (targetKind !== null) return { label: name, text: fieldWithUnit(name, Number(one), targetKind) };
    const [label, unit] = NAMES[name] ?? [name, ''];
    return { label, text: isUntold && FIGURES.includes(name) ? 'not known' : textOf(unit, one) };
  });
}
