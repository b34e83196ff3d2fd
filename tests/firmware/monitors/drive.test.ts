import { expect } from 'chai';
import { Goal } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { raisedBy } from '../../support/deviceInHand.ts';
import { raised, standing, ticks, working } from '../../support/driveInHand.ts';

describe('drive monitor: the relay', () => {
  it('is quiet while the mirror contact says what was asked for', () => {
    expect(raised(50, {})).to.deep.equal([]);
    expect(raised(50, {}, standing())).to.deep.equal([]);
  });

  it('halts in the second tick of a relay that is open although power was asked for', () => {
    expect(raised(1, { relayOpen: true })).to.deep.equal([]);
    expect(raised(2, { relayOpen: true })).to.deep.equal([Fault.RelayDisagrees]);
  });

  it('halts in the second tick of a relay that is closed although nobody asked for power: a welded contact', () => {
    expect(raised(1, { relayOpen: false }, standing())).to.deep.equal([]);
    expect(raised(2, { relayOpen: false }, standing())).to.deep.equal([Fault.RelayDisagrees]);
  });

  it('expects the relay open while panic is pressed, whatever was asked for', () => {
    expect(raised(50, { panic: true, relayOpen: true })).to.deep.equal([]);
    expect(raised(2, { panic: true, relayOpen: false })).to.deep.equal([Fault.RelayDisagrees]);
  });

  it('counts 150 ms in a row', () => {
    const d = working();
    d.inputs.periodMs = 149;
    expect(raised(1, { relayOpen: true }, d)).to.deep.equal([]);
    ticks(1, { relayOpen: false }, d);
    d.inputs.periodMs = 150;
    expect(raised(1, { relayOpen: true }, d)).to.deep.equal([Fault.RelayDisagrees]);
  });
});

describe('drive monitor: at rest', () => {
  it('lets the board coast for 0.4 s, then sees a movement of more than 0.4 degrees, either way', () => {
    for (const way of [1, -1]) {
      const d = standing();
      ticks(4, { angleDeg: 20 + 2 * way }, d);
      expect(raised(20, { angleDeg: 20 + 2.4 * way }, d)).to.deep.equal([]);
      expect(raised(1, { angleDeg: 20 + 2.41 * way }, d)).to.deep.equal([Fault.DriveUncommanded]);
    }
  });

  it('begins to watch anew after every motion', () => {
    const d = standing();
    ticks(20, {}, d);
    ticks(1, { duty: 0.5, angleDeg: 30, planDeg: 30 }, d);
    expect(raised(20, { duty: 0, angleDeg: 30.3 }, d)).to.deep.equal([]);
  });
});

