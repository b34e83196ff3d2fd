import { expect } from 'chai';
import { Goal, type Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { monitorPull } from '../../../firmware/monitors/pull.ts';
import { Mode } from '../../../firmware/safety.ts';
import { Validity } from '../../../hal/machine.ts';
import { PRESCRIBED, PRESCRIBED_ANGLE, raisedBy, readyDevice } from '../../support/deviceInHand.ts';

/** A session at 20 degrees with a target of 196.13 N. */
function pulling(): Device {
  const d = readyDevice();
  d.session.running = true;
  d.safety.mode = Mode.Session;
  d.inputs.nowMs = 60_000;
  d.watch.rejectsSinceMs = d.inputs.nowMs;
  d.sensed.pull = Validity.Fresh;
  standAt(d, 20);
  return d;
}

/** The board stands there, and the lever is worked out. */
function standAt(d: Device, angleDeg: number): void {
  const leverSine = Math.sin((angleDeg * Math.PI) / 180);
  Object.assign(d.sensed, { angleDeg, leverAtDeg: angleDeg, leverSine });
}

/** Words of the load cell in newtons, one a tick. */
function words(d: Device, ...pullsN: readonly number[]): Fault[] {
  for (const pullN of pullsN) {
    d.inputs.nowMs += 100;
    d.sensed.newPull = true;
    d.inputs.loadCount++;
    d.sensed.pullRawN = pullN;
    d.sensed.pullN = pullN;
    d.sensed.pullAtMs = d.inputs.nowMs;
    monitorPull(d);
  }
  return raisedBy(d);
}

/** A session that has pulled with so many newtons for ten seconds. */
function pullingFor(pullN: number): Device {
  const d = pulling();
  words(d, ...Array<number>(100).fill(pullN));
  return d;
}

/** Ticks without a word. */
function silence(d: Device, count = 1): Fault[] {
  for (let k = 0; k < count; k++) {
    d.inputs.nowMs += 100;
    d.sensed.newPull = false;
    monitorPull(d);
  }
  return raisedBy(d);
}

describe('pull monitor: the load cell', () => {
  it('is quiet while ten words a second come', () => {
    const d = pulling();
    for (let k = 0; k < 200; k++) words(d, 196 + (k % 5) / 5);
    expect(raisedBy(d)).to.deep.equal([]);
  });

  it('calls the cell absent when its last word is too old, or when none came in the first second', () => {
    const d = pulling();
    words(d, 196);
    expect(silence(d, 6), 'a reset within a word takes half a second').to.deep.equal([]);
    expect(silence(d)).to.deep.equal([Fault.LoadCellAbsent]);
    const never = readyDevice();
    never.sensed.pull = Validity.Absent;
    expect(silence(never, 10)).to.deep.equal([]);
    expect(silence(never, 1)).to.deep.equal([Fault.LoadCellAbsent]);
  });

  it('halts at the second saturated word in a row', () => {
    const d = pulling();
    Object.assign(d.sensed, { pull: Validity.Saturated, saturatedCount: 1 });
    expect(words(d, 196)).to.deep.equal([]);
    d.sensed.saturatedCount = 2;
    expect(words(d, 196)).to.deep.equal([Fault.LoadCellSaturated]);
  });

  it('reports a frozen word', () => {
    const d = pulling();
    d.sensed.pull = Validity.Frozen;
    expect(words(d, 196)).to.deep.equal([Fault.LoadCellFrozen]);
  });

  it('calls the line damaged at four rejected words or gaps in ten seconds, not a tenth of a second later', () => {
    const d = pulling();
    d.sensed.gaps = 1;
    for (const rejects of [1, 2]) {
      d.inputs.loadRejects = rejects;
      expect(words(d, 196)).to.deep.equal([]);
    }
    d.inputs.loadRejects = 3;
    expect(words(d, 196)).to.deep.equal([Fault.LoadCellCorrupt]);

    const rejectsAfter = (ms: number): Fault[] => {
      const slow = pulling();
      slow.inputs.loadRejects = 3;
      words(slow, 196);
      slow.inputs.nowMs = slow.watch.rejectsSinceMs + ms - 100;
      slow.inputs.loadRejects = 4;
      return words(slow, 196);
    };
    expect(rejectsAfter(10_000)).to.include(Fault.LoadCellCorrupt);
    expect(rejectsAfter(10_100)).to.not.include(Fault.LoadCellCorrupt);
  });

  it('refuses a start when words come faster than 14 or slower than 4 a second', () => {
    const at = (periodMs: number): Fault[] => {
      const d = pulling();
      for (let k = 0; k < 100; k++) {
        d.inputs.nowMs += periodMs - 100;
        words(d, 196);
      }
      return raisedBy(d);
    };
    expect(at(1000 / 14.5)).to.deep.equal([Fault.LoadCellRate]);
    expect(at(1000 / 13.5)).to.deep.equal([]);
    expect(at(1000 / 4.2)).to.deep.equal([]);
    expect(at(1000 / 3.6)).to.deep.equal([Fault.LoadCellRate]);
  });
});

describe('pull monitor: the pull', () => {
  it('trips at 1.15 of the prescribed pull, and of the cap where the target is an angle', () => {
    expect(readyDevice().orders.pullTripN).to.be.closeTo(1.15 * 0.25 * 80 * 9.80665, 1e-9);
    expect(readyDevice(PRESCRIBED_ANGLE).orders.pullTripN).to.be.closeTo(1.15 * 400, 1e-9);
    const highest = [...PRESCRIBED];
    highest[2] = 0;
    highest[3] = highest[6] = 500;
    expect(readyDevice(highest).orders.pullTripN, 'never above that of the absolute cap').to.be.closeTo(575, 1e-9);
  });

  it('halts at the second word 100 N above the target, only in a session', () => {
    const high = pulling().orders.pullHardTripN + 0.1;
    expect(high).to.be.closeTo(196.1 + 100.1, 0.1);
    expect(words(pulling(), 196, high)).to.deep.equal([]);
    expect(words(pulling(), 196, high, 196, high, 196)).to.deep.equal([]);
    expect(words(pulling(), 196, high, high)).to.deep.equal([Fault.PullTooHigh]);
    expect(words(pulling(), 196, high - 0.1, high - 0.1, high - 0.1), 'on the line').to.deep.equal([]);
    const idle = pulling();
    idle.session.running = false;
    expect(words(idle, 196, high, high)).to.deep.equal([]);
  });

  it('returns when the pull stays above 115 % for a second: a cough is shorter', () => {
    const high = pulling().orders.pullTripN + 0.1;
    const second = Array<number>(10).fill(high);
    expect(words(pulling(), 196, ...second.slice(1))).to.deep.equal([]);
    expect(words(pulling(), 196, ...second)).to.deep.equal([Fault.PullStaysHigh]);
    expect(words(pulling(), 196, ...second.slice(1), 196, ...second.slice(1))).to.deep.equal([]);
    expect(words(pulling(), ...Array<number>(50).fill(high - 0.1)), 'on the line').to.deep.equal([]);
  });

  it('gives the governor three seconds to ease off, and longer as long as the board comes down', () => {
    const high = pulling().orders.pullTripN + 0.1;
    const governed = (speedDegPerS: number, count: number): Fault[] => {
      const d = pulling();
      d.goal = Goal.Govern;
      d.motion.speedDegPerS = speedDegPerS;
      return words(d, 196, ...Array<number>(count).fill(high));
    };
    expect(governed(0, 29)).to.deep.equal([]);
    expect(governed(0, 30)).to.deep.equal([Fault.PullStaysHigh]);
    expect(governed(-0.1, 100)).to.deep.equal([]);
    const returning = pulling();
    returning.safety.mode = Mode.Returning;
    expect(words(returning, ...Array<number>(100).fill(high))).to.deep.equal([]);
  });

  it('sees a pull that falls by 30 % and stays there for two words', () => {
    expect(words(pullingFor(100), 69.9)).to.deep.equal([]);
    expect(words(pullingFor(100), 69.9, 100, 69.9, 100), 'single words').to.deep.equal([]);
    expect(words(pullingFor(100), 67, 67)).to.deep.equal([Fault.PullLost]);
    expect(words(pullingFor(100), 70.1, 70.1, 70.1)).to.deep.equal([]);
    expect(words(pullingFor(100), 85, 64, 64), 'a ramp over 0.2 s').to.deep.equal([Fault.PullLost]);
    expect(words(pullingFor(100), 90, 81, 73, 66, 59), 'a tenth a word is slower').to.deep.equal([]);
  });

  it('calls the end of a push no loss: the pull is as usual', () => {
    expect(words(pullingFor(100), 200, 200, 200, 100, 100)).to.deep.equal([]);
    expect(words(pullingFor(100), 200, 200, 200, 40, 40)).to.deep.equal([Fault.PullLost]);
  });

  it('looks for a loss only above 50 N, in a session, and not while the board unloads', () => {
    expect(words(pullingFor(50), 10, 10)).to.deep.equal([]);
    expect(words(pullingFor(50.1), 10, 10)).to.deep.equal([Fault.PullLost]);
    const idle = pullingFor(100);
    idle.session.running = false;
    expect(words(idle, 100, 100, 10, 10)).to.deep.equal([]);
    const returning = pullingFor(100);
    returning.safety.mode = Mode.Returning;
    expect(words(returning, 100, 100, 10, 10)).to.deep.equal([]);
    const lowering = pullingFor(100);
    lowering.motion.speedDegPerS = -0.1;
    expect(words(lowering, 100, 100, 10, 10)).to.deep.equal([]);
    const paused = pullingFor(100);
    paused.safety.mode = Mode.Paused;
    expect(words(paused, 100, 100, 10, 10)).to.deep.equal([Fault.PullLost]);
  });

  it('finds a push implausible on a tilted board, at the third word below -15 N', () => {
    expect(words(pulling(), -15.1, -15.1)).to.deep.equal([]);
    expect(words(pulling(), -15.1, -15.1, -15.1)).to.deep.equal([Fault.PullImplausible]);
    expect(words(pulling(), -15, -15, -15)).to.deep.equal([]);
    const flat = pulling();
    standAt(flat, 3);
    expect(words(flat, -30, -30, -30)).to.deep.equal([]);
    standAt(flat, 3.1);
    expect(words(flat, -30, -30, -30)).to.deep.equal([Fault.PullImplausible]);
  });
});

/** Raises the board degree by degree, half a second each, under a body of this friction; what the cell adds with time is `driftN`. */
function climb(d: Device, toDeg: number, friction: number, driftNPerS = 0): Fault[] {
  const weightN = d.orders.weightN;
  let drift = 0;
  while (d.sensed.angleDeg < toDeg) {
    standAt(d, d.sensed.angleDeg + 0.1);
    d.ticks += 2;
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
