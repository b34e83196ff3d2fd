import { forget, raise } from './book.ts';
import { dayForbids, dayLeftMs, isExpired, isPanicTested, noteMoved, noteSession } from './day.ts';
import { pullIsFresh, today, type Device } from './device.ts';
import { Clear, Fault, Reaction } from './faults.ts';
import { LEFT_TILTED_DEG } from './limits.ts';
import { endTest, isTestDue, testing } from './panic-test.ts';
import { angleTrusted, goCreep, goEase, goJog, goStand } from './pilot.ts';
import { orderAnew } from './prescribe.ts';
import { beginReturn, returnRule } from './returning.ts';
import { NO_SCORES } from './records.ts';
import { Mode } from './safety.ts';
import type { Session } from './session-state.ts';
import { State } from './states.ts';
import { addPull, beginTally } from './tally.ts';
import { beginProgram, forgetPlan, isDose, startWay, walk } from './walk.ts';
import { forgetPulls } from './watch.ts';

/** Countdown after START: three beeps, one a second. */
export const ARMING_MS = 3000;
/** The relay closes so long after START, well before motion, so that its mirror contact is checked first. */
const RELAY_AFTER_MS = 1500;
/** Lying flat before getting up: 60 s (Mastercare instructions, devices.md S28b). */
export const RESTING_MS = 60000;
/** A pause is a question to the user; without an answer the board returns. */
export const PAUSE_MAX_MS = 120000;
/** A score that nobody gives is not waited for longer. */
const SCORE_MAX_MS = 60000;
const SCORE_MAX = 10;
/** As many odd words in a row refuse a start: chance in one of a million. */
const ODD_WORDS_AT_START = 20;
/** Noise of a strap in which nobody hangs (monitors/pull.ts): five times that of 11 noise-free bits. */
const NOISE_AT_START_N = 1.5;
/** Sensors get this long after power-up before the self-test speaks. */
const SELF_TEST_MS = 1500;
/** With a pull like this somebody hangs in the strap of a board that is to be empty. */
const JOG_PULL_N = 150;
/** No day: the orders are to be worked out anew. */
const NOT_ORDERED = -1;

function to(s: Session, state: State, nowMs: number): void {
  s.state = state;
  s.sinceMs = nowMs;
}

function boot(d: Device): void {
  const nowMs = d.inputs.nowMs;
  if (nowMs < SELF_TEST_MS) return;
  if (d.sensed.angleDeg > LEFT_TILTED_DEG || d.sensed.tiltDeg > LEFT_TILTED_DEG) {
    raise(d.book, Fault.PowerReturnedTilted, nowMs);
  }
  to(d.session, State.Idle, nowMs);
}

/** What keeps a session from starting, beyond what the monitors see. */
function checkReadiness(d: Device): void {
  const nowMs = d.inputs.nowMs;
  // For the test of panic none of it matters: nothing moves.
  if (nowMs < d.session.testUntilMs) return;
  if (!d.calibrated) raise(d.book, Fault.NotCalibrated, nowMs);
  else if (isExpired(d)) raise(d.book, Fault.CalibrationExpired, nowMs);
  if (today(d) !== d.orderedDay) orderAnew(d);
  if (!isPanicTested(d)) raise(d.book, Fault.PanicNotTested, nowMs);
  const refusal = d.prescribed ? dayForbids(d) : d.refusal;
  if (refusal !== Fault.None) raise(d.book, refusal, nowMs);
}

function idle(d: Device): void {
  const s = d.session;
  // Long-winded, and the tilt sensor has the other periods; but no START goes without it.
  if ((d.ticks & 1) === 1 || d.ask.startPressed) checkReadiness(d);
  if (d.inputs.key && d.flat) forget(d.book, Clear.OnService, d.inputs.nowMs);
  if (d.service) to(s, State.Calibrating, d.inputs.nowMs);
  else if (d.ask.startPressed) start(d);
  else if (isTestDue(d)) arm(s);
}

