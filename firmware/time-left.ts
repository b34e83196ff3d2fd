import { dayLeftMs } from './day.ts';
import type { Device } from './device.ts';
import { CREEP_DEG_PER_S, NEAR_FLAT_DEG } from './limits.ts';
import { ARMING_MS } from './session.ts';
import { Stage } from './session-state.ts';
import { State } from './states.ts';
import { endDeg, madeGoodMs, nearFlatRestS, reckonedMs, topDeg, upS, wayDownS } from './ways.ts';

/** Seconds until the board is flat again. */

/** What is left of the way up: by how far it is, and at least what it may take. */
function wayLeftMs(d: Device, upDeg: number): number {
  const s = d.session;
  const byPlanMs = s.flatAtMs > 0 && s.work === State.Raising ? s.wayMs + s.wayPlanMs - d.inputs.nowMs : 0;
  return Math.max(byPlanMs, upDeg > 0 ? 1000 * upS(d, upDeg) : 0);
}

/**
 * The way up that still lies ahead, the program, the ways between, and down again: as it is reckoned, less what will be made good to
 * keep the time that was told. Never more than the limit of the session leaves.
 */
function programS(d: Device, upDeg: number, leftMs: number, mayMs: number): number {
  const speed = d.orders.speedDegPerS;
  const top = topDeg(d, upDeg);
  const ms = reckonedMs(d, leftMs, wayLeftMs(d, upDeg), top);
  const downMs = 1000 * wayDownS(top, speed);
  if (ms - 1000 * wayDownS(endDeg(d, top), speed) >= mayMs) return (mayMs + downMs) / 1000;
  const flatAtMs = d.session.flatAtMs;
  return (flatAtMs > 0 ? ms - madeGoodMs(d, d.inputs.nowMs + ms - flatAtMs) : ms) / 1000;
}

function allowedMs(d: Device): number {
  return d.session.allowedMs - (d.inputs.nowMs - d.session.armedMs);
}

function beforeStart(d: Device, upDeg: number): number {
  if (!d.prescribed) return 0;
  const mayMs = Math.min(d.orders.sessionMaxMs, dayLeftMs(d));
  return ARMING_MS / 1000 + programS(d, upDeg, d.orders.programMs, mayMs);
}

function arming(d: Device, upDeg: number): number {
  const countdownMs = ARMING_MS - (d.inputs.nowMs - d.session.sinceMs);
  return countdownMs / 1000 + programS(d, upDeg, d.session.leftMs, d.session.allowedMs);
}

/** At work: on the way up, at the target, in a rest; in a pause as if START were pressed now. */
function atWork(d: Device, upDeg: number): number {
  const s = d.session;
  return programS(d, s.work === State.Raising ? upDeg : 0, s.leftMs, allowedMs(d));
}

function returning(d: Device): number {
  const s = d.session;
  const stage = s.stage;
  const nowMs = d.inputs.nowMs;
  const m = d.motion;
  const lastS = wayDownS(NEAR_FLAT_DEG, d.orders.speedDegPerS);
  if (stage === Stage.NearFlat) return nearFlatRestS(d, s.stageMs) - (nowMs - s.stageMs) / 1000 + lastS;
  // Before the way down, and until it is planned.
  if (stage === Stage.Ease || (m.atRest && (stage === Stage.ToFlat || m.angleDeg > NEAR_FLAT_DEG + 0.5)))
    return wayDownS(m.angleDeg, d.orders.speedDegPerS);
  const planS = m.atRest ? 0 : m.endS[m.count - 1] - (nowMs - m.startMs) / 1000;
  return stage === Stage.ToFlat ? planS : planS + nearFlatRestS(d, nowMs + 1000 * planS) + lastS;
}

/** Raising, holding, relaxing, asking, or in a pause between. */
function isAtWork(state: State): boolean {
  return (
    state === State.Raising ||
    state === State.Holding ||
    state === State.Relaxing ||
    state === State.Asking ||
    state === State.Paused
  );
}

/** Seconds until the board is flat again: before the start those of the whole session, 0 when nothing is to come. */
export function timeLeftS(d: Device, upDeg: number): number {
  const state = d.session.state;
  let leftS = 0;
  if (isAtWork(state)) leftS = atWork(d, upDeg);
  else if (state === State.Idle) leftS = beforeStart(d, upDeg);
  else if (state === State.Arming) leftS = arming(d, upDeg);
  else if (state === State.Returning) leftS = returning(d);
  else if (state === State.ComingDown) leftS = d.sensed.angleDeg / CREEP_DEG_PER_S;
  return leftS > 0 ? leftS : 0;
}
