import { dayLeftMs } from './day.ts';
import type { Device } from './device.ts';
import { ACCEL_DEG_PER_S2, CREEP_DEG_PER_S } from './limits.ts';
import { ARMING_MS } from './session.ts';
import { Stage } from './session-state.ts';
import { State } from './states.ts';
import { endDeg, isLastPhase, JERK_S, laterWaysS, NEAR_FLAT_S, topDeg, upS, wayDownS } from './ways.ts';

/** Seconds until the board is flat again. */

/** The program from here to its end: by the timetable, or as it is reckoned before there is one. In its last phase its own time is left. */
function toEndS(d: Device, upDeg: number, leftMs: number, top: number): number {
  const s = d.session;
  if (s.planEndMs > 0 && (s.work === State.Raising || !isLastPhase(d))) return (s.planEndMs - d.inputs.nowMs) / 1000;
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
  const speed = d.orders.speedDegPerS;
  const angleDeg = d.sensed.angleDeg;
  if (s.stage === Stage.Ease) return wayDownS(angleDeg, speed);
  // In motion one ramp lies behind.
  const rampS = (JERK_S + speed / ACCEL_DEG_PER_S2) / 2;
  if (s.stage === Stage.ToNearFlat) return angleDeg / speed + 3 * rampS + NEAR_FLAT_S;
  if (s.stage === Stage.ToFlat) return angleDeg / speed + rampS;
  return angleDeg / speed + 2 * rampS + NEAR_FLAT_S - (d.inputs.nowMs - s.stageMs) / 1000;
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
