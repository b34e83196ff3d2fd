import { expect } from 'chai';
import { today, type Device } from '../../firmware/device.ts';
import { Cal } from '../../firmware/records.ts';
import { Fault } from '../../firmware/faults.ts';
import { prescribe } from '../../firmware/prescribe.ts';
import { timeLeftS } from '../../firmware/time-left.ts';
import { Daily, NO_DAY, Rx } from '../../firmware/course-records.ts';
import { State } from '../../firmware/states.ts';
import { DeviceInHand, PRESCRIBED, raisedBy } from '../support/deviceInHand.ts';

/** A device at flat that waits for START. */
function idle(hand: DeviceInHand): DeviceInHand {
  return hand.until(State.Idle).run(500);
}

describe('a day', () => {
  /** A device that has hung for so long on the day so far back. */
  function used(seconds: number, daysAgo = 0): DeviceInHand {
    const hand = new DeviceInHand();
    hand.d.daily = [today(hand.d), today(hand.d) - daysAgo, seconds, 1, NO_DAY, 0, 0, 0, 0];
    return hand;
  }

  it('adds up its sessions, from arming to flat, and keeps the sum', () => {
    const { d } = used(1000).toHolding().until(State.Resting);
    const durationS = Math.round((d.session.endedMs - d.session.armedMs) / 1000);
    expect(d.daily.slice(0, 5)).to.deep.equal([today(d), today(d), 1000 + durationS, 2, today(d)]);
    expect(d.session.saveDaily).to.equal(true);
  });

  it('begins anew with the next one', () => {
    const { d } = used(3600, 1).toHolding().until(State.Resting);
    expect(d.daily[Daily.SessionS]).to.be.within(100, 200);
  });

  it('cuts short a session that it has no time for, and says so before', () => {
    const hand = used(3540).toHolding();
    expect(timeLeftS(hand.d, 0)).to.be.below(90);
    hand.until(State.Returning);
    const { d } = hand;
    expect(d.inputs.nowMs - d.session.armedMs).to.be.within(60_000, 60_300);
    expect(d.safety.cause).to.equal(Fault.SessionTooLong);
  });
});

/** Another prescription, or an empty one. */
function prescribeAs(d: Device, rx: readonly number[]): void {
  d.rx = rx;
  prescribe(d);
}

/** The usual prescription with some fields changed. */
function changed(d: Device, ...changes: readonly [Rx, number][]): void {
  const rx = [...PRESCRIBED];
  for (const [field, value] of changes) rx[field] = value;
  prescribeAs(d, rx);
}

/** A session of this course ended so many minutes before power-up. */
function endedBefore(d: Device, minutes: number): void {
  d.daily[Daily.LastEndS] = d.bootS - 60 * minutes;
}

