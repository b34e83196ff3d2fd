import { expect } from 'chai';
import {
  ACCEL_DEG_PER_S2,
  EASE_ACCEL_DEG_PER_S2,
  EASE_JERK_DEG_PER_S3,
  JERK_DEG_PER_S3,
  SPEED_MAX_DEG_PER_S,
} from '../../firmware/limits.ts';
import { advance, changeSpeed, moveDurationS, moveTo, newMotion, stand, type Motion } from '../../firmware/motion.ts';
import { Random } from '../../sim/random.ts';

/** Fewer where many changed planners are tried one after the other (npm run mutation). */
const MOVES = Number(process.env['INCLINE_RANDOM_MOVES'] ?? 100_000);
const CHANGES = MOVES / 5;
const LIMIT_SLACK = 1e-9;
/** Halvings of the search: what is left of the fastest speed is below 1e-17. */
const HALVINGS = 60;

function plannedS(m: Motion): number {
  return m.count > 0 ? m.endS[m.count - 1]! : 0;
}

/** Shortest move found by bisection on the peak speed of two symmetric ramps: shares no formula with the planner. */
function searchedDurationS(distanceDeg: number, speed: number, accel: number, jerk: number): number {
  const rampOf = (peak: number): number =>
    peak * jerk >= accel * accel ? accel / jerk + peak / accel : 2 * Math.sqrt(peak / jerk);
  if (distanceDeg >= speed * rampOf(speed)) return rampOf(speed) + distanceDeg / speed;
  let low = 0;
  let high = speed;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (middle * rampOf(middle) < distanceDeg) low = middle;
    else high = middle;
  }
  return 2 * rampOf(high);
}

function worstOf(m: Motion, speed: number, accel: number): { over: number; limit: number } {
  const fromDeg = m.angleDeg;
  const low = Math.min(fromDeg, m.finalDeg);
  const high = Math.max(fromDeg, m.finalDeg);
  const steps = 40;
  const totalMs = plannedS(m) * 1000;
  const worst = { over: 0, limit: 0 };
  for (let k = 0; k <= steps; k++) {
    advance(m, (totalMs * k) / steps);
    worst.over = Math.max(worst.over, m.angleDeg - high, low - m.angleDeg);
    worst.limit = Math.max(worst.limit, Math.abs(m.speedDegPerS) / speed - 1, Math.abs(m.accelDegPerS2) / accel - 1);
  }
  return worst;
}

