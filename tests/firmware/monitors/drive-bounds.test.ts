import { expect } from 'chai';
import { Goal } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { raised, standing, ticks, working } from '../../support/driveInHand.ts';

/** A drive at work that draws from 20 V. */
function fed(supplyV: number): ReturnType<typeof working> {
  const d = working();
  d.inputs.supplyV = supplyV;
  return d;
}

describe('drive monitor: on the line', () => {
  it('takes what the board coasts in 0.4 s as its place of rest', () => {
    const d = standing();
    ticks(3, { angleDeg: 20 }, d);
    expect(raised(20, { angleDeg: 21 }, d)).to.deep.equal([]);
  });

  it('takes 0.4 degrees without a command', () => {
    for (const angleDeg of [0.4, -0.4]) {
      const d = standing();
      ticks(20, { angleDeg: 0 }, d);
      expect(raised(20, { angleDeg }, d)).to.deep.equal([]);
    }
  });

  it('wants current of 2.2 V, either way', () => {
    for (const duty of [1, -1]) {
      expect(raised(4, { duty, currentA: 0 }, fed(2.2))).to.include(Fault.DriveStill);
      expect(raised(4, { duty, currentA: 0 }, fed(2.19))).to.not.include(Fault.DriveStill);
    }
  });

  it('asks for movement of a plan above 0.25 degrees per second, and sooner above 0.5, downwards too', () => {
    const down = { duty: -0.5, speedDegPerS: 0, currentA: 1.9, planDeg: 0, angleDeg: 0.06 };
    expect(raised(50, { ...down, planDegPerS: -0.25 })).to.deep.equal([]);
    expect(raised(4, { ...down, planDegPerS: -0.26 })).to.deep.equal([Fault.DriveStill]);
    expect(raised(3, { ...down, planDegPerS: -0.5 })).to.deep.equal([]);
    expect(raised(50, { ...down, angleDeg: 0.05, planDegPerS: -0.5 }), 'not behind').to.deep.equal([]);
  });

  it('takes 0.3 degrees behind the plan and 0.1 degrees per second away from it', () => {
    const back = { planDeg: 0.3, angleDeg: 0, speedDegPerS: -0.11 };
    expect(raised(1, back)).to.deep.equal([]);
    expect(raised(1, { ...back, angleDeg: -0.01 })).to.deep.equal([Fault.DriveWrongWay]);
    expect(raised(1, { ...back, angleDeg: -0.01, speedDegPerS: -0.1 })).to.deep.equal([]);
  });

  it('takes 0.4 degrees ahead of the plan, and 0.6 behind it for any time', () => {
    expect(raised(20, { planDeg: 0, angleDeg: 0.4 })).to.deep.equal([]);
    expect(raised(50, { planDeg: 0.6, angleDeg: 0 })).to.deep.equal([]);
  });
});

describe('drive monitor: a plan that hardly moves', () => {
  it('has no wrong way up to 0.1 degrees per second', () => {
    const back = { angleDeg: 19.69, speedDegPerS: -0.11, duty: 0.2 };
    for (const planDegPerS of [0, 0.05, 0.1]) expect(raised(1, { ...back, planDegPerS })).to.deep.equal([]);
    expect(raised(1, { ...back, planDegPerS: 0.11 })).to.deep.equal([Fault.DriveWrongWay]);
    const down = { angleDeg: 20.31, speedDegPerS: 0.11, duty: -0.2 };
    for (const planDegPerS of [-0.05, -0.1]) expect(raised(1, { ...down, planDegPerS })).to.deep.equal([]);
    expect(raised(1, { ...down, planDegPerS: -0.11 })).to.deep.equal([Fault.DriveWrongWay]);
  });

  it('goes where its duty goes once it has ended: what lies behind is no runaway', () => {
    const ended = { planDegPerS: 0, speedDegPerS: 0 };
    expect(raised(1, { ...ended, duty: -0.2, angleDeg: 20.41 })).to.deep.equal([]);
    expect(raised(1, { ...ended, duty: -0.2, angleDeg: 19.59 })).to.deep.equal([Fault.DriveUncommanded]);
    expect(raised(1, { ...ended, duty: 0.2, angleDeg: 19.59 })).to.deep.equal([]);
    expect(raised(1, { ...ended, duty: 0.2, angleDeg: 20.41 })).to.deep.equal([Fault.DriveUncommanded]);
  });

  it('goes where the plan goes as long as it moves, whatever the duty', () => {
    const braking = { planDegPerS: 1, duty: -0.1 };
    expect(raised(1, { ...braking, angleDeg: 20.41 })).to.deep.equal([Fault.DriveUncommanded]);
    expect(raised(1, { ...braking, angleDeg: 19.59 })).to.deep.equal([]);
  });
});

describe('drive monitor: the usual current of a way down', () => {
  const down = { planDegPerS: -1, speedDegPerS: -1, duty: -0.5 };

  it('follows what flows within a few seconds', () => {
    const at = (currentA: number, thenA: number): Fault[] => {
      const d = working();
      ticks(100, { ...down, currentA }, d);
      return raised(2, { ...down, currentA: thenA }, d);
    };
    // Half as much again as 6 A, and 1.5 A.
    expect(at(6, 10.4)).to.deep.equal([]);
    expect(at(6, 10.6)).to.deep.equal([Fault.DriveStalled]);
    // 3 A tell nothing: the 4 A from before stay the usual ones.
    expect(at(3, 7.4)).to.deep.equal([]);
    expect(at(3.01, 7.4)).to.deep.equal([Fault.DriveStalled]);
  });
});

describe('drive monitor: whose plan it is', () => {
  it('compares with the plan unless the board comes down blindly', () => {
    const ahead = (goal: Goal, active: boolean): Fault[] => {
      const d = working();
      d.goal = goal;
      d.servo.active = active;
      return raised(1, { angleDeg: 20.41 }, d);
    };
    expect(ahead(Goal.Creep, false)).to.deep.equal([]);
    expect(ahead(Goal.Creep, true)).to.deep.equal([Fault.DriveUncommanded]);
    expect(ahead(Goal.Move, false)).to.deep.equal([Fault.DriveUncommanded]);
  });
});
