import { expect } from 'chai';
import { Daily } from '../../firmware/course-records.ts';
import { isPanicTested } from '../../firmware/day.ts';
import { newJournal, noteFaults } from '../../firmware/journal.ts';
import { EventKind } from '../../firmware/records.ts';
import { State } from '../../firmware/states.ts';
import { DeviceInHand } from '../support/deviceInHand.ts';

/** A device at flat on a new day. */
function untested(): DeviceInHand {
  const hand = new DeviceInHand();
  hand.d.daily[Daily.PanicTestedDay]!--;
  return hand.until(State.Idle).run(500);
}

/** Panic pressed, twisted and acknowledged. */
function panicAndBack(hand: DeviceInHand): DeviceInHand {
  return hand.hold({ panic: true }, 500).run(1000).pressStart().run(1500);
}

describe('the test of panic', () => {
  it('is begun by LOWER: the relay closes, nothing moves, and PANIC ends it; then START starts a session', () => {
    const hand = untested().pressLower().until(State.Testing, 2000).run(500);
    expect(hand.d.outputs).to.deep.equal({ power: true, duty: 0 });
    hand.hold({ panic: true }, 500);
    expect(hand.d.outputs.power).to.equal(false);
    expect(isPanicTested(hand.d), 'not before it was released and acknowledged').to.equal(false);
    hand.run(1000).pressStart().run(1500);
    expect(isPanicTested(hand.d)).to.equal(true);
    expect(hand.d.session.saveDaily, 'kept in flash').to.equal(true);
    expect(hand.angleDeg).to.equal(0);
    hand.pressStart().until(State.Raising);
    expect(hand.states).to.deep.equal([
      State.Booting,
      State.Idle,
      State.Testing,
      State.Halted,
      State.Idle,
      State.Arming,
      State.Raising,
    ]);
  });

  it('is in the journal with the milliseconds that the relay took, rounded up', () => {
    const { d } = panicAndBack(untested().pressLower().until(State.Testing).run(500));
    const journal = newJournal();
    noteFaults(journal, d);
    const told = journal.waiting.filter(([, kind]) => kind === EventKind.PanicTested);
    expect(told.map(([, , ms]) => ms)).to.deep.equal([9]);
    noteFaults(journal, d);
    expect(
      journal.waiting.filter(([, kind]) => kind === EventKind.PanicTested),
      'once',
    ).to.have.length(1);
  });

  it('is no session: none is counted, and none logged', () => {
    const { d } = panicAndBack(untested().pressLower().until(State.Testing).run(500));
    expect([d.session.saveLog, d.session.saveBegun, d.session.running]).to.deep.equal([false, false, false]);
    expect(d.daily[Daily.Sessions]).to.equal(0);
  });

  it('counts neither a press without power nor a relay that is slow or stays closed', () => {
    expect(isPanicTested(panicAndBack(untested()).d), 'at rest').to.equal(false);
    for (const wrong of [{ opensMs: 151 }, { opensMs: NaN }, { relayOpen: false }]) {
      const hand = untested().pressLower().until(State.Testing).run(500);
      Object.assign(hand.wrong, wrong);
      expect(isPanicTested(panicAndBack(hand).d), JSON.stringify(wrong)).to.equal(false);
    }
    const mute = untested();
    mute.wrong.relayOpen = true;
    mute.pressLower().until(State.Testing);
    expect(isPanicTested(panicAndBack(mute).d), 'a relay that never closed').to.equal(false);
  });

  it('ends by itself after half a minute, and by any button', () => {
    const idle = untested().pressLower().until(State.Testing).run(29_500);
    expect(idle.d.outputs.power).to.equal(true);
    idle.run(1000);
    expect([idle.d.session.state, idle.d.outputs.power]).to.deep.equal([State.Idle, false]);
    for (const button of [{ start: true }, { lower: true }]) {
      const hand = untested().pressLower().until(State.Testing).run(500).hold(button, 200).run(2000);
      expect([hand.d.session.state, hand.d.outputs.power, hand.angleDeg]).to.deep.equal([State.Idle, false, 0]);
      expect(isPanicTested(hand.d)).to.equal(false);
    }
  });

  it('cannot be passed by: whatever START is pressed when, an untested day raises no board', () => {
    for (let afterMs = 0; afterMs <= 3000; afterMs += 100) {
      const hand = untested().pressLower().run(afterMs).pressStart().run(8000);
      expect(hand.states, `START ${afterMs} ms after LOWER`).to.not.include(State.Raising);
      expect(isPanicTested(hand.d)).to.equal(false);
    }
  });
});