describe('planner', () => {
  it('needs 48 s for 45 degrees at 1, 0.5, 0.5: one ramp of 3 s and 45 s of travel', () => {
    expect(moveDurationS(45, 1, 0.5, 0.5)).to.equal(48);
  });

  it('reproduces the reference durations of a time-optimal planner', () => {
    expect(moveDurationS(45, 1.5, 0.5, 0.5)).to.be.closeTo(34, 1e-12);
    expect(moveDurationS(45, 2, 1, 1)).to.be.closeTo(25.5, 1e-12);
    expect(moveDurationS(45, 3, 1.5, 1.5)).to.be.closeTo(18, 1e-12);
    expect(moveDurationS(45, 5, 3, 3)).to.be.closeTo(11.667, 5e-4);
  });

  it(`makes ${MOVES} random moves at most 1.005 of the optimum, without overshoot, within the limits`, () => {
    const random = new Random(20260101);
    const worst = { ratio: 0, over: 0, limit: 0, jerk: 0, missedDeg: 0, stillMoving: 0 };
    const m = newMotion();
    for (let n = 0; n < MOVES; n++) {
      const speed = 0.2 + 1.3 * random.unit();
      const accel = 0.1 + 0.9 * random.unit();
      const jerk = 0.1 + 2 * random.unit();
      const fromDeg = 45 * random.unit();
      const short = random.unit() < 0.3;
      const toDeg = short ? fromDeg + 0.1 * (random.unit() - 0.5) : 45 * random.unit();
      stand(m, fromDeg);
      moveTo(m, toDeg, speed, accel, jerk, 0);
      const optimumS = searchedDurationS(Math.abs(toDeg - fromDeg), speed, accel, jerk);
      worst.ratio = Math.max(worst.ratio, plannedS(m) / optimumS);
      for (let k = 0; k < m.count; k++) worst.jerk = Math.max(worst.jerk, Math.abs(m.jerk[k]!) / jerk - 1);
      const one = worstOf(m, speed, accel);
      worst.over = Math.max(worst.over, one.over);
      worst.limit = Math.max(worst.limit, one.limit);
      advance(m, plannedS(m) * 1000 + 1);
      worst.missedDeg = Math.max(worst.missedDeg, Math.abs(m.angleDeg - toDeg));
      if (!m.atRest) worst.stillMoving++;
    }
    expect(worst).to.include({ missedDeg: 0, stillMoving: 0 });
    expect(worst.ratio).to.be.at.most(1.005);
    expect(worst.over).to.be.at.most(1e-9);
    expect(worst.limit).to.be.at.most(LIMIT_SLACK);
    expect(worst.jerk).to.be.at.most(LIMIT_SLACK);
  });

  it('eases to rest from 1.5 degrees per second in 0.575 s and 0.43 degrees', () => {
    const m = newMotion();
    stand(m, 10);
    m.speedDegPerS = SPEED_MAX_DEG_PER_S;
    changeSpeed(m, 0, EASE_ACCEL_DEG_PER_S2, EASE_JERK_DEG_PER_S3, 0);
    expect(plannedS(m)).to.be.closeTo(0.575, 1e-12);
    expect(m.finalDeg - 10).to.be.closeTo(0.43125, 1e-12);
    advance(m, 600);
    expect(m.atRest).to.equal(true);
  });

  it('changes its mind at any instant without a jump of angle, speed or acceleration', () => {
    const random = new Random(7);
    const m = newMotion();
    const worst = { jump: 0, accel: 0, oddJerks: 0 };
    for (let n = 0; n < CHANGES; n++) {
      stand(m, 20);
      changeSpeed(m, 3 * random.unit() - 1.5, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, 0);
      let nowMs = 0;
      for (let k = 0; k < 4; k++) {
        nowMs += 3000 * random.unit();
        advance(m, nowMs);
        const { angleDeg, speedDegPerS, accelDegPerS2 } = m;
        changeSpeed(m, 3 * random.unit() - 1.5, ACCEL_DEG_PER_S2, JERK_DEG_PER_S3, nowMs);
        advance(m, nowMs);
        worst.jump = Math.max(worst.jump, Math.abs(m.angleDeg - angleDeg), Math.abs(m.speedDegPerS - speedDegPerS));
        worst.jump = Math.max(worst.jump, Math.abs(m.accelDegPerS2 - accelDegPerS2));
        for (let q = 0; q < m.count; q++) {
          worst.accel = Math.max(worst.accel, Math.abs(m.accel[q]!));
          if (m.jerk[q] !== 0 && Math.abs(m.jerk[q]!) !== JERK_DEG_PER_S3) worst.oddJerks++;
        }
      }
    }
    expect(worst.jump).to.be.at.most(1e-12);
    expect(worst.accel).to.be.at.most(ACCEL_DEG_PER_S2 + LIMIT_SLACK);
    expect(worst.oddJerks).to.equal(0);
  });

  it('goes on at the final speed after a change of speed, until told otherwise', () => {
    const m = newMotion();
    stand(m, 0);
    changeSpeed(m, 1, 0.5, 0.5, 0);
    advance(m, 3000);
    expect(m.speedDegPerS).to.be.closeTo(1, 1e-12);
    const atDeg = m.angleDeg;
    advance(m, 5000);
    expect(m.angleDeg - atDeg).to.be.closeTo(2, 1e-12);
    expect(m.atRest).to.equal(false);
  });
});
