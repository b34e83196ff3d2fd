import { expect } from 'chai';
import {
  advance,
  beginMove,
  changeSpeed,
  endMove,
  holdPlan,
  moveDurationS,
  moveTo,
  newMotion,
  stand,
  type Motion,
} from '../../firmware/motion.ts';

/** Segments of a plan as [jerk, end in s]. */
function segments(m: Motion): number[][] {
  return Array.from({ length: m.count }, (_, k) => [m.jerk[k]!, Number(m.endS[k]!.toFixed(9))]);
}

/** Angle, speed and acceleration at an instant, rounded to the last bits. */
function at(m: Motion, nowMs: number): number[] {
  advance(m, nowMs);
  return [m.angleDeg, m.speedDegPerS, m.accelDegPerS2].map((one) => Number(one.toFixed(9)) + 0);
}

function standing(angleDeg: number): Motion {
  const m = newMotion();
  stand(m, angleDeg);
  return m;
}

describe('plan of a move', () => {
  it('is nothing but rest at power-up', () => {
    const m = newMotion();
    expect(m).to.include({ angleDeg: 0, speedDegPerS: 0, accelDegPerS2: 0, atRest: true, startMs: 0, count: 0 });
    expect(m).to.include({ current: 0, finalDeg: 0, finalDegPerS: 0, rampS: 0, bendS: 0, cruiseS: 0 });
    expect(m.jerk).to.have.length(7);
    expect(at(m, 5000)).to.deep.equal([0, 0, 0]);
  });

  it('has seven segments for 10 degrees at 1, 0.5, 1: two ramps of 2.5 s and 7.5 s between them', () => {
    const up = standing(5);
    moveTo(up, 15, 1, 0.5, 1, 2000);
    const ends = [0.5, 2, 2.5, 10, 10.5, 12, 12.5];
    const jerks = [1, 0, -1, 0, -1, 0, 1];
    expect(segments(up)).to.deep.equal(ends.map((endS, k) => [jerks[k]!, endS]));
    expect(up).to.include({ atRest: false, startMs: 2000, finalDeg: 15, finalDegPerS: 0, accelDegPerS2: 0 });
    const down = standing(15);
    moveTo(down, 5, 1, 0.5, 1, 0);
    expect(segments(down)).to.deep.equal(ends.map((endS, k) => [0 - jerks[k]!, endS]));
  });

  it('is at these angles, speeds and accelerations on the way', () => {
    const m = standing(5);
    moveTo(m, 15, 1, 0.5, 1, 2000);
    expect(at(m, 2000)).to.deep.equal([5, 0, 0]);
    expect(at(m, 2500)).to.deep.equal([5.020833333, 0.125, 0.5]);
    expect(at(m, 4000)).to.deep.equal([5.770833333, 0.875, 0.5]);
    expect(at(m, 4250)).to.deep.equal([6.002604167, 0.96875, 0.25]);
    expect(at(m, 4500)).to.deep.equal([6.25, 1, 0]);
    expect(at(m, 8500)).to.deep.equal([10.25, 1, 0]);
    expect(at(m, 12000)).to.deep.equal([13.75, 1, 0]);
    expect(at(m, 12500)).to.deep.equal([14.229166667, 0.875, -0.5]);
    expect(at(m, 14000)).to.deep.equal([14.979166667, 0.125, -0.5]);
    expect(m.atRest).to.equal(false);
    expect(at(m, 14500)).to.deep.equal([15, 0, 0]);
    expect(m.atRest).to.equal(true);
    expect(at(m, 99000)).to.deep.equal([15, 0, 0]);
  });

  it('leaves out the middle of a ramp that never reaches full acceleration', () => {
    // 0.25 degrees at a jerk of 0.5: four bends of 0.5 s, cube root of 4 * 0.25 / 0.5 over two each.
    const m = standing(0);
    moveTo(m, 0.25, 1, 5, 0.5, 0);
    const bendS = Math.cbrt(2) / 2;
    expect(m.count).to.equal(4);
    expect([...m.jerk.slice(0, 4)]).to.deep.equal([0.5, -0.5, -0.5, 0.5]);
    for (let k = 0; k < 4; k++) expect(m.endS[k]).to.be.closeTo((k + 1) * bendS, 1e-12);
  });

  it('leaves out the way between the ramps of a short move', () => {
    // A corner of 0.5 s, half of 0.5 + sqrt(0.25 + 4 * 1 / 0.5) more: ramps of (0.5 + 2.872) / 2 s.
    const m = standing(0);
    moveTo(m, 1, 5, 0.5, 1, 0);
    const rampS = (0.5 + Math.sqrt(8.25)) / 2;
    expect(m.count).to.be.within(6, 7);
    expect(m.endS[2]).to.be.closeTo(rampS, 1e-12);
    expect(m.endS[m.count - 1]).to.be.closeTo(2 * rampS, 1e-12);
    expect(moveDurationS(1, 5, 0.5, 1)).to.be.closeTo(2 * rampS, 1e-12);
  });

  it('knows a speed that is reached before the full acceleration', () => {
    // 2 * sqrt(0.1 / 0.5) = 0.894 s of ramp; 9 degrees at 0.1 take 90 s more.
    expect(moveDurationS(9, 0.1, 5, 0.5)).to.be.closeTo(90 + 2 * Math.sqrt(0.2), 1e-9);
    const m = standing(0);
    moveTo(m, 9, 0.1, 5, 0.5, 0);
    expect(m.count).to.equal(5);
    expect(m.endS[1]).to.be.closeTo(2 * Math.sqrt(0.2), 1e-12);
  });

  it('takes no time for no way', () => {
    for (const way of [0, -1, Number.NaN]) expect(moveDurationS(way, 1, 0.5, 0.5)).to.equal(0);
    const m = standing(7);
    moveTo(m, 7, 1, 0.5, 0.5, 1000);
    expect(m).to.include({ atRest: true, count: 0, angleDeg: 7, rampS: 0, cruiseS: 0 });
  });

  it('does not move to a target that is no number', () => {
    const m = standing(7);
    moveTo(m, Number.NaN, 1, 0.5, 0.5, 1000);
    expect(m).to.include({ atRest: true, count: 0, angleDeg: 7, rampS: 0 });
  });
});

