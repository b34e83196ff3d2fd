import { expect } from 'chai';
import { Fault } from '../../firmware/faults.ts';
import { State } from '../../firmware/states.ts';
import { DeviceInHand, PRESCRIBED_ANGLE, raisedBy } from '../support/deviceInHand.ts';

describe('after a halt', () => {
  it('nothing but panic released, START, LOWER held, in this order, leads down', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE).toHolding();
    hand.hold({ panic: true, start: true }, 500).hold({ panic: true, lower: true }, 2000);
    expect(hand.d.session.state).to.equal(State.Halted);
    hand.hold({ lower: true }, 2000).run(1000);
    expect(hand.d.session.state, 'not acknowledged').to.equal(State.Halted);
    expect(hand.angleDeg).to.be.closeTo(20, 0.5);
    hand.pressStart().run(5000);
    expect(hand.d.session.state, 'acknowledged').to.equal(State.Halted);
    expect(hand.d.outputs.power).to.equal(false);
    hand.hold({ lower: true }, 5000);
    expect(hand.d.session.state).to.equal(State.ComingDown);
    const fromDeg = hand.angleDeg;
    hand.hold({ lower: true }, 5000);
    expect((fromDeg - hand.angleDeg) / 5).to.be.closeTo(0.8, 0.05);
    hand.run(1000);
    expect(hand.d.session.state, 'let go').to.equal(State.Halted);
    hand.hold({ lower: true }, 30_000);
    expect(hand.angleDeg).to.be.below(0.5);
    expect(hand.d.session.state).to.equal(State.Resting);
  });

  it('the way down needs no angle: a small duty until the end switch', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE).toHolding();
    hand.wrong.travelRatio = 0;
    hand.run(500);
    expect(hand.d.session.state).to.equal(State.Halted);
    hand.run(1000).pressStart();
    const duties = new Set<number>();
    hand.wrong.lower = true;
    for (let k = 0; k < 500; k++) {
      hand.tick();
      duties.add(Math.round(hand.d.outputs.duty * 100) / 100);
    }
    expect(Math.min(...duties)).to.equal(-0.2);
    expect(Math.max(...duties)).to.be.at.most(0);
    expect(hand.angleDeg).to.be.below(0.1);
    hand.wrong.lower = false;
    hand.run(1000);
    expect(hand.d.session.state).to.equal(State.Resting);
    expect(hand.d.outputs.power).to.equal(false);
  });

  it('a board that was too steep waits for the service key', () => {
    const hand = new DeviceInHand(PRESCRIBED_ANGLE).toHolding();
    hand.angleDeg = 45.6;
    hand.run(200);
    expect(hand.d.session.state).to.equal(State.Halted);
    expect(raisedBy(hand.d)).to.include(Fault.AngleTrip);
    hand.angleDeg = 0;
    hand.run(2000).pressStart().until(State.Finished).pressStart().run(1000).pressStart().run(2000);
    expect(raisedBy(hand.d)).to.deep.equal([Fault.AngleTrip]);
    expect(hand.d.session.state).to.equal(State.Idle);
    hand.hold({ key: true }, 1000).pressStart();
    expect(hand.d.session.state).to.equal(State.Arming);
  });
});
