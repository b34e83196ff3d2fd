import { expect } from 'chai';
import { today } from '../../firmware/device.ts';
import { isPresent } from '../../firmware/book.ts';
import { Fault } from '../../firmware/faults.ts';
import { Rx } from '../../firmware/course-records.ts';
import { logValues } from '../../firmware/logbook.ts';
import { State } from '../../firmware/states.ts';
import { DeviceInHand, PRESCRIBED, PRESCRIBED_ANGLE, raisedBy } from '../support/deviceInHand.ts';

function prescribed(...changes: readonly [Rx, number][]): DeviceInHand {
  const rx = [...PRESCRIBED_ANGLE];
  for (const [field, value] of changes) rx[field] = value;
  return new DeviceInHand(rx);
}

/** A device at flat that waits for START. */
function idle(hand = new DeviceInHand()): DeviceInHand {
  return hand.until(State.Idle).run(500);
}

describe('a session', () => {
  it('goes from START to the pull, holds it, and comes back to flat', () => {
    const hand = new DeviceInHand().toHolding();
    const { d } = hand;
    const heldFromMs = d.inputs.nowMs;
    expect(hand.run(3000).pullN).to.be.closeTo(196.1, 2);
    hand.until(State.Returning);
    expect(d.inputs.nowMs - heldFromMs).to.be.closeTo(60_000, 200);
    hand.until(State.Resting);
    expect(hand.angleDeg).to.be.below(0.5);
    expect(d.outputs).to.deep.equal({ power: false, duty: 0 });
    hand.until(State.Finished).pressStart();
    expect(hand.states).to.deep.equal([
      State.Booting,
      State.Idle,
      State.Arming,
      State.Raising,
      State.Holding,
      State.Returning,
      State.Resting,
      State.Finished,
      State.Idle,
    ]);
    expect(raisedBy(d)).to.deep.equal([]);
  });

  it('raises to an angle', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE).toHolding();
    expect(hand.angleDeg).to.be.closeTo(20, 0.1);
  });

  it('is logged once, with its dose and its end', () => {
    const hand = new DeviceInHand().toHolding().until(State.Resting);
    const [startedS, durationS, holdS, peakN, meanN, angleDeg, impulseNs, cause] = logValues(hand.d);
    expect(hand.d.session.saveLog).to.equal(true);
    expect(startedS).to.be.closeTo(hand.d.bootS + 2.2, 0.5);
    expect(durationS).to.be.closeTo(140, 10);
    expect([holdS, cause]).to.deep.equal([60, 0]);
    expect(peakN).to.be.within(194, 200);
    expect(meanN).to.be.closeTo(196, 2);
    expect(angleDeg).to.be.closeTo(25.5, 0.3);
    expect(impulseNs, 'a minute of 196 N and the ways up and down').to.be.within(13_000, 18_000);
  });

  it('has the orders for the next one worked out in the period after its end', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE).toHolding().until(State.Resting);
    const day = today(hand.d);
    expect(hand.d.orderedDay).to.not.equal(day);
    hand.tick();
    expect(hand.d.orderedDay).to.equal(day);
  });

  it('rests for ten seconds near flat on its way down, and for a minute at flat', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE).toHolding().until(State.Returning);
    let nearFlatTicks = 0;
    while (hand.d.session.state === State.Returning) {
      hand.tick();
      if (Math.abs(hand.angleDeg - 5) < 0.1 && hand.d.outputs.duty === 0) nearFlatTicks++;
    }
    expect(nearFlatTicks * 100).to.be.within(9500, 11_000);
    const atFlatMs = hand.d.inputs.nowMs;
    hand.until(State.Finished);
    expect(hand.d.inputs.nowMs - atFlatMs).to.equal(60_000);
  });

  it('comes down in one move from where the rest would be', () => {
    const hand = prescribed([Rx.Target, 5.5]).toHolding().until(State.Returning);
    const fromMs = hand.d.inputs.nowMs;
    hand.until(State.Resting);
    expect(hand.d.inputs.nowMs - fromMs).to.be.below(12_000);
  });

  // A tick after the session has asked for it.
  it('closes the relay 1.6 s after START and moves 3 s after it', () => {
    const hand = idle();
    hand.hold({ start: true }, 100);
    expect(hand.d.session.state).to.equal(State.Idle);
    hand.tick();
    const armedMs = hand.d.inputs.nowMs;
    expect(hand.d.session.state).to.equal(State.Arming);
    while (!hand.d.outputs.power) hand.tick();
    expect(hand.d.inputs.nowMs - armedMs).to.equal(1600);
    while (hand.d.outputs.duty === 0) hand.tick();
    expect(hand.d.inputs.nowMs - armedMs).to.be.within(3000, 3400);
  });

  it('takes no START without having looked at its readiness, however soon after power-up', () => {
    for (const firstTick of [0, 1]) {
      for (let atMs = 1200; atMs <= 2400; atMs += 100) {
        const hand = new DeviceInHand();
        hand.d.ticks = firstTick;
        hand.d.calibrated = false;
        hand.run(atMs).hold({ start: true }, 100).run(3000);
        expect(hand.states, `START ${atMs} ms after power-up`).to.deep.equal([State.Booting, State.Idle]);
      }
    }
  });

  it('gives up an angle when the pull comes to its cap, says so, and holds there', () => {
    const hand = prescribed([Rx.PullCapN, 100]).toHolding().run(1000);
    expect(hand.pullN).to.be.within(90, 100);
    expect(hand.angleDeg).to.be.below(19);
    expect(raisedBy(hand.d)).to.deep.equal([Fault.PullCapReached]);
    // Said as long as it is so, for the display shows what is present.
    expect(isPresent(hand.run(20_000).d.book, Fault.PullCapReached, hand.d.inputs.nowMs)).to.equal(true);
  });

  it('climbs to an angle so slowly that half of a low pull cap is room enough to stop in', () => {
    const speedAt = (capN: number): number => {
      const hand = idle(prescribed([Rx.PullCapN, capN], [Rx.SpeedDegPerS, 1.5])).pressStart();
      return hand.until(State.Raising).run(6000).d.motion.speedDegPerS;
    };
    expect(speedAt(400)).to.be.closeTo(1.5, 1e-9);
    // 80 kg: 13.7 N for a degree at flat, 0.65 s to stop.
    expect(speedAt(10)).to.be.closeTo(10 / (2 * 0.65 * ((80 * 9.80665 * Math.PI) / 180)), 1e-3);
  });

  it('stops at the steepest angle allowed when the pull stays below its target, and says so', () => {
    const rx = [...PRESCRIBED];
    rx[Rx.AngleCapDeg] = 15;
    const hand = new DeviceInHand(rx).toHolding().run(1000);
    expect(hand.angleDeg).to.be.within(14.9, 15.01);
    expect(raisedBy(hand.d)).to.deep.equal([Fault.PullNotReached]);
  });

  it('ends when the time is up, whatever is left of the program', () => {
    const rx = [...PRESCRIBED];
    rx[Rx.SessionMaxMin] = 1;
    const hand = new DeviceInHand(rx).toHolding();
    const { armedMs } = hand.d.session;
    hand.until(State.Returning);
    expect(hand.d.inputs.nowMs - armedMs).to.be.within(60_000, 60_200);
    expect(hand.d.safety.cause).to.equal(Fault.SessionTooLong);
  });
});