describe('plan by halves', () => {
  it('rests until the other half is there, and begins at that instant', () => {
    const m = standing(5);
    beginMove(m, 15, 1, 0.5, 1);
    expect(m).to.include({
      atRest: true,
      count: 3,
      rampS: 2.5,
      bendS: 0.5,
      cruiseS: 7.5,
      accelDegPerS2: 0,
      current: 0,
    });
    expect(at(m, 9000)).to.deep.equal([5, 0, 0]);
    endMove(m, 15, 1, 9000);
    expect(m).to.include({ atRest: false, startMs: 9000, count: 7 });
    expect(at(m, 9500)).to.deep.equal([5.020833333, 0.125, 0.5]);
  });

  it('has no other half where there was no first', () => {
    const m = standing(5);
    beginMove(m, 5, 1, 0.5, 1);
    endMove(m, 5, 1, 9000);
    expect(m).to.include({ atRest: true, count: 0, startMs: 0 });
  });

  it('begins again from its first segment after another plan', () => {
    const m = standing(0);
    moveTo(m, 10, 1, 0.5, 1, 0);
    at(m, 60_000);
    moveTo(m, 0, 1, 0.5, 1, 60_000);
    expect(at(m, 60_500)).to.deep.equal([9.979166667, -0.125, -0.5]);
  });

  it('waits as long as it is told to', () => {
    const m = standing(5);
    moveTo(m, 15, 1, 0.5, 1, 0);
    holdPlan(m, 700);
    expect(m.startMs).to.equal(700);
    expect(at(m, 1200)).to.deep.equal([5.020833333, 0.125, 0.5]);
  });

  it('is forgotten by standing somewhere', () => {
    const m = standing(0);
    moveTo(m, 10, 1, 0.5, 1, 0);
    at(m, 4000);
    stand(m, 3);
    expect(m).to.include({ count: 0, angleDeg: 3, finalDeg: 3, finalDegPerS: 0, speedDegPerS: 0, accelDegPerS2: 0 });
    expect(m.atRest).to.equal(true);
  });
});

