import { expect } from 'chai';
import { angleOfTravelDeg, travelPerDegMm } from '../../firmware/linkage.ts';
import { travelMm } from '../../sim/plant/linkage.ts';

/** The triangle of the reference rig by the law of cosines: 1300 mm, 700 mm, 12 degrees more than the board. */
function lengthMm(angleDeg: number): number {
  return Math.sqrt(1300 * 1300 + 700 * 700 - 2 * 1300 * 700 * Math.cos(((angleDeg + 12) * Math.PI) / 180));
}

describe('linkage', () => {
  it('has the length at flat that its triangle gives, to the last digits', () => {
    // 0.19 degrees per millimetre at flat: 1e-12 degrees are 5e-12 mm.
    expect(angleOfTravelDeg(0)).to.be.closeTo(0, 1e-12);
    expect(lengthMm(0)).to.be.closeTo(632.2747556754687, 1e-12);
  });

  it('is the inverse of the triangle everywhere between the end switches', () => {
    for (let angleDeg = -1; angleDeg <= 46.5; angleDeg += 0.1) {
      expect(angleOfTravelDeg(lengthMm(angleDeg) - lengthMm(0))).to.be.closeTo(angleDeg, 1e-9);
    }
  });

  it('agrees with the mechanics of the simulator, which has its own copy', () => {
    for (let angleDeg = 0; angleDeg <= 46.5; angleDeg += 0.1) {
      expect(angleOfTravelDeg(travelMm(angleDeg))).to.be.closeTo(angleDeg, 1e-9);
    }
  });

  it('knows the travel per degree: the slope of the same curve', () => {
    for (const angleDeg of [0, 10, 25, 45, 46.5]) {
      const slope = (lengthMm(angleDeg + 0.001) - lengthMm(angleDeg - 0.001)) / 0.002;
      expect(travelPerDegMm(angleDeg)).to.be.closeTo(slope, 1e-6);
    }
    expect(travelPerDegMm(0), 'worked by hand: 1300 * 700 * sin 12 / 632.27 * pi / 180').to.be.closeTo(5.2226, 1e-4);
  });

  it('gives no number outside of the triangle', () => {
    expect(angleOfTravelDeg(-33), 'shorter than 600 mm').to.be.NaN;
    expect(angleOfTravelDeg(1368), 'longer than 2000 mm').to.be.NaN;
    expect(angleOfTravelDeg(Number.NaN)).to.be.NaN;
  });
});
