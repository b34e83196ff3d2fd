import { expect } from 'chai';
import { Goal } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { Mode } from '../../../firmware/safety.ts';
import { Validity } from '../../../hal/machine.ts';
import { PRESCRIBED, PRESCRIBED_ANGLE, raisedBy, readyDevice } from '../../support/deviceInHand.ts';
import { pulling, pullingFor, silence, standAt, words } from '../../support/pullInHand.ts';

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
