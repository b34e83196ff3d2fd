import { expect } from 'chai';
import { isKeepingOver, keep, kept } from '../../firmware/console/keep.ts';
import { newConsole, Work, type Console } from '../../firmware/console/state.ts';
import { EVENT_PAGES, Page, PAGE_BYTES, SESSION_PAGES } from '../../firmware/layout.ts';
import { PRESCRIPTION, PRESCRIPTION_ADDED } from '../../firmware/course-records.ts';
import { EVENT, SESSION_LOG } from '../../firmware/records.ts';
import { append, DraftStep, loadRecord, newRing, stepDraft, type Ring } from '../../firmware/store.ts';
import { FakeFlash, storeIn } from '../support/fakeFlash.ts';

const RX = [0, 0, 0, 200, 300, 40, 240, 80, 1, 20, 1].concat(PRESCRIPTION_ADDED);

function consoleOn(flash: FakeFlash): Console {
  const sessions = newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
  return newConsole(() => 0, storeIn(flash), sessions, newRing(EVENT, Page.Events, EVENT_PAGES));
}

/** Periods until it is known whether the record is there. */
function periods(c: Console): number {
  for (let n = 0; n < 100; n += 1) {
    stepDraft(c.store);
    if (isKeepingOver(c)) return n + 1;
  }
  return Infinity;
}

function noteEvent(c: Console, ring: Ring): void {
  append(c.store, ring, [1000, 1, 7, 0, 0]);
}

describe('a record that the console keeps', () => {
  it('is known to be there after its last step, 22 periods later', () => {
    const c = consoleOn(new FakeFlash());
    keep(c, PRESCRIPTION, Page.Prescription, RX);
    expect(isKeepingOver(c)).to.equal(false);
    expect(periods(c)).to.equal(22);
    expect(kept(c)).to.deep.equal(RX);
  });

  it('waits for the record before it, and harms it not', () => {
    const c = consoleOn(new FakeFlash());
    noteEvent(c, c.events);
    stepDraft(c.store);
    keep(c, PRESCRIPTION, Page.Prescription, RX);
    expect(c.work).to.equal(Work.Waits);
    expect(periods(c)).to.be.above(22);
    expect(c.store.draft.step).to.equal(DraftStep.None);
    expect(c.events.at).to.equal(1);
    expect(loadRecord(c.store, PRESCRIPTION, Page.Prescription)).to.deep.equal(RX);
  });

  it('is not believed on worn flash, or where the chip has no room', () => {
    const worn = new FakeFlash();
    worn.worn.set(Page.Prescription * PAGE_BYTES + 8, 0xff);
    const full = consoleOn(new FakeFlash());
    full.store.base = -1;
    for (const c of [consoleOn(worn), full]) {
      keep(c, PRESCRIPTION, Page.Prescription, [1, ...RX.slice(1)]);
      expect(periods(c)).to.be.below(25);
      expect(kept(c)).to.equal(null);
    }
  });
});
