/** Third sentence: the person can always be brought down with one button. */
import { FLAT_DEG } from '../../firmware/limits.ts';
import type { Check, Invariant } from '../invariants.ts';
import type { World } from '../world.ts';

/** Time the device has to begin: acknowledge, self-test and relay, jerk-limited start. */
const BEGIN_MS = 4000;
/** Above this angle lowering has no planned rest on its way. */
const ABOVE_REST_DEG = 8;
/** Parts whose fault can make lowering by the drive impossible; the device then names the crank. */
const LOWERING_PARTS = [
  'drive',
  'relay',
  'supply',
  'panic',
  'lowerButton',
  'startButton',
  'endSwitchLow',
  'linkage',
  'runtime',
];

/** The person does what the manual says: panic released, START pressed after the halt, LOWER held. */
function isAsked(world: World): boolean {
  const { buttons, device, truth, nowMs, bootAtMs } = world;
  if (!buttons.lower.down || buttons.panic.down || truth.angleDeg < ABOVE_REST_DEG + FLAT_DEG) return false;
  const heldMs = nowMs - Math.max(buttons.lower.pressedAtMs, bootAtMs);
  const stateMs = nowMs - device.stateAtMs;
  if (heldMs < BEGIN_MS || stateMs < BEGIN_MS) return false;
  return device.state !== 'halted' || acknowledged(world);
}

function acknowledged({ buttons, device }: World): boolean {
  const { start, panic, lower } = buttons;
  return start.pressedAtMs > Math.max(device.stateAtMs, panic.releasedAtMs) && lower.pressedAtMs > start.pressedAtMs;
}

function loweringCheck(): Check {
  return {
    step: (world) => {
      if (!isAsked(world) || LOWERING_PARTS.some((part) => world.disturbed.has(part))) return null;
      const { truth, device } = world;
      return truth.speedDegPerS < -0.05
        ? null
        : `LOWER is held in state ${device.state} at ${truth.angleDeg.toFixed(1)} degrees, but the board does not come down`;
    },
  };
}

export const LOWERING_CHECKS: readonly Invariant[] = [
  {
    name: 'loweringReachable',
    sentence:
      'With panic released and the cause acknowledged, holding LOWER brings the board down from every state, unless the drive itself has failed.',
    every: 'round',
    begin: loweringCheck,
  },
];
