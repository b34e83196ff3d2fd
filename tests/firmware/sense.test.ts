import { expect } from 'chai';
import { newDevice } from '../../firmware/device.ts';
import { newSensed, senseAngle, sensePull, senseTilt, type Sensed } from '../../firmware/sense.ts';
import { Validity, type Inputs } from '../../hal/machine.ts';
import { travelMm } from '../../sim/plant/linkage.ts';
import { COUNTS_PER_N, ZERO_COUNTS } from '../support/deviceInHand.ts';

const CAL = [ZERO_COUNTS, COUNTS_PER_N, 0, 0, 0, 0];
const RAIL_HIGH = 8_388_607;
const RAIL_LOW = -8_388_608;

/** A sensing stage with its inputs: a board at 20 degrees. */
class Eyes {
  readonly s: Sensed = newSensed();
  readonly i: Inputs = newDevice().inputs;

  constructor() {
    this.i.travelRatio = ratioAt(20);
  }

  tick(change: Partial<Inputs> = {}, cal: readonly number[] = CAL): Sensed {
    this.i.nowMs += 100;
    Object.assign(this.i, change);
    senseAngle(this.s, this.i, cal);
    senseTilt(this.s, this.i, cal);
    sensePull(this.s, this.i, cal);
    return this.s;
  }

  /** Words of the converter, one a tick. */
  words(...counts: readonly number[]): Sensed {
    for (const one of counts) this.tick({ loadCounts: one, loadCount: this.i.loadCount + 1 });
    return this.s;
  }

  /** Pulls in newtons, with noise of a count. */
  pulls(...pullsN: readonly number[]): Sensed {
    for (const pullN of pullsN) {
      this.words(Math.round(ZERO_COUNTS + pullN * COUNTS_PER_N) + (this.i.loadCount % 2));
    }
    return this.s;
  }

  tilt(xMg: number, zMg: number, cal: readonly number[] = CAL): Sensed {
    return this.tick({ accelXMg: xMg, accelZMg: zMg, accelCount: this.i.accelCount + 1 }, cal);
  }
}

/** Wiper at an angle: 520 mm of potentiometer, 10 mm of them below flat. */
function ratioAt(angleDeg: number): number {
  return (travelMm(angleDeg) + 10) / 520;
}

describe('sensed pull: how much it is worth', () => {
  it('is absent until the first word, then fresh', () => {
    const eyes = new Eyes();
    expect(eyes.tick().pull).to.equal(Validity.Absent);
    expect(eyes.pulls(100)).to.include({ pull: Validity.Fresh, newPull: true });
    expect(eyes.tick()).to.include({ pull: Validity.Fresh, newPull: false });
  });

  it('is stale when its last word is more than 250 ms old, and fresh again with the next', () => {
    const eyes = new Eyes();
    eyes.pulls(100);
    eyes.tick();
    expect(eyes.tick(), '200 ms').to.include({ pull: Validity.Fresh });
    expect(eyes.tick(), '300 ms').to.include({ pull: Validity.Stale });
    expect(eyes.pulls(100).pull).to.equal(Validity.Fresh);
  });

  it('is stale after silence whatever the last word was worth', () => {
    const saturated = new Eyes();
    saturated.pulls(100);
    saturated.words(RAIL_HIGH);
    expect(saturated.s.pull).to.equal(Validity.Saturated);
    const frozen = new Eyes();
    frozen.words(...new Array<number>(9).fill(123_456));
    expect(frozen.s.pull).to.equal(Validity.Frozen);
    for (const eyes of [saturated, frozen]) {
      for (let k = 0; k < 3; k++) eyes.tick();
      expect(eyes.s.pull).to.equal(Validity.Stale);
    }
  });

  it('is saturated at both ends of the converter, one count inside it is not', () => {
    for (const rail of [RAIL_HIGH, RAIL_LOW]) {
      const eyes = new Eyes();
      eyes.pulls(100);
      expect(eyes.words(rail)).to.include({ pull: Validity.Saturated, saturatedCount: 1 });
      expect(eyes.words(rail)).to.include({ pull: Validity.Saturated, saturatedCount: 2 });
      expect(eyes.s.pullN, 'never used as a pull').to.be.closeTo(100, 0.01);
      expect(eyes.pulls(100)).to.include({ pull: Validity.Fresh, saturatedCount: 0 });
      expect(eyes.words(rail - Math.sign(rail)).pull).to.equal(Validity.Fresh);
    }
  });

  it('is frozen at the eighth identical word', () => {
    const eyes = new Eyes();
    expect(eyes.words(...new Array<number>(7).fill(123_456)).pull).to.equal(Validity.Fresh);
    expect(eyes.words(123_456).pull).to.equal(Validity.Frozen);
    expect(eyes.words(123_457).pull).to.equal(Validity.Fresh);
  });
});

