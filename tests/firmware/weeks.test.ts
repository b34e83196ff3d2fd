import { expect } from 'chai';
import { Rx } from '../../firmware/course-records.ts';
import { Fault } from '../../firmware/faults.ts';
import { State } from '../../firmware/states.ts';
import { DeviceAtHome } from '../support/deviceAtHome.ts';
import { PRESCRIBED, raisedBy } from '../support/deviceInHand.ts';

const MONDAY = 20_640;

/** From 10 % of body weight by 5 to 25; two missed days are a step back; two supervised; two a day, four hours apart. */
function course(): number[] {
  const rx = [...PRESCRIBED];
  const changes: [Rx, number][] = [
    [Rx.HoldS, 20],
    [Rx.FirstTarget, 10],
    [Rx.GrowBy, 5],
    [Rx.MissedDays, 2],
    [Rx.Supervised, 2],
    [Rx.SessionsPerDay, 2],
    [Rx.GapMin, 240],
    [Rx.Course, 1],
  ];
  for (const [field, value] of changes) rx[field] = value;
  return rx;
}

/** A morning: power-up, the test of panic, and what the session of today would aim at. */
function morning(home: DeviceAtHome, day: number): number {
  home.powerUp(MONDAY + day, 8).testPanic();
  return home.targetPct;
}

/** A whole session. */
function complete(home: DeviceAtHome): void {
  home.pressStart().until(State.Holding).until(State.Finished).pressStart().run(500);
}

describe('three weeks at home, every session after another power-up', () => {
  const home = new DeviceAtHome(course());

  it('Monday: not without the supervisor, then at the first target; not again within four hours', () => {
    expect(morning(home, 0)).to.equal(10);
    home.pressStart().run(3000);
    expect(home.hand.d.session.state).to.equal(State.Idle);
    expect(raisedBy(home.hand.d)).to.deep.equal([Fault.SupervisorMissing]);
    home.turnKey();
    complete(home);
    home.powerUp(MONDAY, 9).run(2000).pressStart().run(1000);
    expect(home.hand.d.session.state).to.equal(State.Idle);
    expect(raisedBy(home.hand.d)).to.deep.equal([Fault.TooSoon]);
  });

  it('Tuesday and Wednesday: a step more each day, the third without the key', () => {
    expect(morning(home, 1)).to.equal(15);
    home.turnKey();
    complete(home);
    expect(morning(home, 2)).to.equal(20);
    complete(home);
    expect(home.level).to.equal(3);
  });

  it('Thursday: panic in the hold; down by hand, and a step back', () => {
    expect(morning(home, 3)).to.equal(25);
    home.pressStart().until(State.Holding).run(3000);
    home.hand.hold({ panic: true }, 300).run(300);
    expect(home.hand.d.session.state).to.equal(State.Halted);
    home.pressStart();
    home.hand.hold({ lower: true }, 60_000);
    home.until(State.Resting);
    expect(home.level).to.equal(2);
    expect(morning(home, 4)).to.equal(20);
    complete(home);
  });

  it('a week missed: three steps back, and once only', () => {
    expect(morning(home, 12)).to.equal(10);
    home.powerUp(MONDAY + 12, 8.2);
    expect(home.targetPct, 'another power-up takes nothing more').to.equal(10);
    complete(home);
    expect(morning(home, 13)).to.equal(15);
  });

  it('a session broken off by LOWER is a step back, one cancelled in the countdown is none', () => {
    home.pressStart().run(1000);
    home.hand.pressLower();
    home.until(State.Idle).run(500);
    expect(home.targetPct).to.equal(15);
    home.pressStart().until(State.Holding);
    home.hand.pressLower();
    home.until(State.Resting);
    expect(home.level).to.equal(0);
    expect(morning(home, 14)).to.equal(10);
    complete(home);
    expect(morning(home, 15)).to.equal(15);
    complete(home);
  });

  it('power fails in the hold: the board is brought down, and the weeks stand where they stood', () => {
    expect(morning(home, 16)).to.equal(20);
    home.pressStart().until(State.Holding).run(2000);
    home.powerUp(MONDAY + 16, 8.1);
    expect(home.hand.d.session.state).to.equal(State.Halted);
    expect(raisedBy(home.hand.d)).to.deep.equal([Fault.PowerReturnedTilted]);
    home.pressStart();
    home.hand.hold({ lower: true }, 60_000);
    home.run(2000);
    expect(home.hand.angleDeg).to.be.below(0.5);
    expect(morning(home, 17)).to.equal(20);
    complete(home);
  });

  it('the third week ends at the whole target, and stays there', () => {
    for (const day of [18, 19, 20]) {
      expect(morning(home, day), `day ${day}`).to.equal(25);
      complete(home);
    }
    expect(home.level).to.equal(3);
  });

  it('two sessions fit into a day, a third does not', () => {
    home.powerUp(MONDAY + 20, 13);
    complete(home);
    home
      .powerUp(MONDAY + 20, 19)
      .run(2000)
      .pressStart()
      .run(1000);
    expect(home.hand.d.session.state).to.equal(State.Idle);
    expect(raisedBy(home.hand.d)).to.deep.equal([Fault.SessionsUsedUp]);
  });

  it('every session that came to its end is in the log', () => {
    // 3 in the first days, panic, 1, then 1, cancelled, LOWER, 2, 1, 3 and 1.
    expect(home.logged).to.equal(3 + 1 + 1 + 1 + 1 + 1 + 2 + 1 + 3 + 1);
  });
});
