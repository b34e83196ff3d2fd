import { expect } from 'chai';
import type { Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { DEG_PER_RAD } from '../../../firmware/units.ts';
import type { Watch } from '../../../firmware/watch.ts';
import { raisedBy } from '../../support/deviceInHand.ts';
import { pulling, pullingFor, standAt, wordAfter, words } from '../../support/pullInHand.ts';

/** Raises the board degree by degree, half a second each, under a body of this friction; what the cell adds with time is `driftN`. */
function climb(d: Device, toDeg: number, friction: number, driftNPerS = 0): Fault[] {
  const weightN = d.orders.weightN;
  let drift = 0;
  while (d.sensed.angleDeg < toDeg) {
    standAt(d, d.sensed.angleDeg + 0.1);
    const rad = (d.sensed.angleDeg * Math.PI) / 180;
    drift += driftNPerS / 10;
    words(d, Math.max(0, weightN * (Math.sin(rad) - friction * Math.cos(rad))) + drift);
  }
  return raisedBy(d);
}

/** A session at flat, before anything was pulled. */
function atFlat(): Device {
  const d = pulling();
  standAt(d, 0);
  return d;
}

describe('pull monitor: pull against weight, angle and friction', () => {
  it('is quiet on the way up, on ice and on cloth', () => {
    for (const friction of [0, 0.2, 0.4, 0.6])
      expect(climb(atFlat(), 40, friction), String(friction)).to.not.include(Fault.PullImplausible);
    expect(climb(atFlat(), 13, 0)).to.deep.equal([]);
  });

  it('finds a cell implausible that loses what the angle adds', () => {
    const after = (toDeg: number): Fault[] => {
      const d = atFlat();
      climb(d, 8, 0);
      return climb(d, toDeg, 0, -13.7);
    };
    // The body slides on, 13.7 N a degree, and the cell shows none of it: 79 N are told.
    expect(after(13)).to.deep.equal([]);
    expect(after(15.5)).to.include(Fault.PullImplausible);
  });

  it('is stricter once the pull was held: 20 N and a tenth of the target', () => {
    const held = (lessN: number): Fault[] => {
      const d = atFlat();
      climb(d, 14, 0);
      d.governor.settled = true;
      const pullN = d.sensed.pullN;
      words(d, ...Array<number>(50).fill(pullN), ...Array<number>(100).fill(pullN - lessN));
      return raisedBy(d);
    };
    expect(held(39)).to.deep.equal([]);
    expect(held(41)).to.deep.equal([Fault.PullImplausible]);
  });

  it('finds more pull than there is weight implausible, unless the board was lowered: friction then holds the body back', () => {
    const d = pulling();
    standAt(d, 10);
    const mostN = d.orders.weightN * Math.sin((10 * Math.PI) / 180);
    expect(words(d, ...Array<number>(100).fill(mostN + 78))).to.deep.equal([]);
    const rough = atFlat();
    climb(rough, 20, 0.2);
    rough.motion.speedDegPerS = -0.1;
    standAt(rough, 5);
    // 68 N along the board and 100 more: 147 N of friction and 79 N may be between.
    expect(words(rough, ...Array<number>(30).fill(168))).to.deep.equal([]);
    rough.motion.speedDegPerS = 0;
    expect(words(rough, ...Array<number>(30).fill(168))).to.deep.equal([]);
    expect(words(d, ...Array<number>(100).fill(mostN + 82)).join()).to.include(String(Fault.PullImplausible));
  });

  it('believes no cell that shows nothing at all up to 45 degrees', () => {
    const d = atFlat();
    climb(d, 40, 5);
    expect(raisedBy(d)).to.deep.equal([]);
    expect(climb(d, 46, 5)).to.deep.equal([Fault.PullImplausible]);
  });
});

describe('pull monitor: the bounds of what friction may carry', () => {
  /** A body at flat, 784.5 N of weight: friction carries what the strap pushes. */
  const carrying = (carriedN: number, before: Partial<Watch>): Device => {
    const d = atFlat();
    d.ticks = 3;
    wordAfter({ carriedN, ...before }, -carriedN, d);
    return d;
  };
  const weightN = pulling().orders.weightN;

  it('is 0.7 of the weight while the body lies, and what it was with 79.2 N when it slides at the second degree', () => {
    expect(raisedBy(carrying(0.7 * weightN, {}))).to.deep.equal([]);
    expect(raisedBy(carrying(0.7 * weightN + 0.01, {}))).to.deep.equal([Fault.PullImplausible]);
    expect(raisedBy(carrying(129, { frictionN: 50, slides: 2 }))).to.deep.equal([]);
    expect(raisedBy(carrying(129.3, { frictionN: 50, slides: 2 }))).to.deep.equal([Fault.PullImplausible]);
    expect(raisedBy(carrying(129.3, { frictionN: 50, slides: 1 }))).to.deep.equal([]);
  });

  it('is 79.2 N the other way', () => {
    const fitN = 40 + 0.05 * weightN;
    expect(raisedBy(carrying(-fitN, {}))).to.deep.equal([]);
    expect(raisedBy(carrying(-fitN - 0.01, {}))).to.deep.equal([Fault.PullImplausible]);
  });

  it('grows with what was carried, and does not shrink', () => {
    expect(carrying(60, { frictionN: 50 }).watch.frictionN).to.equal(60);
    expect(carrying(40, { frictionN: 50 }).watch.frictionN).to.equal(50);
  });
});

describe('pull monitor: does the body slide?', () => {
  /** The board turns by so much from 10 degrees, and 100 N of pull gain so much. */
  const turned = (byDeg: number, gainN: number, slides = 0): Watch => {
    const d = pulling();
    standAt(d, 10 + byDeg);
    d.ticks = 3;
    wordAfter({ markDeg: 10, markN: 100, usualN: 100 + gainN, slides }, 100 + gainN, d);
    return d.watch;
  };
  const watchOf = ({ slides, markDeg, markN }: Watch): number[] => [slides, markDeg, markN];

  it('asks at every degree, either way', () => {
    expect(watchOf(turned(0.99, 20, 1))).to.deep.equal([1, 10, 100]);
    expect(watchOf(turned(1, 20, 1))).to.deep.equal([2, 11, 120]);
    expect(watchOf(turned(-0.99, 0, 1))).to.deep.equal([1, 10, 100]);
    expect(watchOf(turned(-1, 0, 1)), 'downwards nothing slides').to.deep.equal([0, 9, 100]);
  });

  it('says so of 60 % of what the degrees add to the weight along the board', () => {
    // 784.5 N and 1 degree: 13.69 N.
    expect(turned(1, 8.3).slides).to.equal(1);
    expect(turned(1, 8.1, 1).slides, 'it stuck again').to.equal(0);
    expect(turned(2, 16.5).slides).to.equal(1);
    expect(turned(2, 16.3).slides).to.equal(0);
    expect(turned(1, 0).slides).to.equal(0);
  });

  it('wants more than 60 %', () => {
    const d = pulling();
    standAt(d, 1);
    d.ticks = 3;
    const slideN = (0.6 * 1 * d.orders.weightN) / DEG_PER_RAD;
    wordAfter({ usualN: slideN }, slideN, d);
    expect(d.watch.slides).to.equal(0);
  });
});

describe('pull monitor: noise', () => {
  /** Words that jump to and fro by so much around 100 N. */
  const noisy = (d: Device, jumpN: number, count: number): Device => {
    words(d, ...Array.from({ length: count }, (_, k) => 100 + (k % 2) * jumpN));
    return d;
  };

  it('returns when words are 4.8 N off the line through their neighbours, in a session', () => {
    expect(raisedBy(noisy(pulling(), 2.3, 300))).to.deep.equal([]);
    expect(raisedBy(noisy(pulling(), 2.5, 300))).to.deep.equal([Fault.LoadCellNoisy]);
    const idle = pulling();
    idle.session.running = false;
    expect(raisedBy(noisy(idle, 20, 300))).to.deep.equal([]);
    expect(idle.watch.noiseN, 'START asks for it').to.be.above(0.6);
  });

  it('counts a jolt for no more than its cut: three coughs are no noise', () => {
    const d = pullingFor(100);
    for (let k = 0; k < 3; k++) words(d, 170, 120, 95, 100, 100, 100, 100);
    expect(raisedBy(d)).to.deep.equal([]);
  });
});
