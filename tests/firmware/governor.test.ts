import { expect } from 'chai';
import { govern, newGovernor, startGovernor, type Governor } from '../../firmware/governor.ts';

const TARGET_N = 200;
const WEIGHT_N = 800;
const SPEED_DEG_PER_S = 1;
const WORD_S = 0.1;
const ROOM_DEG = 20;

/** Pull on the board at an angle, with friction of 0.2. */
function pullAt(angleDeg: number): number {
  const rad = (angleDeg * Math.PI) / 180;
  return Math.max(0, WEIGHT_N * (Math.sin(rad) - 0.2 * Math.cos(rad)));
}

function wish(g: Governor, pullN: number, roomDeg = ROOM_DEG): number {
  return govern(g, pullN, TARGET_N, WEIGHT_N, roomDeg, SPEED_DEG_PER_S);
}

function begun(pullN: number): Governor {
  const g = newGovernor();
  startGovernor(g, pullN, TARGET_N);
  return g;
}

/** A governor that has reached its target and holds. */
function holding(): Governor {
  const g = begun(TARGET_N);
  wish(g, TARGET_N);
  return g;
}

/** Follows the wishes word by word, with nothing of a drive in between; the wishes. */
function approach(g: Governor, fromDeg: number, capDeg = 45): { angleDeg: number; wishes: number[] } {
  const wishes: number[] = [];
  let angleDeg = fromDeg;
  for (let k = 0; k < 1000; k++) {
    const wished = wish(g, pullAt(angleDeg), capDeg - angleDeg);
    wishes.push(wished);
    angleDeg += wished * WORD_S;
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
    // 12.4 N are one degree of 800 N: 0.3 degrees per second up, 0.6 down.
    expect(wish(begun(0), TARGET_N - 12.4)).to.be.closeTo(0.3, 1e-9);
    expect(wish(begun(400), TARGET_N + 12.4)).to.be.closeTo(-0.6, 1e-9);
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
    const wishes = Array.from({ length: 3000 }, (_, k) => wish(g, TARGET_N + 5 * Math.sin((2 * Math.PI * k) / 40)));
    expect(wishes.every((one) => one === 0)).to.equal(true);
  });

  it('does not start for one odd word', () => {
    const g = holding();
    wish(g, TARGET_N - 60);
    expect(g.way).to.equal(0);
  });

  it('uses newtons for its bands where the target is small', () => {
    const g = newGovernor();
    startGovernor(g, 50, 50);
    expect(govern(g, 50.19, 50, WEIGHT_N, ROOM_DEG, 1)).to.equal(0);
    // 1.8 % of 50 N are 0.9 N.
    for (let k = 0; k < 600; k++) expect(govern(g, 50.89, 50, WEIGHT_N, ROOM_DEG, 1)).to.equal(0);
    for (let k = 0; k < 600 && g.way === 0; k++) govern(g, 50.95, 50, WEIGHT_N, ROOM_DEG, 1);
    expect(g.way).to.equal(-1);
  });

  it('slows down before the steepest angle allowed, stops there, and says so', () => {
    const g = begun(0);
    const { angleDeg, wishes } = approach(g, 15, 20);
    expect(Math.max(...wishes)).to.equal(SPEED_DEG_PER_S);
    expect(angleDeg).to.be.within(19.97, 20);
    expect(g).to.include({ capped: true, reached: false });
    expect(wish(begun(0), 100, 1)).to.be.closeTo(0.3, 1e-9);
    expect(wish(begun(0), 100, 0.02)).to.equal(0);
    expect(wish(begun(0), 100, -1)).to.equal(0);
  });

  it('still unloads at the steepest angle, and forgets the cap when the target is reached', () => {
    expect(wish(begun(400), 300, 0)).to.be.below(0);
    const g = begun(0);
    wish(g, 100, 0);
    expect(g.capped).to.equal(true);
    expect(wish(g, TARGET_N, 0)).to.equal(0);
    expect(g).to.include({ capped: false, reached: true });
  });
});
