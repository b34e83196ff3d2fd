/** What a person in front of the device sees: the board, the pull, the display. */
import { ANGLE_CAP_DEG, PULL_CAP_N } from '../firmware/limits.ts';
import type { Bench } from './bench.ts';
import { prescribedPull } from './prescribed.ts';
import type { FrameInput } from './terminal/frame.ts';

export function viewOf(bench: Bench, endMs: number): Omit<FrameInput, 'title' | 'pace' | 'events'> {
  const { truth, device, scenario } = bench.world;
  const { reading } = device;
  return {
    nowMs: bench.nowMs,
    endMs,
    state: device.state,
    angleDeg: truth.angleDeg,
    angleCapDeg: Math.min(scenario.prescription?.angleCapDeg ?? ANGLE_CAP_DEG, ANGLE_CAP_DEG),
    forceN: truth.forceN,
    targetN: reading === null || reading.targetN === 0 ? null : reading.targetN,
    capN: prescribedPull(scenario)?.capN ?? PULL_CAP_N,
    speedDegPerS: truth.speedDegPerS,
    timeLeftS: reading?.timeLeftS ?? null,
    drivePower: truth.drivePower,
    strapped: truth.forceN > 0 || truth.angleDeg < 1,
    display: bench.displayText().split('\n'),
  };
}