describe('no session starts', () => {
  const reasons: [string, Fault, (hand: DeviceInHand) => void][] = [
    ['without a calibration', Fault.NotCalibrated, ({ d }) => (d.calibrated = false)],
    ['with an expired one', Fault.CalibrationExpired, ({ d }) => (d.cal[Cal.ExpiresDay] = -1)],
    ['without a prescription', Fault.NoPrescription, ({ d }) => prescribeAs(d, [])],
    ['before the daily test of panic', Fault.PanicNotTested, ({ d }) => d.daily[Daily.PanicTestedDay]!--],
    ['after an hour on one day', Fault.DayUsedUp, ({ d }) => d.daily.splice(0, 3, today(d), today(d), 3541)],
    ['with a prescription that contradicts itself', Fault.PullAboveCap, ({ d }) => changed(d, [Rx.Target, 28])],
    [
      'after fewer minutes where the prescription allows only those',
      Fault.DayUsedUp,
      ({ d }) => {
        changed(d, [Rx.DayMaxMin, 20]);
        d.daily[Daily.SessionS] = 1200;
      },
    ],
    [
      'after the last session of a day',
      Fault.SessionsUsedUp,
      ({ d }) => {
        changed(d, [Rx.SessionsPerDay, 2]);
        d.daily[Daily.Sessions] = 2;
      },
    ],
    [
      'too soon after the one before',
      Fault.TooSoon,
      ({ d }) => {
        changed(d, [Rx.GapMin, 240]);
        endedBefore(d, 239);
      },
    ],
    ['without a supervisor', Fault.SupervisorMissing, ({ d }) => changed(d, [Rx.Supervised, 3])],
    ['with an end switch that is cut', Fault.EndSwitchWrong, ({ wrong }) => (wrong.endHigh = true)],
    ['without a load cell', Fault.LoadCellAbsent, ({ wrong }) => (wrong.loadCount = 0)],
    ['with a frozen load cell', Fault.LoadCellFrozen, ({ wrong }) => (wrong.loadCounts = 123_456)],
    ['with a supply too low', Fault.SupplyLow, ({ wrong }) => (wrong.supplyV = 15)],
  ];

  for (const [why, code, spoil] of reasons) {
    it(why, () => {
      const hand = new DeviceInHand();
      spoil(hand);
      idle(hand).run(2000).pressStart().run(2000).pressStart().run(5000);
      expect(hand.states).to.deep.equal([State.Booting, State.Idle]);
      expect(hand.d.outputs.power).to.equal(false);
      expect(raisedBy(hand.d)).to.deep.equal([code]);
    });
  }

  for (const [what, field, daysAgo] of [
    ['load cell', Cal.ExpiresDay, 0],
    ['angle', Cal.AngleDay, 365],
  ] as const) {
    it(`after midnight of the last day of the ${what}, on a device that was left on; until midnight it does`, () => {
      const hand = new DeviceInHand();
      const { d } = hand;
      d.cal[field] = today(d) - daysAgo;
      d.daily[Daily.PanicTestedDay] = today(d) + 1;
      d.bootS += 86_400 - 10;
      idle(hand).run(6000);
      expect(raisedBy(d)).to.not.include(Fault.CalibrationExpired);
      // Ten seconds after power-up the next day begins; START is pressed in the first period of it.
      while (d.inputs.nowMs < 10_000) hand.run(50);
      hand.pressStart();
      expect(raisedBy(d)).to.include(Fault.CalibrationExpired);
      expect(hand.run(5000).d.session.state).to.equal(State.Idle);
      d.cal[field] = today(d);
      hand.run(2000).pressStart();
      expect(d.session.state, 'calibrated anew').to.equal(State.Arming);
    });
  }

  it('a minute too soon, but then it does', () => {
    const hand = new DeviceInHand();
    changed(hand.d, [Rx.GapMin, 240]);
    endedBefore(hand.d, 239.9);
    idle(hand).run(6000).pressStart();
    expect(hand.d.session.state).to.equal(State.Arming);
  });

  it('by others than the supervisor: the key is turned, and START follows within two minutes', () => {
    const hand = new DeviceInHand();
    changed(hand.d, [Rx.Supervised, 1]);
    idle(hand).hold({ key: true }, 1000).hold({ key: false }, 119_000).pressStart();
    expect(hand.d.session.state).to.equal(State.Arming);
    const late = new DeviceInHand();
    changed(late.d, [Rx.Supervised, 1]);
    idle(late).hold({ key: true }, 1000).hold({ key: false }, 121_000).pressStart();
    expect(late.d.session.state).to.equal(State.Idle);
  });

  it('with a supervisor only until so many sessions were completed', () => {
    const hand = new DeviceInHand();
    changed(hand.d, [Rx.Supervised, 1]);
    hand.d.daily[Daily.Completed] = 1;
    idle(hand).pressStart();
    expect(hand.d.session.state).to.equal(State.Arming);
  });

  it('by a START that was held when the power came, or that is stuck', () => {
    const hand = new DeviceInHand();
    hand.hold({ start: true }, 10_000);
    expect(hand.states).to.deep.equal([State.Booting, State.Idle]);
    expect(raisedBy(hand.d)).to.deep.equal([Fault.StartStuck]);
    hand.run(2000).pressStart();
    expect(hand.d.session.state, 'let go and pressed anew').to.equal(State.Arming);
  });

  it('at an angle: LOWER brings the board down first', () => {
    const hand = new DeviceInHand();
    hand.angleDeg = 1.5;
    idle(hand).pressStart().run(2000);
    expect(hand.d.session.state).to.equal(State.Idle);
    hand.hold({ lower: true }, 8000).run(1000);
    expect(hand.angleDeg).to.be.below(0.5);
    expect(hand.d.session.state).to.equal(State.Idle);
  });

  it('in the first 1.5 s: the self-test has not spoken', () => {
    const hand = new DeviceInHand().run(1400);
    expect(hand.states).to.deep.equal([State.Booting]);
    expect(hand.run(100).states).to.deep.equal([State.Booting, State.Idle]);
  });

  it('on a board that was left tilted: it starts halted', () => {
    const hand = new DeviceInHand();
    hand.angleDeg = 2.1;
    hand.until(State.Halted, 3000);
    expect(raisedBy(hand.d)).to.deep.equal([Fault.PowerReturnedTilted]);
    const flat = new DeviceInHand();
    flat.angleDeg = 1.9;
    flat.run(5000);
    expect(flat.states).to.deep.equal([State.Booting, State.Idle]);
  });
});
