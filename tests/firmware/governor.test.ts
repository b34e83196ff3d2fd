import { expect } from 'chai';
import { newAim, type Aim } from '../../firmware/aim.ts';
import {
  endNudge,
  govern,
  isNudge,
  newGovernor,
  slopeAt,
  startGovernor,
  type Governor,
} from '../../firmware/governor.ts';

const TARGET_N = 200;
const WEIGHT_N = 800;
const SPEED_DEG_PER_S = 1;
/** Every other period. */
const RUN_S = 0.2;
/** Where the board stands if nothing else is said, and the newtons that a degree adds there at 200 N of pull. */
const ANGLE_DEG = 25;
const CAP_DEG = 45;
const SLOPE_N = ((Math.PI / 180) * (WEIGHT_N - TARGET_N * Math.sin(0.4363323))) / Math.cos(0.4363323);

function aimAt(pullTargetN: number, angleCapDeg = CAP_DEG): Aim {
  return { ...newAim(), pullTargetN, angleCapDeg, weightN: WEIGHT_N, speedDegPerS: SPEED_DEG_PER_S };
}

/** Pull on the board at an angle, with friction of 0.2. */
function pullAt(angleDeg: number): number {
  const rad = (angleDeg * Math.PI) / 180;
  return Math.max(0, WEIGHT_N * (Math.sin(rad) - 0.2 * Math.cos(rad)));
}

function wish(g: Governor, pullN: number, angleDeg = ANGLE_DEG, capDeg = CAP_DEG): number {
  return govern(g, pullN, angleDeg, aimAt(TARGET_N, capDeg));
}

function begun(pullN: number, targetN = TARGET_N): Governor {
  const g = newGovernor();
  startGovernor(g, pullN, ANGLE_DEG, aimAt(targetN));
  return g;
}

/** A governor that has reached its target and holds. */
function holding(): Governor {
  const g = begun(TARGET_N);
  wish(g, TARGET_N);
  return g;
}

/** Follows the wishes run by run, with nothing of a drive in between; the wishes. */
function approach(g: Governor, fromDeg: number, capDeg = 45): { angleDeg: number; wishes: number[] } {
  const wishes: number[] = [];
  let angleDeg = fromDeg;
  for (let k = 0; k < 1000; k++) {
    const wished = wish(g, pullAt(angleDeg), angleDeg, capDeg);
    wishes.push(wished);
    angleDeg += wished * RUN_S;
  }
  return { angleDeg, wishes };
}

