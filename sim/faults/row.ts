/** One row of the fault list: what breaks, how, what must come of it and how soon. Data only; sim/campaign plays and judges it. */
import type { ButtonName } from '../contract.ts';
import type { InjectStep } from '../scenario/format.ts';

/**
 * What the board must do, judged by the truth of the mechanics.
 *
 * - halt: drive power is gone within the bound, and nothing moves until the cause is acknowledged and LOWER is held.
 * - return: the board stops rising within the bound, comes down by itself and ends flat with the drive off.
 * - refuse: START gives no drive power.
 * - warn: the session goes on, and the device tells the fault.
 * - none: the session goes on.
 * - safe: nothing is asked but the invariants.
 */
export type Reaction = 'halt' | 'return' | 'refuse' | 'warn' | 'none' | 'safe';

/** What the device is doing when the fault strikes. */
export const MOMENTS = [
  'booting',
  'idle',
  'arming',
  'raising',
  'holding',
  'returning',
  'paused',
  'halted',
  'coming down',
  'resting',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Drive at work, or the board tilted under power. */
export const MOVING: readonly Moment[] = ['raising', 'holding', 'returning'];

/** Part of a story that the fault is made of; `afterMs` counts from the instant at which it strikes. */
export interface FaultStep {
  readonly afterMs?: number;
  readonly forMs?: number;
  readonly inject?: InjectStep;
  readonly press?: ButtonName;
  readonly release?: ButtonName;
}

/** One way in which the fault can happen. */
export interface Variant {
  readonly label: string;
  readonly steps: readonly FaultStep[];
}

/**
 * From when the bound counts: at once, as soon as the drive has power, or a duty as well, as soon as the board turns, or as soon as it has turned
 * so many degrees. What cannot show before cannot be found before.
 */
export type Shows =
  'now' | 'power' | 'driven' | 'motion' | { readonly turnedDeg: number } | { readonly aboveDeg: number };

/** Who lies on the board, and what is prescribed. */
export type Base = 'angle' | 'pull' | 'steep' | 'long';

/** An invariant that the fault breaks by its nature. */
export interface Excuse {
  readonly invariant: string;
  readonly why: string;
}

export interface FaultRow {
  readonly id: string;
  readonly name: string;
  /** Reaction while the board is under way, and its bound: either of the two. */
  readonly reaction: Reaction;
  readonly boundMs: number;
  readonly boundDeg?: number;
  /** What START gets at flat: no power, no movement, a session in which the fault shows later, or an undisturbed one. */
  readonly atRest: 'refuse' | 'still' | 'later' | 'none' | 'safe';
  readonly shows?: Shows;
  /** Faults of the device, any of which means that the detector was reached. Empty: there is nothing to detect. */
  readonly detectors: readonly string[];
  /** Runs within which a detector must have been reached, where most ways of the fault do no harm; else the first. */
  readonly reachedWithin?: number;
  readonly variants: readonly Variant[];
  readonly moments?: readonly Moment[];
  readonly bases?: readonly Base[];
  /** What the story says beyond its base: the fault is in what the device knows, or in what is prescribed. */
  readonly story?: {
    readonly device?: Readonly<Record<string, unknown>>;
    readonly prescription?: Readonly<Record<string, unknown>> | null;
  };
  /** Coming down by LOWER afterwards: the drive does it, or the device names the crank, or either. */
  readonly lowering?: 'drive' | 'crank' | 'either';
  /** Where a return is asked for, a halt is as good. */
  readonly orHalt?: boolean;
  /** The fault must end coming down as well: it is in the drive, or the person let go. */
  readonly stopsLowering?: boolean;
  readonly excuses?: readonly Excuse[];
  /** Requests with these numbers and above need a key, and none of them may be answered with "done". */
  readonly refusedFrom?: number;
}

/** A row of the list that the simulator cannot play, and why. */
export interface Unplayed {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** A fault of one property of a part. */
export function broken(
  part: string,
  property: string,
  as: InjectStep['as'],
  value?: number,
  more: { forMs?: number; afterMs?: number } = {},
): FaultStep {
  const inject: InjectStep = value === undefined ? { part, property, as } : { part, property, as, value };
  return { inject, ...more };
}

/** A fault of the controller itself. */
export function runtime(as: InjectStep['as'], value?: number, at?: string): FaultStep {
  const inject: InjectStep = { part: 'runtime', as };
  if (value !== undefined) inject.value = value;
  if (at !== undefined) inject.at = at;
  return { inject };
}

export function variant(label: string, ...steps: FaultStep[]): Variant {
  return { label, steps };
}

/** One way only. */
export function only(...steps: FaultStep[]): Variant[] {
  return [variant('', ...steps)];
}

/** Whole numbers from one to another. */
export function count(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
