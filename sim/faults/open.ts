/**
 * What the firmware does not do yet: every failure of the campaign that is known, with its reason. A failure that is not in
 * this list fails the campaign, and so does an entry that has become good.
 */
import type { FaultRow, Moment } from './row.ts';

export interface Open {
  readonly row: string;
  /** Without it, every moment. */
  readonly moments?: readonly Moment[];
  readonly why: string;
}

export const KNOWN_OPEN: readonly Open[] = [];

/** The entry that a failure falls under. */
export function openFor(row: string, moment: Moment): Open | undefined {
  return KNOWN_OPEN.find((one) => one.row === row && (one.moments?.includes(moment) ?? true));
}

/** Whether a row has an entry at all: its detector may then be missing. */
export function isOpen({ id }: FaultRow): boolean {
  return KNOWN_OPEN.some(({ row }) => row === id);
}
