/** What a scenario's prescription means in newtons. */
import { GRAVITY_M_PER_S2, PULL_CAP_N, PULL_CONFIRM_N } from '../firmware/limits.ts';
import type { Scenario } from './scenario/format.ts';

export interface PrescribedPull {
  /** Pull to reach in the session of today; null when the target is an angle. */
  targetN: number | null;
  /** Cap as written into the prescription. */
  writtenCapN: number;
  /** Cap that holds: without a confirmation 180 N at most. */
  capN: number;
}

/** Room above a target for breath and for the governor, when the scenario names no cap of its own. */
const CAP_ABOVE_TARGET = 1.1;
const CAP_ABOVE_TARGET_MIN_N = 10;

/** Share of the whole target that the course of sessions has reached. */
function shareToday({ prescription, device }: Scenario): number {
  if (prescription === null || prescription.firstTarget === 0) return 1;
  const { forceN, bodyWeightPct, angleDeg } = prescription.target;
  const whole = forceN ?? bodyWeightPct ?? angleDeg ?? 1;
  return Math.min(1, (prescription.firstTarget + device.history.level * prescription.growBy) / whole);
}

/** Null for a device without a prescription. */
export function prescribedPull(scenario: Scenario): PrescribedPull | null {
  const { prescription, person } = scenario;
  if (prescription === null) return null;
  const { target } = prescription;
  const weightN = (prescription.bodyMassKg ?? person.massKg) * GRAVITY_M_PER_S2;
  const wholeN = target.bodyWeightPct === undefined ? (target.forceN ?? null) : (target.bodyWeightPct / 100) * weightN;
  const usualN = wholeN === null ? PULL_CAP_N : Math.max(wholeN * CAP_ABOVE_TARGET, wholeN + CAP_ABOVE_TARGET_MIN_N);
  const writtenCapN = prescription.forceCapN ?? Math.min(usualN, PULL_CAP_N);
  const targetN = wholeN === null ? null : wholeN * shareToday(scenario);
  return { targetN, writtenCapN, capN: prescription.confirmed ? writtenCapN : Math.min(writtenCapN, PULL_CONFIRM_N) };
}
