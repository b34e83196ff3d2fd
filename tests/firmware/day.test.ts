import { expect } from 'chai';
import { Daily, NO_DAY, Rx } from '../../firmware/course-records.ts';
import { dayForbids, noteCut } from '../../firmware/day.ts';
import { Fault } from '../../firmware/faults.ts';
import { begunValues } from '../../firmware/logbook.ts';
import { decodeRecord, encodeRecord, EVENT, EventKind } from '../../firmware/records.ts';
import { PRESCRIBED, readyDevice } from '../support/deviceInHand.ts';
import { crc } from '../support/fakeFlash.ts';

const DAY_S = 86_400;
const TODAY = 20_000;

/** A course at its third step, ten minutes a day. */
function device(): ReturnType<typeof readyDevice> {
  const rx = [...PRESCRIBED];
  rx[Rx.FirstTarget] = 10;
  rx[Rx.GrowBy] = 5;
  rx[Rx.DayMaxMin] = 10;
  const d = readyDevice(rx);
  d.daily[Daily.Level] = 3;
  d.daily[Daily.Course] = rx[Rx.Course]!;
  return d;
}

describe('a session that power cuts', () => {
  it('counts for its day with all the seconds it might have taken, and for the weeks as cut short', () => {
    const d = device();
    expect(dayForbids(d)).to.equal(Fault.None);
    noteCut(d, TODAY * DAY_S + 100, 600);
    expect(d.daily[Daily.SessionS]).to.equal(600);
    expect(d.daily[Daily.Sessions]).to.equal(1);
    expect(d.daily[Daily.Level], 'neither growth nor a step back').to.equal(3);
    expect(d.session.saveDaily).to.equal(true);
    expect(dayForbids(d)).to.equal(Fault.DayUsedUp);
  });

  it('of another day is over and done with', () => {
    const d = device();
    noteCut(d, TODAY * DAY_S - 1, 600);
    expect(d.daily[Daily.SessionS]).to.equal(0);
    expect(d.session.saveDaily).to.equal(false);
  });

  it('on a board whose clock was never set counts for the day of this power-up, whatever it says', () => {
    const d = device();
    d.bootS = 5;
    d.daily[Daily.SessionDay] = NO_DAY;
    noteCut(d, 3 * DAY_S, 600);
    expect(d.daily[Daily.SessionDay]).to.equal(0);
    expect(dayForbids(d)).to.equal(Fault.DayUsedUp);
  });

  it('leaves the event of its beginning, with the instant that its log record would have had', () => {
    const d = device();
    d.session.armedMs = 4200;
    d.session.allowedMs = 600_000;
    const event = decodeRecord(EVENT, encodeRecord(EVENT, begunValues(d), 1, crc), crc);
    expect(event).to.deep.equal([d.bootS + 4.2, EventKind.SessionBegun, 0, 0, 600]);
  });
});
