/** The report of one run, as `incline run --json` prints it. */
import type { Expectation } from './expectations.ts';
import type { Violation } from './invariants.ts';
import type { ReportedFault } from './observer.ts';
import type { Stop } from './stops.ts';

/** Extremes and sums of the truth over a whole run. */
export interface TruthSummary {
  angleMaxDeg: number;
  angleEndDeg: number;
  speedMaxDegPerS: number;
  accelMaxDegPerS2: number;
  jerkMaxDegPerS3: number;
  forceMaxN: number;
  /** Mean pull from 10 s after the hold began until it ended; null when nothing was held so long. */
  forceMeanHoldN: number | null;
  /** Pull that the prescription asks for; null for an angle target. */
  forceTargetN: number | null;
  elongationMm: number;
}

/** One session as the device logged it, fields by the name of the record. */
export type LoggedSession = Record<string, number | string>;

export interface Report {
  name: string;
  seed: number;
  engine: string;
  /** SHA-256 of the bundle. */
  firmware: string;
  ok: boolean;
  endMs: number;
  state: string;
  truth: TruthSummary;
  stops: Stop[];
  faults: ReportedFault[];
  violations: Violation[];
  expectations: Expectation[];
  sessions: LoggedSession[];
  /** SHA-256 over every output edge with its time. */
  timeline: string;
}

/** A run holds when no invariant was broken and every expectation came true. */
export function holds(violations: readonly Violation[], expectations: readonly Expectation[]): boolean {
  return violations.length === 0 && expectations.every((expectation) => expectation.ok);
}
