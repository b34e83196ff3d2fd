import { expect } from 'chai';
import { Linkage, edgeHeightM, travelMm } from '../../../sim/plant/linkage.ts';
import { RAD_PER_DEG, cosine, sine } from '../../../sim/plant/trig.ts';

describe('linkage', () => {
  it('has its raised edge 1.30 m above the hinge at 45 degrees', () => {
    // 1.84 m * sin 45 = 1.84 * 0.70711
    expect(edgeHeightM(45)).to.be.closeTo(1.301, 0.0005);
    expect(edgeHeightM(0)).to.equal(0);
  });

  it('needs 458 mm of travel for 45 degrees', () => {
    // sqrt(2.18 - 1.82 cos 57) - sqrt(2.18 - 1.82 cos 12) = 1.09027 - 0.63227
    expect(travelMm(0)).to.equal(0);
    expect(travelMm(45)).to.be.closeTo(458.0, 0.2);
  });

  it('lifts with 5.2 mm a degree near flat and 12.2 at 45', () => {
    expect(travelMm(0.5) - travelMm(-0.5)).to.be.closeTo(5.22, 0.02);
    expect(travelMm(45.5) - travelMm(44.5)).to.be.closeTo(12.22, 0.02);
  });

  it('stays a triangle over 20,000 small moves up and as many down', () => {
    const linkage = new Linkage(0);
    for (const moveM of [2e-5, -2e-5]) {
      linkage.moveM = moveM;
      for (let i = 0; i < 20_000; i++) linkage.move();
      const exact = new Linkage(linkage.angleRad);
      expect(linkage.sineAngle).to.be.closeTo(exact.sineAngle, 1e-12);
      expect(linkage.lengthM).to.be.closeTo(exact.lengthM, 1e-12);
    }
    // Each move takes the lever at its beginning, so the way back is not quite the same: 0.006 degrees.
    expect(linkage.angleRad).to.be.closeTo(0, 1e-4);
  });
});

describe('portable sine and cosine', () => {
  it('agree with the built-in ones to 1e-14 over two turns', () => {
    for (let deg = -720; deg <= 720; deg += 7.3) {
      const rad = deg * RAD_PER_DEG;
      expect(sine(rad)).to.be.closeTo(Math.sin(rad), 1e-14);
      expect(cosine(rad)).to.be.closeTo(Math.cos(rad), 1e-14);
    }
  });
});
