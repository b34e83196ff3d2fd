import { expect } from 'chai';
import { Plant } from '../../../sim/plant/plant.ts';
import type { PlantOptions } from '../../../sim/plant/plant.ts';
import { moveTo, shareFor } from '../../support/raise.ts';

function plantWith(options: Partial<PlantOptions>): Plant {
  return new Plant({ massKg: 80, friction: 0.2, supplyV: 24, startAngleDeg: 0, ...options });
}

function runFor(plant: Plant, seconds: number): void {
  plant.advanceTo(plant.atUs + seconds * 1e6);
}

/** Drives at a steady speed until the board is at an angle. */
function cruiseTo(plant: Plant, angleDeg: number, speedDegPerS: number): void {
  plant.controls.powered = true;
  while ((angleDeg - plant.angleDeg) * Math.sign(speedDegPerS) > 0) {
    plant.controls.outputShare = shareFor(plant, speedDegPerS);
    plant.advanceTo(plant.atUs + 20_000);
  }
}

describe('actuator', () => {
  it('runs at about 30 mm/s without load at 24 V', () => {
    const plant = plantWith({ massKg: 0, startAngleDeg: 30 });
    plant.controls.edgePushN = 115; // carries most of the board
    plant.controls.powered = true;
    plant.controls.outputShare = 1;
    runFor(plant, 0.5);
    expect(plant.actuator.speedMPerS).to.be.closeTo(0.03, 0.002);
  });

  it('stalls at about 10 kN: lifts 9.5 kN, does not lift 10.6 kN', () => {
    for (const [loadN, lifts] of [
      [9500, true],
      [10_600, false],
    ] as const) {
      const plant = plantWith({ massKg: 0, startAngleDeg: 20 });
      // The load of the board itself, and so much at the edge that the screw carries the rest.
      plant.advanceTo(2000);
      const { torqueNm, linkage } = plant.actuator;
      plant.controls.edgePushN = -(loadN / linkage.turnRadPerM - torqueNm) / 1.84;
      plant.controls.powered = true;
      plant.controls.outputShare = 1;
      runFor(plant, 1);
      expect(plant.actuator.speedMPerS > 0, `${loadN} N`).to.equal(lifts);
    }
  });

  it('lifts 130 kg at 1.5 degrees per second with a supply that is 20 % low, all the way', () => {
    const plant = plantWith({ massKg: 130, supplyV: 19.2 });
    plant.controls.powered = true;
    plant.controls.outputShare = 1;
    runFor(plant, 0.4);
    while (plant.angleDeg < 45) {
      expect(plant.look().speedDegPerS, `at ${plant.angleDeg.toFixed(1)} degrees`).to.be.above(1.5);
      runFor(plant, 0.1);
    }
  });

  it('has a mechanical time constant of 50 to 80 ms', () => {
    const plant = plantWith({ massKg: 0, startAngleDeg: 30 });
    plant.controls.powered = true;
    plant.controls.outputShare = 1;
    runFor(plant, 1);
    const finalMPerS = plant.actuator.speedMPerS;
    const fresh = plantWith({ massKg: 0, startAngleDeg: 30 });
    fresh.controls.powered = true;
    fresh.controls.outputShare = 1;
    while (fresh.actuator.speedMPerS < finalMPerS * (1 - Math.exp(-1))) fresh.advanceTo(fresh.atUs + 2000);
    expect(fresh.atUs / 1000).to.be.within(50, 80);
  });

  it('sags the supply by 0.15 ohm times the current it draws', () => {
    const plant = plantWith({ massKg: 130 });
    plant.controls.powered = true;
    plant.controls.outputShare = 1;
    runFor(plant, 1);
    const { currentA, supplyV } = plant.look();
    expect(currentA).to.be.within(12, 22);
    expect(24 - supplyV).to.be.closeTo(0.15 * currentA, 1e-9);
  });

  it('stops within 0.35 s and 0.3 degrees when power is cut at 1.5 degrees per second, any load, both ways', () => {
    for (const massKg of [0, 40, 80, 130]) {
      for (const [fromDeg, atDeg, speedDegPerS] of [
        [0, 5, 1.5],
        [0, 20, 1.5],
        [0, 44, 1.5],
        [44, 40, -1.5],
        [44, 5, -1.5],
      ] as const) {
        const plant = plantWith({ massKg, startAngleDeg: fromDeg });
        cruiseTo(plant, atDeg, speedDegPerS);
        const cutDeg = plant.angleDeg;
        expect(Math.abs(plant.look().speedDegPerS)).to.be.above(1.4);
        plant.controls.powered = false;
        runFor(plant, 0.35);
        const what = `${massKg} kg at ${atDeg} degrees, ${speedDegPerS} degrees per second`;
        expect(plant.look().speedDegPerS, what).to.equal(0);
        expect(Math.abs(plant.angleDeg - cutDeg), what).to.be.below(0.3);
      }
    }
  });

  it('locks itself: 130 kg at 5, 20 and 45 degrees do not move it in ten minutes without power', () => {
    for (const startAngleDeg of [5, 20, 45]) {
      const plant = plantWith({ massKg: 130, friction: 0, startAngleDeg });
      const before = plant.angleDeg;
      runFor(plant, 600);
      expect(plant.angleDeg).to.equal(before);
    }
  });

  it('is driven back by the load when its friction is gone', () => {
    const plant = plantWith({ massKg: 130, startAngleDeg: 20 });
    plant.controls.screwFriction = 0.3;
    runFor(plant, 1);
    expect(plant.look().speedDegPerS).to.be.below(-0.2);
  });

  it('brakes harder when shorted than when open', () => {
    const stopsAfterS = (powered: boolean): number => {
      const plant = plantWith({ massKg: 0 });
      cruiseTo(plant, 20, 1.5);
      plant.controls.outputShare = 0;
      plant.controls.powered = powered;
      const fromUs = plant.atUs;
      while (plant.actuator.speedMPerS !== 0) plant.advanceTo(plant.atUs + 2000);
      return (plant.atUs - fromUs) / 1e6;
    };
    expect(stopsAfterS(true)).to.be.below(0.5 * stopsAfterS(false));
  });

  it('is stopped by its end switches, which leave the way back free', () => {
    const plant = plantWith({});
    plant.controls.powered = true;
    plant.controls.outputShare = 1;
    runFor(plant, 60);
    expect(plant.actuator.highReached).to.equal(true);
    expect(plant.angleDeg).to.be.within(46.5, 47);
    expect(plant.actuator.currentA).to.equal(0);
    plant.controls.outputShare = -1;
    runFor(plant, 60);
    expect(plant.actuator.lowReached).to.equal(true);
    expect(plant.actuator.currentA).to.equal(0);
    expect(plant.angleDeg).to.be.within(-0.45, 0);
    plant.controls.outputShare = 1;
    runFor(plant, 2);
    expect(plant.angleDeg).to.be.above(1);
  });

  it('meets its mechanical stops when the end switches do not act', () => {
    const plant = plantWith({});
    plant.controls.highLine = 'closed';
    plant.controls.lowLine = 'closed';
    plant.controls.powered = true;
    plant.controls.outputShare = 1;
    runFor(plant, 60);
    expect(plant.angleDeg).to.be.within(47.5, 47.7);
    expect(plant.actuator.currentA).to.be.closeTo(24 / 0.685, 0.1);
    plant.controls.outputShare = -1;
    runFor(plant, 60);
    expect(plant.angleDeg).to.be.within(-0.6, -0.3);
  });

  it('follows a jerk-limited command within 0.1 degrees a second', () => {
    const plant = plantWith({});
    moveTo(plant, 20);
    expect(plant.angleDeg).to.be.closeTo(20, 0.05);
    runFor(plant, 0.5);
    expect(plant.look().speedDegPerS).to.equal(0);
  });

  it('stops at once when it jams without power', () => {
    const plant = plantWith({});
    cruiseTo(plant, 20, 1.5);
    plant.controls.powered = false;
    plant.controls.jammed = true;
    runFor(plant, 0.002);
    expect(plant.look().speedDegPerS).to.equal(0);
  });

  it('stands still and draws its stall current while jammed', () => {
    const plant = plantWith({ startAngleDeg: 10 });
    plant.controls.powered = true;
    plant.controls.outputShare = 0.5;
    plant.controls.jammed = true;
    runFor(plant, 1);
    expect(plant.angleDeg).to.equal(10);
    // 12 V over 0.535 + 0.25 * 0.15 ohm
    expect(plant.actuator.currentA).to.be.closeTo(20.96, 0.01);
  });
});
