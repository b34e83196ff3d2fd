import { expect } from 'chai';
import type { Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { raisedBy } from '../../support/deviceInHand.ts';
import { pulling, pullingFor, standAt, words } from '../../support/pullInHand.ts';

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
    standAt(rough, 10);
    expect(words(rough, ...Array<number>(30).fill(200))).to.deep.equal([]);
    rough.motion.speedDegPerS = 0;
    expect(words(rough, ...Array<number>(30).fill(200))).to.deep.equal([]);
    expect(words(d, ...Array<number>(100).fill(mostN + 82)).join()).to.include(String(Fault.PullImplausible));
  });

  it('believes no cell that shows nothing at all up to 45 degrees', () => {
    const d = atFlat();
    climb(d, 40, 5);
    expect(raisedBy(d)).to.deep.equal([]);
    expect(climb(d, 46, 5)).to.deep.equal([Fault.PullImplausible]);
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
