import { expect } from 'chai';
import { Plant } from '../../../sim/plant/plant.ts';
import type { PlantOptions } from '../../../sim/plant/plant.ts';
import { moveTo } from '../../support/raise.ts';

function plantWith(options: Partial<PlantOptions>): Plant {
  return new Plant({ massKg: 80, friction: 0.2, supplyV: 24, startAngleDeg: 0, ...options });
}

function runFor(plant: Plant, seconds: number): void {
  plant.advanceTo(plant.atUs + seconds * 1e6);
}

/** Mean of the strap's tension over some breaths. */
function meanPullN(plant: Plant, seconds = 12): number {
  let sum = 0;
  for (let i = 0; i < seconds * 10; i++) {
    runFor(plant, 0.1);
    sum += plant.person.strapN;
  }
  return sum / (seconds * 10);
}

describe('pull in the strap', () => {
  // W = 80 kg * 9.80665 = 784.53 N; pull = W (sin a - mu cos a), or 0 where friction holds.
  const rows = [
    [15, 0, 203.05],
    [15, 0.2, 51.49],
    [15, 0.5, 0],
    [30, 0, 392.27],
    [30, 0.2, 256.38],
    [30, 0.5, 52.56],
    [45, 0, 554.75],
    [45, 0.2, 443.8],
    [45, 0.5, 277.37],
  ] as const;
  for (const [angleDeg, friction, expectedN] of rows) {
    it(`is ${expectedN} N for 80 kg at ${angleDeg} degrees with friction ${friction}`, () => {
      const plant = plantWith({ friction });
      moveTo(plant, angleDeg);
      runFor(plant, 5);
      expect(meanPullN(plant)).to.be.closeTo(expectedN, Math.max(1.5, 0.01 * expectedN));
    });
  }

  it('holds for 40 and 130 kg, and does not depend on how fast the board came', () => {
    for (const massKg of [40, 130]) {
      for (const speedDegPerS of [0.6, 1, 1.5]) {
        const plant = plantWith({ massKg, friction: 0.35 });
        moveTo(plant, 36, speedDegPerS);
        runFor(plant, 5);
        // sin 36 - 0.35 cos 36 = 0.30463
        const expectedN = massKg * 9.80665 * 0.30463;
        expect(meanPullN(plant)).to.be.closeTo(expectedN, Math.max(1.5, 0.01 * expectedN));
      }
    }
  });

  it('is the same when the run begins tilted', () => {
    const plant = plantWith({ startAngleDeg: 30 });
    expect(plant.person.strapN).to.be.closeTo(256.38, 0.1);
    runFor(plant, 5);
    expect(meanPullN(plant)).to.be.closeTo(256.4, 2.5);
  });

  it('hangs on while the board comes down, as friction turns round, and is gone soon after it is flat', () => {
    const plant = plantWith({ friction: 0.2 });
    moveTo(plant, 25);
    // 784.5 N * (sin 25 - 0.2 cos 25)
    expect(meanPullN(plant, 4)).to.be.closeTo(189.4, 2);
    moveTo(plant, 15);
    // W sin a falls by 128.5 N, but the body does not slide yet: strap (5 N/mm) and skin (25 N/mm) share the change.
    expect(meanPullN(plant, 4)).to.be.closeTo(189.4 - (128.5 * 5) / 30, 4);
    moveTo(plant, 0);
    runFor(plant, 15);
    expect(plant.person.strapN).to.be.below(2);
  });

  it('slips in jerks under a heavy body on a rough cover, not under a light one', () => {
    const stopsWhileSliding = (massKg: number): number => {
      const plant = plantWith({ massKg, friction: 0.6 });
      plant.controls.breathN = 0;
      let stops = 0;
      let wasMoving = false;
      plant.subscribe(() => {
        const isMoving = plant.person.speedMPerS > 2e-4;
        if (plant.angleDeg > 34 && plant.angleDeg < 43 && wasMoving && !isMoving) stops += 1;
        wasMoving = isMoving;
      }, 2);
      moveTo(plant, 45, 0.7);
      return stops;
    };
    expect(stopsWhileSliding(130)).to.be.above(2);
    expect(stopsWhileSliding(40)).to.equal(0);
  });
});

describe('spine', () => {
  it('gives about 1 cm in 30 minutes at 25 % of the weight of 80 kg', () => {
    const plant = plantWith({ friction: 0 });
    // sin 14.4775 degrees = 0.25: 196.1 N
    moveTo(plant, 14.4775);
    runFor(plant, 1800);
    expect(meanPullN(plant, 4)).to.be.closeTo(196.1, 1.5);
    expect(plant.look().elongationMm).to.be.closeTo(10, 0.3);
  });

  it('comes back with the same time constant of 20 minutes', () => {
    const plant = plantWith({ friction: 0 });
    moveTo(plant, 14.4775);
    runFor(plant, 600);
    moveTo(plant, 0);
    runFor(plant, 20);
    const before = plant.look().elongationMm;
    runFor(plant, 1200);
    expect(plant.look().elongationMm / before).to.be.closeTo(Math.exp(-1), 0.02);
  });
});

describe('strap', () => {
  it('loses the pull at once when its clamp opens, and takes hold where the body then lies', () => {
    const plant = plantWith({ startAngleDeg: 30 });
    runFor(plant, 1);
    plant.controls.strapAttached = false;
    runFor(plant, 0.01);
    expect(plant.person.strapN).to.equal(0);
    runFor(plant, 5);
    expect(plant.person.slideM).to.be.within(0.3, 0.35);
    plant.controls.strapAttached = true;
    runFor(plant, 2);
    expect(plant.person.strapN).to.be.below(60);
  });

  it('drops by its stiffness times the length that slips', () => {
    const plant = plantWith({ startAngleDeg: 30 });
    runFor(plant, 1);
    const before = plant.person.strapN;
    plant.controls.strapSlackM = 0.02;
    runFor(plant, 0.002);
    // 5 kN/m * 20 mm
    expect(before - plant.person.strapN).to.be.closeTo(100, 3);
  });

  it('parts for good at 1000 N', () => {
    const plant = plantWith({ startAngleDeg: 30 });
    runFor(plant, 1);
    plant.controls.personPushN = 700;
    runFor(plant, 1);
    plant.controls.personPushN = 0;
    runFor(plant, 1);
    expect(plant.person.fuseBlown).to.equal(true);
    expect(plant.person.strapN).to.equal(0);
  });

  it('feels a cough: a push of 200 N for 0.3 s shows in the pull', () => {
    const plant = plantWith({ startAngleDeg: 30 });
    runFor(plant, 1);
    const before = plant.person.strapN;
    let peak = 0;
    plant.subscribe((truth) => {
      peak = Math.max(peak, truth.forceN);
    }, 2);
    plant.controls.personPushN = 200;
    runFor(plant, 0.3);
    plant.controls.personPushN = 0;
    runFor(plant, 2);
    expect(peak - before).to.be.within(20, 400);
  });
});