describe('pull governor', () => {
  it('climbs to the target and never turns round on its way', () => {
    const g = begun(0);
    const { angleDeg, wishes } = approach(g, 10);
    expect(wishes.filter((one) => one < 0)).to.deep.equal([]);
    expect(g).to.include({ way: 0, reached: true, capped: false });
    // This board stops dead: what the governor takes off for easing to rest stays missing, below 1 %.
    expect(pullAt(angleDeg)).to.be.within(TARGET_N * 0.99, TARGET_N);
  });

  it('comes down to a lower target, at 0.8 degrees per second at most, and never turns round', () => {
    const g = begun(400);
    const { angleDeg, wishes } = approach(g, 42);
    expect(wishes.filter((one) => one > 0)).to.deep.equal([]);
    expect(Math.min(...wishes)).to.equal(-0.8);
    expect(pullAt(angleDeg)).to.be.within(TARGET_N, TARGET_N * 1.01);
  });

  it('loads at the prescribed speed at most, unloads twice as eagerly, and not slower than body and screw can', () => {
    expect(wish(begun(0), 0)).to.equal(SPEED_DEG_PER_S);
    // A degree to go: 0.3 degrees per second up, 0.6 down.
    const slopes = [begun(0).slopeN, begun(400).slopeN] as const;
    expect(wish(begun(0), TARGET_N - slopes[0])).to.be.closeTo(0.3, 1e-9);
    expect(wish(begun(400), TARGET_N + slopes[1])).to.be.closeTo(-0.6, 1e-9);
    expect(wish(begun(0), TARGET_N - 0.5)).to.equal(0.2);
    expect(wish(begun(400), TARGET_N + 0.5)).to.equal(-0.05);
  });

  it('ends a correction 0.4 N from 200 N, from either side', () => {
    expect(wish(begun(0), TARGET_N - 0.41)).to.be.above(0);
    expect(wish(begun(0), TARGET_N - 0.39)).to.equal(0);
    expect(wish(begun(400), TARGET_N + 0.41)).to.be.below(0);
    expect(wish(begun(400), TARGET_N + 0.39)).to.equal(0);
  });

  it('stops at once when a climb has passed its target, however far', () => {
    const g = begun(0);
    expect(wish(g, TARGET_N + 50)).to.equal(0);
    expect(g.way).to.equal(0);
  });

  it('holds still within 1 % for ever, and corrects an error that lasts', () => {
    const lasting = (errorN: number): number[] => {
      const g = holding();
      return Array.from({ length: 600 }, () => wish(g, TARGET_N + errorN));
    };
    expect(lasting(1.99).every((one) => one === 0)).to.equal(true);
    expect(lasting(-1.99).every((one) => one === 0)).to.equal(true);
    expect(lasting(2.1).some((one) => one < 0)).to.equal(true);
    expect(lasting(-2.1).some((one) => one > 0)).to.equal(true);
  });

  it('does not follow the breath: 5 N every four seconds', () => {
    const g = holding();
    const wishes = Array.from({ length: 3000 }, (_, k) =>
      wish(g, TARGET_N + 5 * Math.sin((2 * Math.PI * k * RUN_S) / 4)),
    );
    expect(wishes.every((one) => one === 0)).to.equal(true);
  });

  it('has settled when it held still for 3 s, or 30 s after the target was met; not while it corrects', () => {
    const runsUntilSettled = (errorN: number): number => {
      const g = begun(0);
      let runs = 0;
      for (; !g.settled && runs < 1000; runs++) wish(g, TARGET_N + (runs > 0 ? errorN : 0));
      return runs;
    };
    // One run meets the target.
    expect(runsUntilSettled(0)).to.equal(1 + 3 / RUN_S);
    expect(runsUntilSettled(-20)).to.equal(1 + 30 / RUN_S);
  });

  it('takes the floor for reached when the pull does not fall any further', () => {
    const g = newGovernor();
    const aim = { ...aimAt(16), floorDeg: 1 };
    startGovernor(g, 30, 3, aim);
    expect(govern(g, 30, 3, aim)).to.be.below(0);
    expect(g.reached).to.equal(false);
    expect(govern(g, 25, 1.01, aim)).to.equal(0);
    expect(g.reached).to.equal(true);
  });

  it('eases to a rest and never climbs for it', () => {
    const g = newGovernor();
    const rest = { ...aimAt(100), eases: true, floorDeg: 1 };
    startGovernor(g, 200, 20, rest);
    expect(govern(g, 200, 20, rest)).to.be.below(0);
    govern(g, 100, 10, rest);
    for (let k = 0; k < 600; k++) expect(govern(g, 20, 10, rest)).to.equal(0);
  });

  it('is quick to the angle where it hung before, however little the pull is missing', () => {
    const speedAt = (knownDeg: number): number => {
      const g = newGovernor();
      const aim = { ...aimAt(TARGET_N), knownDeg };
      startGovernor(g, TARGET_N - 30, 10, aim);
      return govern(g, TARGET_N - 30, 10, aim);
    };
    expect(speedAt(25)).to.equal(SPEED_DEG_PER_S);
    expect(speedAt(0)).to.be.below(0.8);
  });

  it('does not start for one odd word, of which the filter of the pull lets through 10 N', () => {
    const g = holding();
    wish(g, TARGET_N - 10);
    expect(g.way).to.equal(0);
  });

  it('lets a heavy body with a small target be 1.8 % off', () => {
    const g = begun(45, 45);
    const hold = (pullN: number): number => govern(g, pullN, ANGLE_DEG, aimAt(45));
    expect(g.slopeN, 'half of what breaking away turns is worth more').to.be.above((45 * 0.018) / 0.06);
    // 1.8 % of 45 N are 0.81 N.
    for (let k = 0; k < 600; k++) expect(hold(45.8)).to.equal(0);
    for (let k = 0; k < 600 && g.way === 0; k++) hold(45.83);
    expect(g.way).to.equal(-1);
  });

  it('knows what the next degree adds, with the friction that the pull tells', () => {
    // The slope of W (sin a - mu cos a), by a difference of a thousandth of a degree.
    for (const angleDeg of [12, 25, 44]) {
      const slopeN = (pullAt(angleDeg + 5e-4) - pullAt(angleDeg - 5e-4)) / 1e-3;
      expect(slopeAt(newGovernor(), WEIGHT_N, pullAt(angleDeg), angleDeg)).to.be.closeTo(slopeN, 1e-3);
    }
    const g = newGovernor();
    const before = slopeAt(g, WEIGHT_N, 0, 10);
    expect(slopeAt(g, WEIGHT_N, 0, 10.48), 'not worked out anew for less than half a degree').to.equal(before);
    expect(slopeAt(g, WEIGHT_N, 0, 10.51)).to.be.above(before);
  });

  it('only corrects where it begins close to its target', () => {
    expect(begun(TARGET_N - 0.29 * SLOPE_N)).to.include({ way: 0, reached: true });
    expect(begun(TARGET_N + 0.29 * SLOPE_N)).to.include({ way: 0, reached: true });
    expect(begun(TARGET_N - 0.31 * SLOPE_N)).to.include({ way: 1, reached: false });
    expect(begun(TARGET_N + 0.31 * SLOPE_N)).to.include({ way: -1, reached: false });
    expect(begun(0, 4), 'a pull of nothing is never close').to.include({ way: 1, reached: false });
  });

  it('calls a small upward correction a nudge: breaking the screw away is all of it', () => {
    const g = holding();
    for (let k = 0; k < 600 && g.way === 0; k++) wish(g, TARGET_N - 2.1);
    // A tenth of a degree, and at 0.05 degrees per second what 1.3 s of lead are worth.
    const nudgeN = (0.1 + 0.05 * 1.3) * SLOPE_N;
    expect(wish(g, TARGET_N - nudgeN + 0.1)).to.equal(0.05);
    expect(isNudge(g)).to.equal(true);
    expect(wish(g, TARGET_N - nudgeN - 0.1), 'a larger one is none').to.equal(0.05);
    expect(isNudge(g)).to.equal(false);
    expect(wish(g, TARGET_N - 20), 'a large one is quicker').to.be.above(0.05);
    expect(isNudge(g)).to.equal(false);
    expect(isNudge(begun(0)), 'nor is an approach').to.equal(false);
    endNudge(g, TARGET_N);
    expect(g).to.include({ way: 0, averageN: TARGET_N, reached: true });
    expect(wish(g, TARGET_N - 2.1)).to.equal(0);
  });

  it('slows down before the steepest angle allowed, stops there, and says so', () => {
    const g = begun(0);
    const { angleDeg, wishes } = approach(g, 15, 20);
    expect(Math.max(...wishes)).to.equal(SPEED_DEG_PER_S);
    expect(angleDeg).to.be.within(19.97, 20);
    expect(g).to.include({ capped: true, reached: false });
    expect(wish(begun(0), 100, 44)).to.be.closeTo(0.3, 1e-9);
    expect(wish(begun(0), 100, 44.981)).to.equal(0);
    expect(wish(begun(0), 100, 46)).to.equal(0);
  });

  it('still unloads at the steepest angle, and forgets the cap when the target is reached', () => {
    expect(wish(begun(400), 300, CAP_DEG)).to.be.below(0);
    const g = begun(0);
    wish(g, 100, CAP_DEG);
    expect(g.capped).to.equal(true);
    expect(wish(g, TARGET_N, CAP_DEG)).to.equal(0);
    expect(g).to.include({ capped: false, reached: true });
  });
});
