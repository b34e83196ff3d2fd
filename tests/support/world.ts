import type { Truth } from '../../sim/contract.ts';
import { Observer } from '../../sim/observer.ts';
import { checkScenario } from '../../sim/scenario/read.ts';
import { newButtons, type World } from '../../sim/world.ts';

/** A board at rest at flat, without power. */
export function restingTruth(): Truth {
  return {
    angleDeg: 0,
    speedDegPerS: 0,
    accelDegPerS2: 0,
    jerkDegPerS3: 0,
    forceN: 0,
    elongationMm: 0,
    travelMm: 0,
    drivePower: false,
    currentA: 0,
    supplyV: 24,
  };
}

/** A world without a chip, for whoever looks at one: the test moves the truth and speaks for the device. */
export function fakeWorld(scenario: Record<string, unknown> = {}): World {
  return {
    nowMs: 0,
    truth: restingTruth(),
    scenario: checkScenario({ endMs: 1000, ...scenario }, 'test'),
    device: new Observer(
      () => undefined,
      () => undefined,
    ),
    buttons: newButtons(),
    disturbed: new Set(),
    bootAtMs: 0,
    troubles: [],
  };
}
