import { expect } from 'chai';
import { newDevice } from '../../firmware/device.ts';
import { newSensed, rawTravelMm, senseAngle, sensePull, senseTilt, sineOf, type Sensed } from '../../firmware/sense.ts';
import { Validity, type Inputs } from '../../hal/machine.ts';

const NO_ZERO = [0, 1, 0, 0, 0, 0];
const DEG = Math.PI / 180;

describe('sensed at power-up', () => {
  it('is nothing that may be believed', () => {
    expect(newSensed()).to.include({ angleOk: false, tiltOk: false, newTilt: false, newPull: false });
    expect(newSensed()).to.include({ pull: Validity.Absent, pullStarted: false, leverAtDeg: -90 });
  });

  it('has no speed between two readings of the same instant', () => {
    const s = newSensed();
    const i = newDevice().inputs;
    i.travelRatio = 0.5;
    for (let k = 0; k < 3; k++) {
      senseAngle(s, i, NO_ZERO);
      expect(s).to.include({ angleOk: true, speedDegPerS: 0 });
    }
  });

  it('has the travel without its dead end: 250 mm in the middle of 520', () => {
    expect(rawTravelMm({ ...newDevice().inputs, travelRatio: 0.5 })).to.equal(250);
  });
});

describe('sensed tilt: knocks', () => {
  /** One reading after the other, each as [x, y, z] in mg. */
  const readings = (...all: readonly (readonly [number, number, number])[]): Sensed => {
    const s = newSensed();
    const i = newDevice().inputs;
    for (const [accelXMg, accelYMg, accelZMg] of all) {
      Object.assign(i, { accelXMg, accelYMg, accelZMg, accelCount: i.accelCount + 1 });
      senseTilt(s, i, NO_ZERO);
    }
    return s;
  };
  const FLAT = [0, 0, 1000] as const;

  it('measures gravity on three axes', () => {
    expect(readings([0, 600, 800]).gravityMg).to.equal(1000);
    expect(readings([480, 600, 640]).gravityMg).to.be.closeTo(1000, 1e-9);
  });

  it('takes 60 mg off 1 g, and rides out three readings that are further off', () => {
    for (const mg of [1060, 940]) expect(readings(FLAT, [mg, 0, 0])).to.include({ knocks: 0, tiltDeg: 45 });
    for (const mg of [1060.1, 939.9]) {
      const knock = [mg, 0, 0] as const;
      expect(readings(FLAT, knock, knock, knock)).to.include({ knocks: 3, tiltDeg: 0, tiltRawDeg: 90 });
      expect(readings(FLAT, knock, knock, knock, knock), 'the fourth is no knock').to.include({
        knocks: 4,
        tiltDeg: 45,
      });
      expect(readings(FLAT, knock, FLAT).knocks).to.equal(0);
    }
    expect(readings([1100, 0, 0]).tiltOk, 'a knock is no beginning').to.equal(false);
  });

  it('goes half of the way that is left with each reading', () => {
    expect(readings(FLAT, [1000, 0, 0], [1000, 0, 0]).tiltDeg).to.be.closeTo(67.5, 1e-9);
  });
});

describe('sensed lever', () => {
  /** A reading of the tilt at an angle, after one at another. */
  const turned = (angleDeg: number, fromDeg = 0): Sensed => {
    const s = newSensed();
    const i = newDevice().inputs;
    i.accelZMg = 1000;
    for (const oneDeg of [fromDeg, angleDeg]) {
      s.angleDeg = oneDeg;
      i.accelCount++;
      senseTilt(s, i, NO_ZERO);
    }
    return s;
  };

  it('is worked out anew after half a degree, either way', () => {
    for (const angleDeg of [0.49, -0.49]) expect(turned(angleDeg)).to.include({ leverAtDeg: 0, leverSine: 0 });
    expect(turned(20.2, 20).leverAtDeg).to.equal(20);
    for (const angleDeg of [0.5, -0.5, 20]) {
      const s = turned(angleDeg);
      expect(s.leverAtDeg).to.equal(angleDeg);
      expect(s.leverSine).to.be.closeTo(Math.sin(angleDeg * DEG), 1e-12);
    }
  });

  it('gives the sine of the angle within 0.003 in between', () => {
    const s = turned(20);
    for (const angleDeg of [19.6, 20, 20.4]) {
      s.angleDeg = angleDeg;
      expect(sineOf(s)).to.be.closeTo(Math.sin(angleDeg * DEG), 0.003);
    }
  });
});

describe('sensed pull: on the line', () => {
  /** A pull of 100 N that has lasted, and a word; 4096 counts are a newton. */
  const after100 = (counts: number, zeroCounts: number): Sensed => {
    const s = newSensed();
    Object.assign(s, { pullN: 100, pullStarted: true, pull: Validity.Fresh });
    const i: Inputs = { ...newDevice().inputs, loadCounts: counts, loadCount: 1 };
    sensePull(s, i, [zeroCounts, 4096, 0, 0, 0, 0]);
    return s;
  };

  it('believes a word that ends in twelve ones and is no more than 2 N away', () => {
    for (const byN of [1, 2, -1, -2]) {
      const s = after100(4095 + 4096 * (100 + byN), 4095);
      expect(s.pullN).to.be.closeTo(100 + 0.4 * byN, 1e-9);
      expect(s.spikes).to.equal(0);
    }
    for (const byN of [3, -3]) expect(after100(4095 + 4096 * (100 + byN), 4095)).to.include({ pullN: 100, spikes: 1 });
  });

  it('believes a step of 25 N', () => {
    for (const byN of [25, -25]) {
      expect(after100(4096 * (100 + byN), 0)).to.include({ pullN: 100 + 0.4 * byN, spikes: 0 });
      expect(after100(4096 * (100 + byN) + Math.sign(byN), 0)).to.include({ pullN: 100, spikes: 1 });
    }
  });

  it('counts odd words in a row', () => {
    const s = newSensed();
    const i = newDevice().inputs;
    const odd = [3, 5, 7, 8].map((loadCounts) => {
      sensePull(s, Object.assign(i, { loadCounts, loadCount: i.loadCount + 1 }), NO_ZERO);
      return s.oddWords;
    });
    expect(odd).to.deep.equal([1, 2, 3, 0]);
  });

  it('is fresh for 250 ms, and a silence is one gap; before the first word there is none', () => {
    const s = newSensed();
    const i = newDevice().inputs;
    const at = (nowMs: number): Sensed => {
      i.nowMs = nowMs;
      sensePull(s, i, NO_ZERO);
      return s;
    };
    for (const nowMs of [100, 500, 900]) expect(at(nowMs)).to.include({ pull: Validity.Absent, gaps: 0 });
    i.loadCount = 1;
    expect(at(1000)).to.include({ pull: Validity.Fresh });
    expect(at(1250)).to.include({ pull: Validity.Fresh, gaps: 0 });
    for (const nowMs of [1251, 1400, 2000]) expect(at(nowMs)).to.include({ pull: Validity.Stale, gaps: 1 });
  });
});
