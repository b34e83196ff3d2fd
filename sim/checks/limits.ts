/** First sentence: the board never passes 45 degrees, the prescribed pull or its slow speed limits. */
import { PULL_CAP_N, PULL_TRIP_RATIO, SPEED_MAX_DEG_PER_S } from '../../firmware/limits.ts';
import type { Check, Invariant } from '../invariants.ts';
import { prescribedPull } from '../prescribed.ts';
import type { World } from '../world.ts';

/** Truth may pass the trip angle of 45.5 by the way a stop takes (design section 6). */
const ANGLE_TRUE_MAX_DEG = 46;
/** Detection of a runaway plus the halt: 300 ms and 50 ms. */
const SPEED_GRACE_MS = 350;
/** Ripple of the real speed around the planned one. */
const SPEED_RIPPLE = 0.15;
/** Two conversions of the load cell, the filter and the halt; a cough is shorter. */
const PULL_GRACE_MS = 1500;
/** A board that turns downwards by more than this unloads. */
const SINKS_DEG_PER_S = 0.02;
/** The person's breath and the noise of the measurement. */
const PULL_RIPPLE_N = 15;

function angleCheck(): Check {
  return {
    step: (world) =>
      world.truth.angleDeg > ANGLE_TRUE_MAX_DEG
        ? `angle is ${world.truth.angleDeg.toFixed(2)} degrees, limit ${ANGLE_TRUE_MAX_DEG}`
        : null,
  };
}

/** Complains when `excess` stays above zero for longer than the grace. */
class Lasting {
  private sinceMs = Infinity;

  longerThan(graceMs: number, isExcess: boolean, nowMs: number): boolean {
    if (!isExcess) {
      this.sinceMs = Infinity;
      return false;
    }
    if (this.sinceMs === Infinity) this.sinceMs = nowMs;
    return nowMs - this.sinceMs > graceMs;
  }
}

function speedCheck(): Check {
  const lasting = new Lasting();
  const limit = SPEED_MAX_DEG_PER_S * (1 + SPEED_RIPPLE);
  return {
    step: (world) => {
      const speed = Math.abs(world.truth.speedDegPerS);
      if (!lasting.longerThan(SPEED_GRACE_MS, speed > limit, world.nowMs)) return null;
      return `speed is ${speed.toFixed(2)} degrees per second, limit ${SPEED_MAX_DEG_PER_S}, for more than ${SPEED_GRACE_MS} ms`;
    },
  };
}

function pullCheck(world: World): Check {
  const lasting = new Lasting();
  const capN = prescribedPull(world.scenario)?.capN ?? PULL_CAP_N;
  const limitN = Math.min(capN, PULL_CAP_N) * PULL_TRIP_RATIO + PULL_RIPPLE_N;
  return {
    step: ({ truth, device, nowMs }) => {
      // Coming down is the answer to too much pull, whatever makes it.
      const sinks = device.state === 'coming down' || truth.speedDegPerS < -SINKS_DEG_PER_S;
      const pulls = truth.drivePower && !sinks && truth.forceN > limitN;
      if (!lasting.longerThan(PULL_GRACE_MS, pulls, nowMs)) return null;
      return `pull is ${truth.forceN.toFixed(1)} N with the drive under power, limit ${limitN.toFixed(1)}, for more than ${PULL_GRACE_MS} ms`;
    },
  };
}

export const LIMIT_CHECKS: readonly Invariant[] = [
  {
    name: 'angleLimit',
    sentence: 'The board never stands steeper than 46.0 degrees.',
    every: 'step',
    begin: angleCheck,
  },
  {
    name: 'speedLimit',
    sentence: 'The board never turns faster than 1.5 degrees per second (and 15 % ripple) for longer than 350 ms.',
    every: 'step',
    begin: speedCheck,
  },
  {
    name: 'pullLimit',
    sentence:
      'Under drive power the pull never stays above 115 % of the prescribed cap for longer than 1.5 s, unless the board is coming down.',
    every: 'round',
    begin: pullCheck,
  },
];
