import type { Orders } from './prescription.ts';
import { Program } from './programs.ts';

/**
 * Programs as walks through phases. A phase is a share of the target and a time; the session goes from one to the next and
 * does not know which program it plays. Nothing is worked out between two phases.
 */

/** One phase, written in place. */
export interface Phase {
  /** Share of the target: 1 is all of it. */
  share: number;
  durationMs: number;
  /** Less than the phase before: lowers until the pull is at most this share, and stays there. Its time counts from its beginning. */
  eases: boolean;
  /** Waits for START, after a set of exercises. */
  asks: boolean;
}

export function newPhase(): Phase {
  return { share: 1, durationMs: 0, eases: false, asks: false };
}

/** Warming up: each cycle goes further, holds so long, and rests at half of what it held. */
const WARM_UP_MS = 10000;
export const WARM_REST_MS = 20000;
export const WARM_REST_SHARE = 0.5;

function set(p: Phase, share: number, durationMs: number, eases: boolean): boolean {
  p.share = share;
  p.durationMs = durationMs;
  p.eases = eases;
  p.asks = false;
  return true;
}

function still(o: Orders, index: number, p: Phase): boolean {
  return index === 0 && set(p, 1, o.holdMs, false);
}

function progressive(o: Orders, index: number, p: Phase): boolean {
  const top = o.rounds - 1;
  if (index === top) return set(p, 1, o.holdMs, false);
  if (index < top) return set(p, (index + 1) / o.rounds, o.stepMs, false);
  if (!o.stepsDown || index > 2 * top) return false;
  return set(p, (2 * top + 1 - index) / o.rounds, o.stepMs, true);
}

/** Half a swing each, from the upper end of the first; while warming up the swings grow. */
function rocking(o: Orders, index: number, p: Phase): boolean {
  const swings = (index >> 1) + 1;
  const swing = swings > o.warmUps ? o.swingShare : (o.swingShare * swings) / (o.warmUps + 1);
  return set(p, (index & 1) === 0 ? 1 + swing : 1 - swing, index > 0 ? o.stepMs / 2 : 0, false);
}

/** Hold and rest in turn; no rest after the last hold. */
function hangSets(o: Orders, index: number, p: Phase): boolean {
  if (index >= 2 * o.rounds - 1) return false;
  return (index & 1) === 0 ? set(p, 1, o.stepMs, false) : set(p, o.restShare, o.restMs, true);
}

function coach(o: Orders, index: number, p: Phase): boolean {
  if (index >= 2 * o.rounds - 1) return false;
  set(p, 1, (index & 1) === 0 ? o.reps * (o.stepMs + o.restMs) : 0, false);
  p.asks = (index & 1) === 1;
  return true;
}

/** Walks by program number: an intermittent program is sets, as many as its time has room for. */
const WALKS = [still, hangSets, progressive, rocking, hangSets, coach];

/** Cycles that come before the program itself; a swing warms up by itself. */
function warmUps(o: Orders): number {
  return o.program === Program.Rocking ? 0 : o.warmUps;
}

/** Phase by number; false where the program has ended. */
export function phaseOf(o: Orders, index: number, p: Phase): boolean {
  const before = 2 * warmUps(o);
  if (index >= before) return WALKS[o.program](o, index - before, p);
  const share = ((index >> 1) + 1) / (o.warmUps + 1);
  return (index & 1) === 0 ? set(p, share, WARM_UP_MS, false) : set(p, share * WARM_REST_SHARE, WARM_REST_MS, true);
}

/** True for a program of holds and rests. */
export function hasSets(o: Orders): boolean {
  return o.program === Program.Intermittent || o.program === Program.HangSets;
}

/**
 * Holds of an intermittent program: as many as its time has room for, ways up included as they are reckoned before anybody lies on
 * the board. So its end is a hold's end, known from the first.
 */
export function holdsInTime(o: Orders, wayMs: number): number {
  const pauseMs = o.restMs + wayMs;
  const holds = Math.floor((o.holdMs + pauseMs) / (o.stepMs + pauseMs));
  return holds > 1 ? holds : 1;
}

/** Time of the phases without the ways up to them; of swings all of it. */
export function programMs(o: Orders): number {
  if (o.program === Program.Rocking) return o.holdMs;
  const warmMs = warmUps(o) * (WARM_UP_MS + WARM_REST_MS);
  if (o.program === Program.Static) return warmMs + o.holdMs;
  if (o.program === Program.Progressive) {
    return warmMs + o.holdMs + (o.rounds - 1) * o.stepMs * (o.stepsDown ? 2 : 1);
  }
  if (hasSets(o)) return warmMs + o.rounds * o.stepMs + (o.rounds - 1) * o.restMs;
  return warmMs + o.rounds * o.reps * (o.stepMs + o.restMs);
}