describe('drive monitor: in motion', () => {
  it('sees a travel that does not even have noise any more, while the plan moves', () => {
    const frozen = { noNoise: true, speedDegPerS: 0, currentA: 1 };
    const fresh = working();
    fresh.servo.ticks = 0;
    fresh.watch.lastTravel = fresh.inputs.travelRatio + 1;
    expect(raised(4, frozen, fresh)).to.deep.equal([]);
    expect(raised(1, frozen, fresh)).to.deep.equal([Fault.TravelInvalid]);
    expect(raised(50, { ...frozen, planDegPerS: 0.2 }), 'hardly asked to move').to.deep.equal([]);
  });

  it('sees a movement against its duty in the third tick, whatever the plan says', () => {
    for (const way of [1, -1]) {
      const against = { planDegPerS: 0, speedDegPerS: 0.41 * way, duty: -0.2 * way };
      expect(raised(2, against)).to.deep.equal([]);
      expect(raised(3, against)).to.deep.equal([Fault.DriveWrongWay]);
      expect(raised(50, { ...against, speedDegPerS: 0.4 * way })).to.not.include(Fault.DriveWrongWay);
    }
  });

  it('sees a runaway, 0.3 and 1.3 times the prescribed speed, in the second tick, either way', () => {
    for (const way of [1, -1]) {
      const moving = { planDegPerS: way, duty: 0.5 * way };
      expect(raised(1, { ...moving, speedDegPerS: 1.61 * way })).to.deep.equal([]);
      expect(raised(2, { ...moving, speedDegPerS: 1.61 * way })).to.deep.equal([Fault.DriveUncommanded]);
      expect(raised(50, { ...moving, speedDegPerS: 1.6 * way })).to.deep.equal([]);
    }
  });

  it('sees a drive that runs backwards: 0.3 degrees behind its plan and moving away', () => {
    expect(raised(1, { angleDeg: 19.69, speedDegPerS: -0.11 })).to.deep.equal([Fault.DriveWrongWay]);
    expect(raised(1, { angleDeg: 19.71, speedDegPerS: -0.11 })).to.deep.equal([]);
    expect(raised(1, { angleDeg: 19.69, speedDegPerS: -0.09 })).to.deep.equal([]);
    const down = { planDegPerS: -1, duty: -0.5 };
    expect(raised(1, { ...down, angleDeg: 20.31, speedDegPerS: 0.11 })).to.deep.equal([Fault.DriveWrongWay]);
    expect(raised(1, { ...down, angleDeg: 20.29, speedDegPerS: 0.11 })).to.deep.equal([]);
  });

  it('sees a drive that runs ahead of its plan by 0.4 degrees, either way', () => {
    expect(raised(1, { angleDeg: 20.41 })).to.deep.equal([Fault.DriveUncommanded]);
    expect(raised(50, { angleDeg: 20.39 })).to.deep.equal([]);
    const down = { planDegPerS: -1, duty: -0.5, speedDegPerS: -1 };
    expect(raised(1, { ...down, angleDeg: 19.59 })).to.deep.equal([Fault.DriveUncommanded]);
    expect(raised(50, { ...down, angleDeg: 19.61 })).to.deep.equal([]);
  });

  it('forgives what the board was apart from its plan when it broke away', () => {
    const d = working();
    d.sensed.travelPerDegMm = 5;
    d.servo.forgivenMm = 5;
    expect(raised(1, { angleDeg: 21.39 }, d)).to.deep.equal([]);
    expect(raised(1, { angleDeg: 21.41 }, d)).to.deep.equal([Fault.DriveUncommanded]);
  });

  it('calls a drive slow that stays 0.6 degrees behind for 2.5 s', () => {
    expect(raised(24, { angleDeg: 19.39 })).to.deep.equal([]);
    expect(raised(25, { angleDeg: 19.39 })).to.deep.equal([Fault.DriveSlow]);
    expect(raised(50, { angleDeg: 19.41 })).to.deep.equal([]);
  });

  it('calls a drive dead that should move and stands for 0.4 s, blocked after 0.3 s when current flows', () => {
    const slow = { speedDegPerS: 0.1, planDegPerS: 0.5, angleDeg: 19.94 };
    expect(raised(3, { ...slow, currentA: 1.9 })).to.deep.equal([]);
    expect(raised(4, { ...slow, currentA: 1.9 })).to.deep.equal([Fault.DriveStill]);
    expect(raised(2, { ...slow, currentA: 2 })).to.deep.equal([]);
    expect(raised(3, { ...slow, currentA: 2 })).to.deep.equal([Fault.DriveStalled]);
    expect(raised(1, { ...slow, planDegPerS: 0.51, currentA: 2 })).to.deep.equal([]);
    expect(raised(2, { ...slow, planDegPerS: 0.51, currentA: 2 }), 'a quick one').to.deep.equal([Fault.DriveStalled]);
    expect(raised(2, { ...slow, planDegPerS: -0.51, angleDeg: 20.06, currentA: 1.9 })).to.deep.equal([
      Fault.DriveStill,
    ]);
    expect(raised(50, { ...slow, speedDegPerS: 0.11, currentA: 1.9 })).to.deep.equal([]);
    expect(raised(50, { ...slow, planDegPerS: 0.25 }), 'hardly asked to move').to.deep.equal([]);
    expect(raised(3, { ...slow, planDegPerS: 0.26 })).to.deep.equal([Fault.DriveStalled]);
    expect(
      raised(50, { ...slow, angleDeg: 19.96 }),
      'noise of the speed: the board is where it should be',
    ).to.deep.equal([]);
    const soon = working();
    soon.inputs.periodMs = 99;
    expect(raised(3, { ...slow, planDegPerS: 0.3 }, soon), '297 ms').to.deep.equal([]);
  });

  it('is patient for 1.2 s with a screw that sticks once more just after breakaway', () => {
    const fresh = working();
    fresh.servo.ticks = 24;
    expect(raised(11, { speedDegPerS: 0, angleDeg: 19.94 }, fresh)).to.deep.equal([]);
    expect(raised(1, { speedDegPerS: 0, angleDeg: 19.94 }, fresh)).to.deep.equal([Fault.DriveStalled]);
    const used = working();
    used.servo.ticks = 25;
    expect(raised(3, { speedDegPerS: 0, angleDeg: 19.94 }, used)).to.deep.equal([Fault.DriveStalled]);
  });

  it('wants current of a voltage that must draw some: 1 A of 2.2 V, for 0.4 s', () => {
    const drawing = (count: number, duty: number, currentA: number): Fault[] => {
      const d = working();
      d.inputs.supplyV = 20;
      return raised(count, { duty, currentA }, d);
    };
    expect(drawing(4, 0.111, 1)).to.deep.equal([Fault.DriveStill]);
    expect(drawing(4, -0.111, 1)).to.include(Fault.DriveStill);
    expect(drawing(3, 0.111, 1)).to.deep.equal([]);
    expect(drawing(50, 0.109, 0)).to.deep.equal([]);
    expect(drawing(50, 0.5, 1.01)).to.deep.equal([]);
  });

  it('halts within 0.2 s of half as much current again and 1.5 A on the way down: something is below the board', () => {
    const down = { planDegPerS: -1, speedDegPerS: -1, duty: -0.5 };
    expect(raised(1, { ...down, currentA: 7.51 })).to.deep.equal([]);
    expect(raised(2, { ...down, currentA: 7.51 })).to.deep.equal([Fault.DriveStalled]);
    expect(raised(50, { ...down, currentA: 7.5 })).to.deep.equal([]);
    expect(raised(50, { currentA: 15 }), 'upwards').to.deep.equal([]);
    const d = working();
    for (let amps = 4; amps < 10; amps += 0.1) ticks(1, { ...down, currentA: amps }, d);
    expect(raisedBy(d), 'growing slowly, as the lever does').to.deep.equal([]);
    const waiting = working();
    ticks(200, { ...down, currentA: 0.5 }, waiting);
    expect(raised(50, { ...down, currentA: 4 }, waiting), 'after a plan that hardly moved').to.deep.equal([]);
  });

  it('wants movement of a voltage that moves any load', () => {
    expect(raised(50, { takeUpV: 13.5, currentA: 1 })).to.deep.equal([]);
    expect(raised(1, { takeUpV: 13.51, currentA: 18 })).to.deep.equal([Fault.DriveStalled]);
  });

  it('compares nothing with a travel that is not known', () => {
    const blind = working();
    blind.sensed.angleOk = false;
    expect(raised(50, { angleDeg: 40, speedDegPerS: -5 }, blind)).to.deep.equal([]);
  });

  it('asks nothing of a plan while the board comes down blindly', () => {
    const creeping = working();
    creeping.goal = Goal.Creep;
    creeping.servo.active = false;
    expect(raised(50, { duty: -0.2, angleDeg: 15, speedDegPerS: -0.7 }, creeping)).to.deep.equal([]);
  });
});