/** START at flat: acknowledges, or asks for a session. */
function start(d: Device): void {
  const s = d.session;
  const mustAcknowledge = d.book.worst >= Reaction.Return;
  forget(d.book, Clear.OnAcknowledge, d.inputs.nowMs);
  if (d.sensed.oddWords >= ODD_WORDS_AT_START) raise(d.book, Fault.LoadCellCorrupt, d.inputs.nowMs);
  if (d.watch.noiseN > NOISE_AT_START_N) raise(d.book, Fault.LoadCellNoisy, d.inputs.nowMs);
  if (mustAcknowledge || d.book.worst >= Reaction.RefuseStart || !d.flat) return;
  s.scoreBefore = NO_SCORES;
  s.scoreAfter = NO_SCORES;
  if (d.orders.askScore) askScore(d);
  else arm(s);
}

function arm(s: Session): void {
  s.arm = true;
  s.ended = false;
  s.stopped = false;
}

function askScore(d: Device): void {
  d.session.score = 0;
  to(d.session, State.Scoring, d.inputs.nowMs);
}

/** START counts up and round, LOWER confirms. Before a session silence is no start; after it, no score. */
function scoring(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  const isAfter = s.isOver;
  if (d.ask.startPressed) {
    s.score = s.score < SCORE_MAX ? s.score + 1 : 0;
    s.sinceMs = nowMs;
  } else if (d.ask.lowerPressed) {
    if (isAfter) s.scoreAfter = s.score;
    else s.scoreBefore = s.score;
    if (isAfter) s.saveLog = true;
    to(s, isAfter ? State.Finished : State.Idle, nowMs);
    if (!isAfter) armOrRefuse(d);
  } else if (nowMs - s.sinceMs >= SCORE_MAX_MS) to(s, isAfter ? State.Finished : State.Idle, nowMs);
}

/** What was no hindrance when START was pressed may be one now. */
function armOrRefuse(d: Device): void {
  if (d.book.worst < Reaction.RefuseStart && d.flat) arm(d.session);
}

function resting(d: Device): void {
  const s = d.session;
  const restedMs = d.inputs.nowMs - s.sinceMs;
  if (restedMs < RESTING_MS) {
    // Not in the period that ended the session, which has enough to do.
    if (d.orderedDay === NOT_ORDERED && restedMs > 0) orderAnew(d);
    return;
  }
  if (d.orders.askScore) askScore(d);
  else to(s, State.Finished, d.inputs.nowMs);
}

function offRule(d: Device): void {
  d.session.power = false;
  if (d.inputs.key) d.session.keyMs = d.inputs.nowMs;
  const state = d.session.state;
  if (state === State.Idle) idle(d);
  else if (state === State.Booting) boot(d);
  else if (state === State.Resting) resting(d);
  else if (state === State.Scoring) scoring(d);
  else {
    // Finished, or the end of the service.
    if (d.ask.startPressed) forget(d.book, Clear.OnAcknowledge, d.inputs.nowMs);
    if (state === State.Finished ? d.ask.startPressed : !d.service) to(d.session, State.Idle, d.inputs.nowMs);
  }
}

function startRaising(d: Device): void {
  goStand(d);
  startWay(d);
}

function arming(d: Device): void {
  const s = d.session;
  const elapsedMs = d.inputs.nowMs - s.sinceMs;
  s.power = elapsedMs >= RELAY_AFTER_MS;
  if (elapsedMs >= ARMING_MS) startRaising(d);
}

function sessionRule(d: Device): void {
  const s = d.session;
  if (s.state === State.Testing) testing(d);
  else if (s.state === State.Arming) arming(d);
  else walk(d);
  if (s.running && d.inputs.nowMs - s.armedMs >= s.allowedMs) raise(d.book, Fault.SessionTooLong, d.inputs.nowMs);
}

