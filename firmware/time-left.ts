import { dayLeftMs } from './day.ts';
import type { Device } from './device.ts';
import { CREEP_DEG_PER_S, NEAR_FLAT_DEG } from './limits.ts';
import { ARMING_MS } from './session.ts';
import { Stage } from './session-state.ts';
import { State } from './states.ts';
import { endDeg, isLastPhase, laterWaysS, nearFlatS, rampS, topDeg, unmadeMs, upS, wayDownS } from './ways.ts';

/** Seconds until the board is flat again. */

/**
 * The program from here to its end: by the timetable and what it cannot make good, or as it is reckoned before there is one. In its
 * last phase its own time is left.
 */
function toEndS(d: Device, upDeg: number, leftMs: number, top: number): number {
  const s = d.session;
  if (s.planEndMs > 0 && (s.work === State.Raising || !isLastPhase(d)))
    return (s.planEndMs + unmadeMs(d) - d.inputs.nowMs) / 1000;
  return leftMs / 1000 + laterWaysS(d, top) + (upDeg > 0 ? upS(d, upDeg) : 0);
}

/** The way up that still lies ahead, the program, the ways between, and down again; never more than the limit of the session leaves. */
function programS(d: Device, upDeg: number, leftMs: number, allowedMs: number): number {
  const top = topDeg(d, upDeg);
  const sumS = toEndS(d, upDeg, leftMs, top);
  const allowedS = allowedMs / 1000;
  if (sumS < allowedS) return sumS + wayDownS(endDeg(d, top), d.orders.speedDegPerS);
  return allowedS + wayDownS(top, d.orders.speedDegPerS);
}

function allowedMs(d: Device): number {
  return d.session.allowedMs - (d.inputs.nowMs - d.session.armedMs);
}

function nothing(): number {
  return 0;
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
  const speed = d.orders.speedDegPerS;
  const nowMs = d.inputs.nowMs;
  const m = d.motion;
  const angleDeg = m.angleDeg;
  const lastS = NEAR_FLAT_DEG / speed + rampS(speed);
  if (stage === Stage.NearFlat) return nearFlatS(m.angle[0]) - (nowMs - s.stageMs) / 1000 + lastS;
  // Before the way down, and until it is planned.
  if (stage === Stage.Ease || (m.atRest && (stage === Stage.ToFlat || angleDeg > NEAR_FLAT_DEG + 0.5)))
    return wayDownS(angleDeg, speed);
  const planS = m.atRest ? 0 : m.endS[m.count - 1] - (nowMs - m.startMs) / 1000;
  return stage === Stage.ToFlat ? planS : planS + nearFlatS(m.angle[0]) + lastS;
}

function comingDown(d: Device): number {
  return d.sensed.angleDeg / CREEP_DEG_PER_S;
}

/** Seconds by state. */
const LEFT = [
  nothing,
  beforeStart,
  arming,
  atWork,
  atWork,
  nothing,
  returning,
  atWork,
  nothing,
  comingDown,
  nothing,
  nothing,
  nothing,
  atWork,
  atWork,
  nothing,
  nothing,
];

/** Seconds until the board is flat again: before the start those of the whole session, 0 when nothing is to come. */
export function timeLeftS(d: Device, upDeg: number): number {
  const leftS = LEFT[d.session.state](d, upDeg);
  return leftS > 0 ? leftS : 0;
}
