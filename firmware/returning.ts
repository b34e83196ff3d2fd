import type { Device } from './device.ts';
import { NEAR_FLAT_DEG } from './limits.ts';
import { goEase, goMove, isAtRest } from './pilot.ts';
import { Stage, type Session } from './session-state.ts';
import { nearFlatRestS } from './ways.ts';

/** The staged return that ends every session: to rest, down to near flat, a rest there, and flat. */

function toStage(s: Session, stage: Stage, nowMs: number): void {
  s.stage = stage;
  s.stageMs = nowMs;
}

/** Enters the return: whatever moves eases to rest first. */
export function beginReturn(s: Session, nowMs: number): void {
  toStage(s, Stage.Ease, nowMs);
}

/** One period of the way down. */
export function returnRule(d: Device): void {
  const s = d.session;
  const nowMs = d.inputs.nowMs;
  s.power = true;
  if (s.stage === Stage.Ease) {
    goEase(d);
    if (!isAtRest(d)) return;
    // Flat already: the end switch would refuse the last hundredths of a degree, and that looks like a dead drive.
    if (d.flat) return;
    const steep = d.motion.angleDeg > NEAR_FLAT_DEG + 1;
    toStage(s, steep ? Stage.ToNearFlat : Stage.ToFlat, nowMs);
    goMove(d, steep ? NEAR_FLAT_DEG : 0);
  } else if (s.stage === Stage.ToNearFlat) {
    if (isAtRest(d)) toStage(s, Stage.NearFlat, nowMs);
  } else if (s.stage === Stage.NearFlat && nowMs - s.stageMs >= 1000 * nearFlatRestS(d, s.stageMs)) {
    toStage(s, Stage.ToFlat, nowMs);
    goMove(d, 0);
  }
}