function pauseRule(d: Device): void {
  const s = d.session;
  goEase(d);
  s.power = d.safety.mode === Mode.Pausing;
  if (d.inputs.nowMs - s.sinceMs >= PAUSE_MAX_MS) raise(d.book, Fault.PauseTooLong, d.inputs.nowMs);
}

function jogRule(d: Device): void {
  d.session.power = true;
  // START is held for as long as the way takes; it is not stuck.
  d.startUpMs = d.inputs.nowMs;
  if (!d.ask.jog || d.sensed.pullN > JOG_PULL_N) goEase(d);
}

function haltRule(d: Device): void {
  d.session.power = false;
  goStand(d);
  if (d.safety.acknowledged && d.ask.startPressed) forget(d.book, Clear.OnAcknowledge, d.inputs.nowMs);
}

function lowerRule(d: Device): void {
  d.session.power = true;
  if (d.ask.lowerHeld) goCreep(d);
  else if (angleTrusted(d)) goEase(d);
}

/** Entering a mode: the state it shows, and what begins. */
function enter(d: Device, mode: Mode): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  s.mode = mode;
  // At the end of the program the way down keeps the time that was told.
  if (mode !== Mode.Returning || !s.ended) forgetPlan(s);
  s.arm = false;
  s.asking = false;
  if (mode === Mode.Session) enterSession(d);
  else if (mode === Mode.Pausing) pauseFrom(d);
  else if (mode === Mode.Returning) {
    s.stopped = d.ask.lowerPressed;
    to(s, State.Returning, nowMs);
    beginReturn(s, nowMs);
  } else if (mode === Mode.Halted) to(s, State.Halted, nowMs);
  else if (mode === Mode.Lowering) to(s, State.ComingDown, nowMs);
  else if (mode === Mode.Jogging) {
    to(s, State.Jogging, nowMs);
    goJog(d);
  } else if (mode === Mode.Off) enterOff(d);
}

function enterSession(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  s.aliveMs = nowMs;
  if (!isPanicTested(d)) {
    goStand(d);
    to(s, State.Testing, nowMs);
    return;
  }
  if (s.running) {
    startRaising(d);
    return;
  }
  s.running = true;
  s.armedMs = nowMs;
  s.allowedMs = Math.min(d.orders.sessionMaxMs, dayLeftMs(d));
  s.saveBegun = true;
  beginTally(d.tally, nowMs);
  forgetPulls(d.watch);
  beginProgram(d);
  goStand(d);
  to(s, State.Arming, nowMs);
}

function pauseFrom(d: Device): void {
  const s = d.session;
  if (s.state === State.Arming || s.state === State.Testing) s.ended = true;
  to(s, State.Paused, d.inputs.nowMs);
}

function enterOff(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  goStand(d);
  endTest(d);
  // A session cancelled in its countdown never moved: there is nothing to rest from, but it is logged all the same.
  const moved = s.running && nowMs - s.armedMs > ARMING_MS;
  if (s.running) {
    s.saveLog = true;
    s.endedMs = nowMs;
    noteSession(d, nowMs - s.armedMs);
    if (moved) noteMoved(d);
    d.orderedDay = NOT_ORDERED;
  }
  s.running = false;
  s.isOver = moved;
  to(s, moved ? State.Resting : State.Idle, nowMs);
}

/** One rule per safety mode, by number. */
const RULES = [offRule, sessionRule, pauseRule, pauseRule, jogRule, returnRule, haltRule, lowerRule];

/** Session stage: follows the mode that safety has granted, and asks for the next. */
export function sessionStage(d: Device): void {
  const mode = d.safety.mode;
  if (mode !== d.session.mode) enter(d, mode);
  RULES[mode](d);
  // Every other word will do for the log; the tilt sensor takes the time of the others.
  if (d.session.running && (d.ticks & 1) === 1 && d.sensed.newPull && pullIsFresh(d)) {
    const holds = mode === Mode.Session && isDose(d);
    addPull(d.tally, d.sensed.pullN, d.sensed.angleDeg, holds, d.inputs.nowMs);
  }
}
