import { expect } from 'chai';
import { Plant } from '../../../sim/plant/plant.ts';
import { RAD_PER_DEG } from '../../../sim/plant/trig.ts';

const OPTIONS = { massKg: 80, friction: 0.2, supplyV: 24, startAngleDeg: 0 };

describe('plant', () => {
  it('does not depend on how often it is brought up to date', () => {
    const often = new Plant(OPTIONS);
    const rarely = new Plant(OPTIONS);
    for (const plant of [often, rarely]) {
      plant.controls.powered = true;
      plant.controls.outputShare = 0.6;
    }
    for (let atUs = 0; atUs <= 10e6; atUs += 777) often.advanceTo(atUs);
    often.advanceTo(10e6);
    rarely.advanceTo(10e6);
    expect({ ...often.look() }).to.deep.equal({ ...rarely.look() });
  });

  it('never goes back in time', () => {
    const plant = new Plant(OPTIONS);
    plant.advanceTo(10_000);
    plant.advanceTo(4000);
    expect(plant.atUs).to.equal(10_000);
  });

  it('tells listeners on its own grid, with the truth of that instant', () => {
    const plant = new Plant(OPTIONS);
    const instants: number[] = [];
    plant.subscribe((truth, atUs) => {
      instants.push(atUs);
      expect(truth.angleDeg).to.equal(plant.angleDeg);
      // A listener that looks further ahead gets no further.
      plant.advanceTo(1e6);
    }, 10);
    plant.advanceTo(35_000);
    expect(instants).to.deep.equal([10_000, 20_000, 30_000]);
    expect(plant.atUs).to.equal(34_000);
  });

  it('rests at its mechanical stops when the nut slips, and leaves them by the same slip backwards', () => {
    const plant = new Plant({ ...OPTIONS, startAngleDeg: 20 });
    for (const [slipMPerS, restDeg] of [
      [0.2, 47.5],
      [-0.2, -0.3],
    ] as const) {
      plant.controls.slipMPerS = slipMPerS;
      plant.advanceTo(plant.atUs + 20e6);
      expect(plant.angleDeg).to.be.closeTo(restDeg, 0.2);
      expect(plant.look().speedDegPerS).to.be.closeTo(0, 0.01);
    }
  });

  it('feels acceleration and jerk behind a low-pass: a step of the speed shows as much as 5 Hz let through', () => {
    const plant = new Plant({ ...OPTIONS, massKg: 0, startAngleDeg: 20 });
    plant.controls.slipMPerS = 0.01;
    let accel = 0;
    plant.subscribe((truth) => {
      accel = Math.max(accel, truth.accelDegPerS2);
    }, 2);
    plant.advanceTo(1e6);
    const speed = plant.look().speedDegPerS;
    // The impulse response of a Butterworth low-pass of third order peaks near 0.55 of its cutoff in rad/s.
    expect(accel / speed).to.be.within(0.4 * 31.4, 0.7 * 31.4);
    // What is left is the lever's: the same travel turns the board less as it rises.
    expect(plant.look().accelDegPerS2).to.be.closeTo(0, 0.02);
  });

  it('feels the acceleration and jerk that a slow move contains', () => {
    const plant = new Plant(OPTIONS);
    let accel = 0;
    let jerk = 0;
    plant.subscribe((truth) => {
      accel = Math.max(accel, Math.abs(truth.accelDegPerS2));
      jerk = Math.max(jerk, Math.abs(truth.jerkDegPerS3));
    }, 2);
    // 10 degrees along a cycloid of 4 s, forced by the nut: no motor in between.
    for (let atUs = 0; atUs < 4e6; atUs += 2000) {
      const turnDegPerS = (10 / 4) * (1 - Math.cos((2 * Math.PI * atUs) / 4e6));
      plant.controls.slipMPerS = (turnDegPerS * RAD_PER_DEG) / plant.actuator.linkage.turnRadPerM;
      plant.advanceTo(atUs + 2000);
    }
    // 2 pi * 10 / 4^2 and 4 pi^2 * 10 / 4^3
    expect(accel).to.be.closeTo(3.93, 0.1);
    expect(jerk).to.be.closeTo(6.17, 0.5);
  });

  it('takes less time for a step than ten square roots in a row (about 150 ns)', () => {
    const plant = new Plant(OPTIONS);
    plant.controls.powered = true;
    let best = Infinity;
    for (let i = 0; i < 12; i++) {
      plant.controls.outputShare = i % 2 === 0 ? 0.5 : -0.4;
      const rootNs = nsOf(() => rootsInARow(30_000)) / 30_000;
      const stepNs = nsOf(() => plant.advanceTo(plant.atUs + 20e6)) / 10_000;
      best = Math.min(best, stepNs / rootNs);
    }
    expect(best).to.be.below(10);
  });
});

function nsOf(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

/** Each root waits for the one before: the time is that of the processor, not of its caches. */
function rootsInARow(count: number): number {
  let x = 0.3;
  for (let i = 0; i < count; i++) x = Math.sqrt(x * 0.999 + 0.001);
  return x;
}