describe('sensed pull: the value', () => {
  it('is counts less zero over counts per newton, of either sign', () => {
    expect(new Eyes().words(ZERO_COUNTS + 196_133).pullN).to.be.closeTo(196.133, 1e-9);
    expect(new Eyes().words(-ZERO_COUNTS).pullN).to.be.closeTo(-100, 1e-9);
  });

  it('follows a step below the spike limit with 0.4 of what is missing: 1 % is left after nine words', () => {
    const eyes = new Eyes();
    eyes.pulls(100, 120);
    expect(eyes.s.pullN).to.be.closeTo(108, 0.01);
    eyes.pulls(...new Array<number>(8).fill(120));
    expect(120 - eyes.s.pullN).to.be.closeTo(20 * 0.6 ** 9, 0.01);
  });

  it('lets nothing of one or two spikes through, whatever their size', () => {
    for (const spikeN of [25.1, -25.1, 1500, -1500]) {
      const eyes = new Eyes();
      eyes.pulls(100, 100);
      expect(eyes.pulls(100 + spikeN).pullN, `one of ${spikeN}`).to.be.closeTo(100, 0.01);
      eyes.pulls(100, 100);
      expect(eyes.pulls(100 + spikeN, 100 + spikeN).pullN, `two of ${spikeN}`).to.be.closeTo(100, 0.01);
      expect(eyes.pulls(100).pullN, 'and after them').to.be.closeTo(100, 0.01);
    }
  });

  it('waits with a word that ends in twelve ones and is 2 N away, for it may have been cut short; a steady pull of them is read', () => {
    const eyes = new Eyes();
    const cut = (Math.round(ZERO_COUNTS + 110 * COUNTS_PER_N) & ~4095) | 4095;
    const cutN = (cut - ZERO_COUNTS) / COUNTS_PER_N;
    eyes.pulls(100, 100);
    expect(eyes.words(cut).pullN).to.be.closeTo(100, 0.01);
    expect(eyes.words(cut - 1).pullN, 'a word that ends otherwise').to.be.above(103);
    expect(eyes.words(cut, cut, cut).pullN).to.be.closeTo(cutN, 0.01);
    expect(eyes.words(cut).pull).to.equal(Validity.Fresh);
  });

  it('believes the third word in a row, and shows the raw one at once', () => {
    const eyes = new Eyes();
    eyes.pulls(100, 100, 300);
    expect(eyes.s.pullRawN).to.be.closeTo(300, 0.01);
    expect(eyes.pulls(300, 300).pullN).to.be.closeTo(300, 0.01);
  });
});

describe('sensed angle', () => {
  it('is that of the travel, with the zero of the calibration', () => {
    expect(new Eyes().tick().angleDeg).to.be.closeTo(20, 1e-9);
    const shifted = (travelMm(20) + 10 + 3) / 520;
    expect(new Eyes().tick({ travelRatio: shifted }, [0, 1, 0, 3, 0, 0]).angleDeg).to.be.closeTo(20, 1e-9);
  });

  it('is not valid with the wiper cut, shorted, or anything that is no number', () => {
    for (const travelRatio of [0, 0.008, 0.98, 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(new Eyes().tick({ travelRatio }).angleOk, String(travelRatio)).to.equal(false);
    }
    expect(new Eyes().tick({ travelRatio: 0.0081 }).angleOk).to.equal(true);
    expect(new Eyes().tick({ travelRatio: 0.9799 }).angleOk).to.equal(true);
  });

  it('is not valid where the triangle cannot be: the angle is no number there', () => {
    const eyes = new Eyes();
    const tooShort = travelMm(20) + 100;
    expect(eyes.tick({}, [0, 1, 0, tooShort, 0, 0]).angleOk).to.equal(false);
    expect(eyes.s.angleDeg, 'keeps the last good value').to.equal(0);
    expect(eyes.tick({}, [0, 1, 0, Number.NaN, 0, 0]).angleOk).to.equal(false);
  });

  it('has its speed over two ticks, and none out of a gap', () => {
    const eyes = new Eyes();
    for (let angleDeg = 20; angleDeg < 21; angleDeg += 0.1) eyes.tick({ travelRatio: ratioAt(angleDeg) });
    expect(eyes.s.speedDegPerS).to.be.closeTo(1, 1e-6);
    eyes.tick({ travelRatio: 0 });
    expect(eyes.tick({ travelRatio: ratioAt(30) }).speedDegPerS).to.equal(0);
  });
});

describe('sensed tilt', () => {
  it('is the direction of gravity less its zero', () => {
    expect(new Eyes().tilt(500, 866.0254).tiltDeg).to.be.closeTo(30, 1e-5);
    expect(new Eyes().tilt(-500, 866.0254).tiltDeg).to.be.closeTo(-30, 1e-5);
    expect(new Eyes().tilt(500, 866.0254, [0, 1, 2, 0, 0, 0]).tiltDeg).to.be.closeTo(28, 1e-5);
    expect(new Eyes().tilt(600, 800).gravityMg).to.be.closeTo(1000, 1e-9);
  });

  it('moves by half of a knock, and only with a new reading', () => {
    const eyes = new Eyes();
    eyes.tilt(0, 1000);
    expect(eyes.tilt(500, 866.0254).tiltDeg).to.be.closeTo(15, 1e-5);
    expect(eyes.tick({ accelXMg: 1000, accelZMg: 0 })).to.include({ newTilt: false });
    expect(eyes.s.tiltDeg).to.be.closeTo(15, 1e-5);
  });
});
