/** All rows of the fault list that can be played. */
import { ANGLE } from './angle.ts';
import { CONSOLE } from './console.ts';
import { DRIVE } from './drive.ts';
import { LOAD_CELL } from './loadCell.ts';
import { PERSON } from './person.ts';
import { POWER } from './power.ts';
import { MOMENTS, type FaultRow, type Moment } from './row.ts';
import { RUNTIME } from './runtime.ts';
import { STORAGE } from './storage.ts';
import { SWEEP } from './sweep.ts';

/** Rows with a reaction of their own. */
export const LISTED: readonly FaultRow[] = [
  ...LOAD_CELL,
  ...ANGLE,
  ...DRIVE,
  ...POWER,
  ...RUNTIME,
  ...STORAGE,
  ...PERSON,
  ...CONSOLE,
];

export const ALL_ROWS: readonly FaultRow[] = [...LISTED, ...SWEEP];

const byId = new Map(ALL_ROWS.map((row) => [row.id, row]));

/** Undefined when there is no such row. */
export function rowOf(id: string): FaultRow | undefined {
  return byId.get(id);
}

export function momentsOf(row: FaultRow): readonly Moment[] {
  return row.moments ?? MOMENTS;
}
