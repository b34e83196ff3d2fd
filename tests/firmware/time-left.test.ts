import { expect } from 'chai';
import { Rx } from '../../firmware/course-records.ts';
import type { Device } from '../../firmware/device.ts';
import { Program } from '../../firmware/programs.ts';
import { State } from '../../firmware/states.ts';
import { timeLeftS } from '../../firmware/time-left.ts';
import { startWay } from '../../firmware/walk.ts';
import { climbDeg } from '../../firmware/ways.ts';
import { DeviceInHand, PERIOD_MS, PRESCRIBED, PRESCRIBED_ANGLE } from '../support/deviceInHand.ts';

function leftS(d: Device): number {
  return timeLeftS(d, climbDeg(d));
}

/** A session from the ready device to flat: what the panel promises at every second, and how long it really took. */
function promises(rx: readonly number[], friction: number): { state: State; promisedS: number; reallyS: number }[] {
  const hand = new DeviceInHand(rx);
  hand.friction = friction;
  hand.until(State.Idle).run(500);
  const said: { state: State; atMs: number; promisedS: number }[] = [];
  const note = (): void =>
    void said.push({ state: hand.d.session.state, atMs: hand.d.inputs.nowMs, promisedS: leftS(hand.d) });
  note();
  hand.pressStart();
  while (hand.d.session.state !== State.Resting) {
    if (hand.d.inputs.nowMs % 1000 < PERIOD_MS) note();
    hand.tick();
  }
  const endMs = hand.d.inputs.nowMs;
  return said.map(({ state, atMs, promisedS }) => ({ state, promisedS, reallyS: (endMs - atMs) / 1000 }));
}

describe('time left', () => {
  it('to 20 degrees for a minute: 3 s countdown, 23 s up, 60 s, 36 s down with its rest', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE);
    hand.until(State.Idle).run(500);
    // Up 20 / 1 + 3; down 20 / 1 + 2 * 3 + 10.
    expect(leftS(hand.d)).to.be.closeTo(3 + 23 + 60 + 36, 1);
  });

  it('with an angle target it is right within 3 s all the time', () => {
    for (const { state, promisedS, reallyS } of promises(PRESCRIBED_ANGLE, 0.2)) {
      expect(promisedS, `state ${state}, ${reallyS} s before the end`).to.be.closeTo(reallyS, 3);
    }
  });

  it('with a pull target it is an estimate before the pull is there, within 30 s whatever the friction', () => {
    for (const friction of [0, 0.2, 0.5]) {
      for (const { promisedS, reallyS } of promises(PRESCRIBED, friction)) {
        expect(promisedS, `${reallyS} s before the end, friction ${friction}`).to.be.closeTo(reallyS, 30);
      }
    }
  });

  it('and right within 3 s once the target is held', () => {
    const later = promises(PRESCRIBED, 0.5).filter(({ state }) => state === State.Holding || state === State.Returning);
    expect(later.length).to.be.greaterThan(60);
    for (const { state, promisedS, reallyS } of later) {
      expect(promisedS, `state ${state}, ${reallyS} s before the end`).to.be.closeTo(reallyS, 3);
    }
  });

  it('sets keep their timetable: once it is made, ways that take longer or shorter move no end', () => {
    const sets = [...PRESCRIBED];
    sets[Rx.Program] = Program.HangSets;
    sets[Rx.Rounds] = 3;
    sets[Rx.StepS] = 40;
    for (const friction of [0, 0.05]) {
      const said = promises(sets, friction);
      const from = said.findIndex(({ state }) => state === State.Holding);
      for (const { promisedS, reallyS } of said.slice(from)) {
        const within = Math.max(3, 0.05 * reallyS);
        expect(promisedS, `${reallyS} s before the end, friction ${friction}`).to.be.closeTo(reallyS, within);
      }
    }
  });

  it('a hold gives up a third of its time at most, a rest half of it', () => {
    const hand = new DeviceInHand(PRESCRIBED);
    hand.until(State.Idle).run(500).pressStart();
    const { d } = hand.until(State.Raising);
    d.session.flatAtMs = 1;
    hand.until(State.Holding);
    expect(d.phase.durationMs).to.equal(40_200);
    expect(d.session.leftMs).to.be.within(40_000, 40_200);
    d.phase.eases = true;
    d.phase.durationMs = 30_000;
    startWay(d);
    expect(d.phase.durationMs).to.equal(15_000);
    d.session.flatAtMs = 1e9;
    startWay(d);
    expect(d.phase.durationMs, 'and is longer by as much').to.equal(22_500);
  });

  it('never promises more than the limit of the session and the way down', () => {
    const oneMinute = [...PRESCRIBED_ANGLE];
    oneMinute[4] = 1800;
    oneMinute[9] = 1;
    const hand = new DeviceInHand(oneMinute);
    hand.until(State.Idle).run(500);
    expect(leftS(hand.d)).to.be.closeTo(3 + 60 + 36, 1);
  });

  it('is 0 when nothing is to come: no prescription, halted, finished', () => {
    const hand = new DeviceInHand();
    hand.until(State.Idle).run(500);
    hand.d.prescribed = false;
    expect(leftS(hand.d)).to.equal(0);
    for (const state of [
      State.Booting,
      State.Halted,
      State.Resting,
      State.Finished,
      State.Calibrating,
      State.Lockout,
    ]) {
      hand.d.session.state = state;
      expect(leftS(hand.d)).to.equal(0);
    }
  });

  it('coming down by LOWER: 20 degrees at 0.8 degrees per second are 25 s', () => {
    const hand = new DeviceInHand();
    hand.d.session.state = State.ComingDown;
    hand.d.sensed.angleDeg = 20;
    expect(leftS(hand.d)).to.equal(25);
  });
});
