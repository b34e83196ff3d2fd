import { takeAim } from './aim.ts';
import { raise } from './book.ts';
import { Goal, type Device } from './device.ts';
import { Fault } from './faults.ts';
import { hasSets, phaseOf } from './phases.ts';
import { goAim, goGovern, isAtRest, pullCapDeg } from './pilot.ts';
import { Program } from './programs.ts';
import { State } from './states.ts';
import type { Session } from './session-state.ts';
import {
  HOLD_YIELDS,
  isLastPhase,
  lateMs,
  presentWayMs,
  reckonedMs,
  REST_YIELDS,
  spareRestMs,
  topDeg,
} from './ways.ts';
import { DEG_PER_RAD } from './units.ts';

/** The session walks through the phases of its program (phases.ts). Little happens in a tick, and only when a phase ends more. */

/** A question that nobody answers brings the board down after this time. */
export const ASK_MAX_MS = 60000;
/** How much one way up says about the next one. */
const LEARNS = 0.5;
/** So close to its end a program asks no more: it comes down anyway. */
const ASK_BEFORE_MS = 60000;

/** What the session works at; while a question stands, that is shown instead. */
function work(s: Session, state: State, nowMs: number): void {
  s.work = state;
  if (s.asking) return;
  s.state = state;
  s.sinceMs = nowMs;
}

/** Swings are one long hold. */
function isRocking(d: Device): boolean {
  return d.orders.program === Program.Rocking && d.session.started;
}

/** What was told is void: it is reckoned anew when the target is reached next. */
export function forgetPlan(s: Session): void {
  s.flatAtMs = 0;
  s.longerMs = 0;
}

/** What is late is taken off the phase that begins, within bounds; what is early is added. So the end stays where it was told. */
function keepTime(d: Device): void {
  const s = d.session;
  const p = d.phase;
  if (s.flatAtMs === 0) return;
  const most = p.durationMs * (p.eases ? REST_YIELDS : HOLD_YIELDS);
  const byMs = Math.floor(Math.min(Math.max(lateMs(d), -most), p.eases ? spareRestMs(d) : most));
  p.durationMs -= byMs;
  s.leftMs -= byMs;
}

/** The way up is over: the first time it is told when the board will be flat. What people are asked for has no timetable. */
function keepPlan(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  if (d.orders.program === Program.Coach) return;
  // The last bits are not the same everywhere.
  if (s.flatAtMs === 0) s.flatAtMs = nowMs + Math.floor(reckonedMs(d, s.leftMs, 0, topDeg(d, 0)));
  // The ways after a rest are much alike.
  else if (hasSets(d.orders) && s.index > 2 * d.orders.warmUps)
    s.longerMs += Math.floor(LEARNS * (nowMs - s.wayMs - s.wayPlanMs));
  keepTime(d);
}

/** Begins the way to the present phase, or begins it anew after a pause. */
export function startWay(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  takeAim(d);
  s.wayMs = nowMs;
  if (d.orders.program === Program.Coach && s.started) {
    // The exercises go on where the board is.
    work(s, State.Holding, nowMs);
    return;
  }
  if (d.phase.eases) keepTime(d);
  else if (s.flatAtMs > 0) s.wayPlanMs = presentWayMs(d);
  work(s, d.phase.eases ? State.Relaxing : isRocking(d) ? State.Holding : State.Raising, nowMs);
  if (d.orders.pullTargetN > 0) goGovern(d);
  else goAim(d);
}

/** A new session: the first phase, and the whole time of the program before it. */
export function beginProgram(d: Device): void {
  const s = d.session;
  s.index = 0;
  s.phaseMs = 0;
  s.leftMs = d.orders.programMs;
  s.started = false;
  s.ways = 0;
  s.heldMs = 0;
  s.beatAtMs = d.orders.stepMs;
  s.resting = false;
  phaseOf(d.orders, 0, d.phase);
  takeAim(d);
}

function nextPhase(d: Device): void {
  const s = d.session;
  // A move to an angle begins at rest only.
  if (d.orders.pullTargetN === 0 && !isAtRest(d)) return;
  s.index++;
  s.phaseMs = 0;
  s.beatAtMs = d.orders.stepMs;
  s.resting = false;
  if (!phaseOf(d.orders, s.index, d.phase)) s.ended = true;
  else if (d.phase.asks) ask(d);
  else startWay(d);
}

