import { expect } from 'chai';
import { completedSessions, levelOn, noteCourse, targetAt, type Outcome } from '../../firmware/course.ts';
import { Daily, NO_DAY, Rx } from '../../firmware/course-records.ts';
import { PRESCRIBED } from '../support/deviceInHand.ts';

/** From 10 % of body weight by 5 to 25; two missed days are a step back; course 3. */
const COURSE = [...PRESCRIBED];
COURSE[Rx.FirstTarget] = 10;
COURSE[Rx.GrowBy] = 5;
COURSE[Rx.MissedDays] = 2;
COURSE[Rx.Course] = 3;

function noDays(): number[] {
  return [NO_DAY, 0, 0, 0, NO_DAY, 0, 0, 0, 0];
}

/** Targets of the sessions on these days, each with its outcome. */
function targets(sessions: readonly (readonly [day: number, outcome: Outcome])[], rx = COURSE): number[] {
  const daily = noDays();
  return sessions.map(([day, outcome]) => {
    const target = targetAt(rx, levelOn(daily, rx, day));
    noteCourse(daily, rx, outcome, day, day * 86_400);
    return target;
  });
}

const { Completed, BrokenOff, CutShort } = { Completed: 0, BrokenOff: 1, CutShort: 2 } as Record<string, Outcome>;

describe('a course', () => {
  it('grows with each completed session, up to the target of the prescription and no further', () => {
    expect(targets([1, 2, 3, 4, 5, 6].map((day) => [100 + day, Completed!]))).to.deep.equal([10, 15, 20, 25, 25, 25]);
  });

  it('falls back by one step after a session that was broken off, at once, even from the top', () => {
    const days = [Completed!, Completed!, Completed!, Completed!, BrokenOff!, Completed!, Completed!];
    expect(targets(days.map((outcome, k) => [100 + k, outcome]))).to.deep.equal([10, 15, 20, 25, 25, 20, 25]);
    expect(targets([100, 101].map((day) => [day, BrokenOff!]))).to.deep.equal([10, 10]);
  });

  it('stays where it is after a session that a limit of time cut short', () => {
    expect(
      targets([
        [100, Completed!],
        [101, CutShort!],
        [102, Completed!],
      ]),
    ).to.deep.equal([10, 15, 15]);
  });

  it('falls back one step for every two missed days: three after a missed week, none after a weekend day', () => {
    const grown: [number, Outcome][] = [100, 101, 102, 103].map((day) => [day, Completed!]);
    expect(targets([...grown, [105, Completed!]]).at(-1), 'one day missed').to.equal(25);
    expect(targets([...grown, [106, Completed!]]).at(-1), 'two days missed').to.equal(20);
    expect(targets([...grown, [111, Completed!]]).at(-1), 'a week missed').to.equal(10);
    expect(targets([...grown, [106, Completed!], [107, Completed!]]).at(-1), 'once, not again').to.equal(25);
  });

  it('does not fall back where the prescription does not say so, nor when the clock went back', () => {
    const patient = [...COURSE];
    patient[Rx.MissedDays] = 0;
    const grown: [number, Outcome][] = [100, 101].map((day) => [day, Completed!]);
    expect(targets([...grown, [400, Completed!]], patient).at(-1)).to.equal(20);
    expect(targets([...grown, [50, Completed!]]).at(-1)).to.equal(20);
  });

  it('begins anew with another course, its supervised sessions too', () => {
    const daily = noDays();
    for (const day of [100, 101, 102]) noteCourse(daily, COURSE, Completed!, day, 0);
    expect([levelOn(daily, COURSE, 103), completedSessions(daily, COURSE)]).to.deep.equal([3, 3]);
    const next = [...COURSE];
    next[Rx.Course] = 4;
    expect([levelOn(daily, next, 103), completedSessions(daily, next)]).to.deep.equal([0, 0]);
    noteCourse(daily, next, Completed!, 103, 0);
    expect(daily.slice(Daily.Level)).to.deep.equal([1, 1, 4]);
  });

  it('has the whole target at once where nothing is to grow', () => {
    expect(
      targets(
        [100, 101].map((day) => [day, Completed!]),
        PRESCRIBED,
      ),
    ).to.deep.equal([25, 25]);
  });
});