describe('the buttons in a session', () => {
  it('cancel the countdown, START and LOWER alike, before anything moves', () => {
    for (const press of ['pressStart', 'pressLower'] as const) {
      const hand = idle().pressStart().run(1800);
      expect(hand.d.session.state).to.equal(State.Arming);
      hand[press]().run(1000);
      expect(hand.d.session, press).to.include({ state: State.Idle, running: false, saveLog: true });
      expect(hand.angleDeg).to.equal(0);
      expect(hand.d.outputs.power).to.equal(false);
    }
  });

  it('LOWER ends it: the board comes down by itself, and the record says who did it', () => {
    const hand = new DeviceInHand().toHolding().run(5000).pressLower();
    expect(hand.d.session).to.include({ state: State.Returning, stopped: true });
    hand.until(State.Resting);
    expect(logValues(hand.d)[7]).to.equal(1);
  });

  it('START pauses: at rest and without power within a second; START resumes', () => {
    const hand = new DeviceInHand().until(State.Idle).run(500).pressStart().until(State.Raising).run(10_000);
    hand.pressStart().run(700);
    expect(hand.d.session.state).to.equal(State.Paused);
    expect(hand.d.outputs).to.deep.equal({ power: false, duty: 0 });
    const restDeg = hand.angleDeg;
    hand.run(20_000);
    expect(hand.angleDeg).to.equal(restDeg);
    hand.pressStart();
    expect(hand.d.session.state).to.equal(State.Raising);
    hand.until(State.Holding).until(State.Resting);
    expect(logValues(hand.d)[2], 'the whole dose').to.equal(60);
  });

  it('a pause in the hold does not count as dose, and is ended by LOWER', () => {
    const hand = new DeviceInHand().toHolding().run(10_000).pressStart().run(30_000);
    const { heldMs } = hand.d.session;
    expect(heldMs).to.be.within(10_000, 11_000);
    expect(hand.pressLower().d.session.state).to.equal(State.Returning);
  });

  it('a pause that nobody ends comes down after two minutes', () => {
    const hand = new DeviceInHand().toHolding().pressStart().run(119_000);
    expect(hand.d.session.state).to.equal(State.Paused);
    hand.run(1500);
    expect(hand.d.session.state).to.equal(State.Returning);
    expect(hand.d.safety.cause).to.equal(Fault.PauseTooLong);
  });
});