/** With a pull target the governor says when it stays there, or that the angle cap comes first. */
function raising(d: Device): void {
  const s = d.session;
  const g = d.governor;
  if (!(d.orders.pullTargetN > 0 ? g.settled || g.capped : isAtRest(d))) return;
  s.started = true;
  if (s.phaseMs === 0) s.ways++;
  s.holdDeg = d.orders.pullTargetN > 0 ? d.sensed.angleDeg : d.motion.angleDeg;
  s.holdShare = d.phase.share;
  const grip = d.orders.weightN * Math.sin(s.holdDeg / DEG_PER_RAD) - d.sensed.pullN;
  s.gripN = grip > 0 ? Math.floor(grip * 10 + 0.5) / 10 : 0;
  s.capDeg = pullCapDeg(d);
  keepPlan(d);
  work(s, State.Holding, d.inputs.nowMs);
}

/** Repetitions of the coach: hold and let go in turn, each with its sound. */
function beat(d: Device): void {
  const s = d.session;
  s.resting = !s.resting;
  s.beatAtMs += s.resting ? d.orders.restMs : d.orders.stepMs;
  s.beats++;
}

/** The whole target is held: a step below it, or a warm-up, is not what was prescribed. */
export function isDose(d: Device): boolean {
  return d.session.work === State.Holding && (d.phase.share >= 1 || isRocking(d));
}

function holding(d: Device): void {
  const s = d.session;
  if (d.phase.asks) return;
  if (isDose(d)) s.heldMs += d.inputs.periodMs;
  // With an angle target the pilot eases for one reason only.
  if (d.orders.pullTargetN === 0) {
    if (d.goal === Goal.Ease) raise(d.book, Fault.PullCapReached, d.inputs.nowMs);
    if (d.orders.program === Program.Coach && s.phaseMs >= s.beatAtMs) beat(d);
  } else if (d.governor.capped) raise(d.book, Fault.PullNotReached, d.inputs.nowMs);
  passTime(d);
}

/**
 * The last step down ends where it comes down from just in time: what it sinks more or less than was reckoned, it makes good by its
 * own time.
 */
function keepFlatTime(d: Device): void {
  const s = d.session;
  const p = d.phase;
  if (s.flatAtMs === 0 || !isLastPhase(d) || (d.ticks & 7) !== 1) return;
  const fullMs = d.orders.stepMs;
  const most = REST_YIELDS * fullMs;
  const toMs = Math.floor(Math.min(Math.max(p.durationMs - lateMs(d), fullMs - most), fullMs + most));
  s.leftMs += toMs - p.durationMs;
  p.durationMs = toMs;
}

/** Time of the phase and of the program; the phase that is over gives way to the next. */
function passTime(d: Device): void {
  const s = d.session;
  s.phaseMs += d.inputs.periodMs;
  s.leftMs -= d.inputs.periodMs;
  if (d.phase.eases) keepFlatTime(d);
  if (s.phaseMs >= d.phase.durationMs) nextPhase(d);
}

function ask(d: Device): void {
  const s = d.session;
  s.asking = true;
  s.answered = false;
  s.state = State.Asking;
  s.sinceMs = d.inputs.nowMs;
}

function answer(d: Device): void {
  const s = d.session;
  s.asking = false;
  s.aliveMs = d.inputs.nowMs;
  work(s, s.work, d.inputs.nowMs);
  // After a set of exercises the next one begins where the board is.
  if (d.phase.asks) nextPhase(d);
}

/** Asks now and then whether the person is well, and returns when nobody answers. */
function askRule(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  if (s.asking) {
    if (s.answered) answer(d);
    else if (nowMs - s.sinceMs >= ASK_MAX_MS) raise(d.book, Fault.NoAnswer, nowMs);
  } else if (nowMs - s.aliveMs >= d.orders.askMs && s.leftMs > ASK_BEFORE_MS) ask(d);
}

/** One tick of the program: whatever it works at, and its end. */
export function walk(d: Device): void {
  const s = d.session;
  s.power = true;
  if (s.work === State.Holding) holding(d);
  else if (s.work === State.Raising) raising(d);
  else passTime(d);
  askRule(d);
  if (s.leftMs <= 0 && d.orders.program === Program.Rocking) s.ended = true;
}