describe('change of speed', () => {
  it('bends up, rises and bends: to 1 degree per second at 0.5 and 1 in 2.5 s and 1.25 degrees', () => {
    for (const way of [1, -1]) {
      const m = standing(20);
      changeSpeed(m, way, 0.5, 1, 3000);
      expect(segments(m)).to.deep.equal([
        [way, 0.5],
        [0, 2],
        [-way, 2.5],
      ]);
      expect(m).to.include({ startMs: 3000, atRest: false, current: 0 });
      expect(at(m, 3500)).to.deep.equal(
        [20 + way * 0.020833333, way * 0.125, way * 0.5].map((one) => Number(one.toFixed(9))),
      );
      expect(at(m, 5500)).to.deep.equal([20 + way * 1.25, way, 0]);
      expect(m.atRest).to.equal(false);
      expect(at(m, 7500)).to.deep.equal([20 + way * 3.25, way, 0]);
    }
  });

  it('leaves out the middle when full acceleration is not reached', () => {
    for (const [speed, bendS] of [
      [0.16, 0.4],
      [0.25, 0.5],
    ] as const) {
      const m = standing(0);
      changeSpeed(m, speed, 0.5, 1, 0);
      expect(segments(m)).to.deep.equal([
        [1, bendS],
        [-1, 2 * bendS],
      ]);
    }
  });

  it('has two bends for every speed that is reached before full acceleration, without a rest of rounding between', () => {
    for (let n = 1; n <= 200; n++) {
      const m = standing(0);
      changeSpeed(m, n / 801, 0.5, 1, 0);
      expect(m.count, `${n} of 801`).to.equal(2);
    }
  });

  it('asks how far the acceleration leads by itself: 0.04 degrees per second from 0.4 at a jerk of 2', () => {
    const m = standing(0);
    Object.assign(m, { speedDegPerS: 0.5, accelDegPerS2: 0.4 });
    changeSpeed(m, 0.6, 0.5, 2, 0);
    // Up to 0.5 in 0.05 s (0.0225), down in 0.25 s (0.0625): 0.015 are left for 0.03 s.
    expect(segments(m)).to.deep.equal([
      [2, 0.05],
      [0, 0.08],
      [-2, 0.33],
    ]);
  });

  it('begins with the acceleration that there is', () => {
    const m = standing(0);
    Object.assign(m, { speedDegPerS: 0.5, accelDegPerS2: 0.3 });
    changeSpeed(m, 1, 0.5, 1, 0);
    // From 0.3 to 0.5 in 0.2 s (0.08), down from 0.5 in 0.5 s (0.125): 0.295 are left for 0.59 s at 0.5.
    expect(segments(m)).to.deep.equal([
      [1, 0.2],
      [0, 0.79],
      [-1, 1.29],
    ]);
    expect(at(m, 200)).to.deep.equal([0.107333333, 0.58, 0.5]);
    expect(at(m, 1290)[1]).to.equal(1);
  });

  it('lets go of an acceleration that leads to the speed by itself, and turns one that leads too far', () => {
    const gliding = standing(0);
    Object.assign(gliding, { speedDegPerS: 0.5, accelDegPerS2: 0.4 });
    changeSpeed(gliding, 0.58, 0.5, 1, 0);
    expect(at(gliding, 400).slice(1)).to.deep.equal([0.58, 0]);
    expect(gliding.endS[gliding.count - 1]).to.be.closeTo(0.4, 1e-7);
    const tooFar = standing(0);
    Object.assign(tooFar, { speedDegPerS: 0.5, accelDegPerS2: 0.4 });
    changeSpeed(tooFar, 0.5, 0.5, 1, 0);
    expect(tooFar.jerk[0]).to.equal(-1);
    expect(tooFar.jerk[tooFar.count - 1]).to.equal(1);
    // 0.08 too fast after 0.4 s; back by two bends of sqrt(0.08) s.
    expect(tooFar.endS[tooFar.count - 1]).to.be.closeTo(0.4 + 2 * Math.sqrt(0.08), 1e-9);
  });

  it('ends at rest when it was asked to stand', () => {
    const m = standing(10);
    m.speedDegPerS = 1;
    changeSpeed(m, 0, 4, 20, 0);
    expect(m.atRest).to.equal(false);
    at(m, 10_000);
    expect(m).to.include({ atRest: true, speedDegPerS: 0, accelDegPerS2: 0 });
  });

  it('goes on as before when it has the speed', () => {
    const m = standing(10);
    m.speedDegPerS = 1;
    changeSpeed(m, 1, 0.5, 1, 1000);
    expect(m.count).to.equal(0);
    expect(at(m, 3000)).to.deep.equal([12, 1, 0]);
  });
});
