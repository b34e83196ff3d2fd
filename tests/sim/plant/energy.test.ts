import { expect } from 'chai';
import { REFLECTED_KG } from '../../../sim/plant/actuator.ts';
import { GRAVITY_M_PER_S2 } from '../../../sim/plant/gravity.ts';
import { SLACK_M, STRAP_N_PER_M } from '../../../sim/plant/person.ts';
import { BOARD_CENTRE_M, BOARD_KG, PERSON_CENTRE_M, Plant } from '../../../sim/plant/plant.ts';
import type { PlantOptions } from '../../../sim/plant/plant.ts';
import { moveTo } from '../../support/raise.ts';

/** What the friction contact can give back at most, and the arithmetic of 2 ms steps: joules. */
const TOLERANCE_J = 0.5;
/** Compliance of the spine and give of the skin, as in the model. */
const SPINE_M_PER_N = 6.5673e-5;
const GIVE_M = 0.006;

function plantWith(options: Partial<PlantOptions>): Plant {
  return new Plant({ massKg: 80, friction: 0.2, supplyV: 24, startAngleDeg: 0, ...options });
}

/** Height, motion, strap, spine and skin. */
function storedJ(plant: Plant): number {
  const { actuator, person } = plant;
  const { sineAngle, cosineAngle } = actuator.linkage;
  const massKg = person.weightN / GRAVITY_M_PER_S2;
  const boardJ = BOARD_KG * GRAVITY_M_PER_S2 * BOARD_CENTRE_M * sineAngle;
  const bodyJ = person.weightN * (PERSON_CENTRE_M - person.slideM) * sineAngle;
  const motionJ = 0.5 * REFLECTED_KG * actuator.speedMPerS ** 2 + 0.5 * massKg * person.speedMPerS ** 2;
  const extensionM = Math.max(0, person.slideM - person.stretchM - SLACK_M - person.looseM);
  const strapJ = 0.5 * STRAP_N_PER_M * extensionM ** 2 + (0.5 * person.stretchM ** 2) / SPINE_M_PER_N;
  const skinJ = 0.5 * person.friction * person.weightN * cosineAngle * GIVE_M * person.shear ** 2;
  return boardJ + bodyJ + motionJ + strapJ + skinJ;
}

/** Work put in from outside so far. */
function givenJ(plant: Plant): number {
  return plant.actuator.motorWorkJ + plant.person.pushWorkJ;
}

/** Runs and checks ten times a second that what is stored never grows by more than what is given. */
function expectNoGain(plant: Plant, act: () => void): void {
  let balance = givenJ(plant) - storedJ(plant);
  plant.subscribe(() => {
    const now = givenJ(plant) - storedJ(plant);
    expect(now - balance, `energy lost up to ${plant.atUs} us`).to.be.above(-TOLERANCE_J);
    balance = Math.max(balance, now);
  }, 100);
  act();
}

describe('energy', () => {
  it('needs at least 1.4 kJ to raise 80 kg and the board by 45 degrees, and friction makes it more than twice that', () => {
    const plant = plantWith({});
    const before = storedJ(plant);
    moveTo(plant, 45);
    // (25 kg * 0.92 m + 80 kg * 0.95 m) * 9.80665 * sin 45 = 686 J
    const gained = storedJ(plant) - before;
    expect(gained).to.be.within(600, 700);
    expect(givenJ(plant)).to.be.above(2 * gained);
  });

  for (const friction of [0, 0.2, 0.6]) {
    it(`is never created in a session of raising, holding and lowering with friction ${friction}`, () => {
      const plant = plantWith({ friction, massKg: 110 });
      expectNoGain(plant, () => {
        moveTo(plant, 40, 1.5);
        plant.advanceTo(plant.atUs + 60e6);
        moveTo(plant, 5, 1.5);
        plant.advanceTo(plant.atUs + 10e6);
      });
    });
  }

  it('is never created by a slipping strap, a cough and a stop against the upper end', () => {
    const plant = plantWith({ startAngleDeg: 40 });
    plant.controls.highLine = 'closed';
    expectNoGain(plant, () => {
      plant.controls.personPushN = 300;
      plant.advanceTo(plant.atUs + 300_000);
      plant.controls.personPushN = 0;
      plant.controls.strapAttached = false;
      plant.controls.powered = true;
      plant.controls.outputShare = 1;
      plant.advanceTo(plant.atUs + 10e6);
    });
  });

  it('only falls while nobody drives and nobody breathes', () => {
    const plant = plantWith({ startAngleDeg: 30, friction: 0.1 });
    plant.controls.breathN = 0;
    plant.person.slideM += 0.03;
    let last = storedJ(plant);
    plant.subscribe(() => {
      const now = storedJ(plant);
      expect(now).to.be.below(last + 1e-3);
      last = now;
    }, 20);
    plant.advanceTo(20e6);
    expect(plant.person.speedMPerS).to.be.closeTo(0, 1e-4);
  });
});
