import { expect } from 'chai';
import { isKeepingOver, keep, kept } from '../../firmware/console/keep.ts';
import { newConsole, Work, type Archive, type Console } from '../../firmware/console/state.ts';
import { EVENT_PAGES, Page, PAGE_BYTES, SESSION_PAGES } from '../../firmware/layout.ts';
import { PRESCRIPTION, PRESCRIPTION_ADDED } from '../../firmware/course-records.ts';
import { EVENT, SESSION_LOG } from '../../firmware/records.ts';
import { append, DraftStep, loadRecord, newRing, stepDraft, type Ring } from '../../firmware/store.ts';
import { FakeFlash, storeIn } from '../support/fakeFlash.ts';

const RX = [0, 0, 0, 200, 300, 40, 240, 80, 1, 20, 1].concat(PRESCRIPTION_ADDED);

/** A console and its records. */
type Desk = Archive & { c: Console };

function consoleOn(flash: FakeFlash): Desk {
  const sessions = newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
  const events = newRing(EVENT, Page.Events, EVENT_PAGES);
  return { c: newConsole(), crc: () => 0, store: storeIn(flash), sessions, events };
}

/** Periods until it is known whether the record is there. */
function periods(desk: Desk): number {
  for (let n = 0; n < 100; n += 1) {
    stepDraft(desk.store);
    if (isKeepingOver(desk.c, desk)) return n + 1;
  }
  return Infinity;
}

function noteEvent({ store }: Desk, ring: Ring): void {
  append(store, ring, [1000, 1, 7, 0, 0]);
}

describe('a record that the console keeps', () => {
  it('is known to be there after its last step, 23 periods later', () => {
    const desk = consoleOn(new FakeFlash());
    keep(desk.c, desk, PRESCRIPTION, Page.Prescription, RX);
    expect(isKeepingOver(desk.c, desk)).to.equal(false);
    expect(periods(desk)).to.equal(23);
    expect(kept(desk.c, desk)).to.deep.equal(RX);
  });

  it('waits for the record before it, and harms it not', () => {
    const desk = consoleOn(new FakeFlash());
    noteEvent(desk, desk.events);
    stepDraft(desk.store);
    keep(desk.c, desk, PRESCRIPTION, Page.Prescription, RX);
    expect(desk.c.work).to.equal(Work.Waits);
    expect(periods(desk)).to.be.above(22);
    expect(desk.store.draft.step).to.equal(DraftStep.None);
    expect(desk.events.at).to.equal(1);
    expect(loadRecord(desk.store, PRESCRIPTION, Page.Prescription)).to.deep.equal(RX);
  });

  it('is not believed on worn flash, or where the chip has no room', () => {
    const worn = new FakeFlash();
    worn.worn.set(Page.Prescription * PAGE_BYTES + 8, 0xff);
    const full = consoleOn(new FakeFlash());
    full.store.base = -1;
    for (const desk of [consoleOn(worn), full]) {
      keep(desk.c, desk, PRESCRIPTION, Page.Prescription, [1, ...RX.slice(1)]);
      expect(periods(desk)).to.be.below(25);
      expect(kept(desk.c, desk)).to.equal(null);
    }
  });
});
