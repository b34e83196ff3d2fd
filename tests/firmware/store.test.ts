import { expect } from 'chai';
import { EVENT_PAGES, Page, PAGE_BYTES, PAGES, recordsBase, SESSION_PAGES } from '../../firmware/layout.ts';
import { CALIBRATION, decodeRecord, encodeRecord, recordBytes, SESSION_LOG } from '../../firmware/records.ts';
import {
  append,
  DraftStep,
  loadRecord,
  newRing,
  openRing,
  saveRecord,
  type Ring,
  type Store,
} from '../../firmware/store.ts';
import { crc, FakeFlash, finish, storeIn, survives } from '../support/fakeFlash.ts';

function newLog(): Ring {
  return newRing(SESSION_LOG, Page.Sessions, SESSION_PAGES);
}

const RECORD_BYTES = recordBytes(SESSION_LOG);
const { perPage: PER_PAGE, length: RING_LENGTH } = newLog();

/** A calibration that is told apart by its zero. */
function calibration(zeroCounts: number): number[] {
  return [zeroCounts, 1000, 0, 0, 20_000, 20_365, 400, 0.5, 0.25, 0.25, 0.5, 0.25, 16, 20_001, 0.25, 0.5];
}

function save(flash: FakeFlash, zeroCounts: number): boolean {
  const store = storeIn(flash);
  saveRecord(store, CALIBRATION, Page.Calibration, calibration(zeroCounts));
  finish(store);
  return store.draft.isKept;
}

/** Zero of the calibration that counts; null for none. */
function loaded(flash: FakeFlash): number | null {
  return loadRecord(storeIn(flash), CALIBRATION, Page.Calibration)?.[0] ?? null;
}

function flashWith(...zeros: readonly number[]): FakeFlash {
  const flash = new FakeFlash();
  for (const zero of zeros) save(flash, zero);
  return flash;
}

function copyOf(flash: FakeFlash): FakeFlash {
  const copy = new FakeFlash();
  copy.bytes.set(flash.bytes);
  return copy;
}

/** Every flash that a power cut during the act can leave, and at last the one without a cut. */
function cutEverywhere(before: FakeFlash, act: (flash: FakeFlash) => void): FakeFlash[] {
  const outcomes: FakeFlash[] = [];
  for (let budget = 0; ; budget++) {
    const flash = copyOf(before);
    flash.budget = budget;
    const done = survives(() => act(flash));
    flash.budget = Infinity;
    outcomes.push(flash);
    if (done) return outcomes;
  }
}

describe('two slots', () => {
  it('hold nothing at first, then the newest of what was saved', () => {
    expect(loaded(new FakeFlash())).to.equal(null);
    for (const count of [1, 2, 3, 4, 5]) {
      const zeros = Array.from({ length: count }, (_, k) => k + 1);
      expect(loaded(flashWith(...zeros))).to.equal(count);
    }
  });

  it('are used in turn: what was saved before is still there', () => {
    const flash = flashWith(1, 2);
    flash.bytes.fill(0, PAGE_BYTES, PAGE_BYTES + 8);
    expect(loaded(flash)).to.equal(1);
  });

  it('lose nothing in a power cut at any word of a save, or within the erasure', () => {
    const outcomes = cutEverywhere(flashWith(1, 2), (flash) => save(flash, 3));
    expect(outcomes).to.have.length(1 + recordBytes(CALIBRATION) / 4 + 1);
    const last = outcomes.pop();
    expect(outcomes.map(loaded).every((zero) => zero === 2 || zero === 3)).to.equal(true);
    expect(outcomes.map(loaded)[0]).to.equal(2);
    expect(last && loaded(last)).to.equal(3);
  });

  it('lose nothing in two power cuts, at every pair of words', () => {
    const wrong: (number | null)[] = [];
    for (const first of cutEverywhere(flashWith(1, 2), (flash) => save(flash, 3))) {
      for (const second of cutEverywhere(first, (flash) => save(flash, 4))) {
        const zero = loaded(second);
        if (zero !== loaded(first) && zero !== 4) wrong.push(zero);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('have the first record of all whole or not at all', () => {
    const outcomes = cutEverywhere(new FakeFlash(), (flash) => save(flash, 1)).map(loaded);
    expect(new Set(outcomes)).to.deep.equal(new Set([null, 1]));
  });

  it('outlive any single flipped bit: the other slot counts', () => {
    const flash = flashWith(1, 2);
    const seen = new Set<number | null>();
    for (let bit = 0; bit < 8 * recordBytes(CALIBRATION); bit++) {
      const at = PAGE_BYTES + (bit >> 3);
      flash.bytes[at]! ^= 1 << (bit & 7);
      seen.add(loaded(flash));
      flash.bytes[at]! ^= 1 << (bit & 7);
    }
    // The filling behind the checksum may be anything.
    expect(seen.has(1)).to.equal(true);
    expect([...seen].every((zero) => zero === 1 || zero === 2)).to.equal(true);
  });

  it('have the sequence 0 follow 4294967295', () => {
    const flash = new FakeFlash();
    flash.write(encodeRecord(CALIBRATION, calibration(1), 0xffffffff, crc), 0);
    expect(save(flash, 2)).to.equal(true);
    expect(loaded(flash)).to.equal(2);
    expect(save(flash, 3)).to.equal(true);
    expect(loaded(flash)).to.equal(3);
  });

  it('take over a calibration of version 1 or 2 until a new one is saved, and refuse one of a later version', () => {
    const flash = new FakeFlash();
    const second = CALIBRATION.older!;
    for (const spec of [second, second.older!]) {
      const old = calibration(7).slice(0, spec.fields.length);
      flash.erase(0);
      flash.write(encodeRecord(spec, old, 5, crc), 0);
      const added = CALIBRATION.fields.slice(old.length).map(() => 0);
      expect(loadRecord(storeIn(flash), CALIBRATION, Page.Calibration)).to.deep.equal([...old, ...added]);
    }
    const outcomes = cutEverywhere(flash, (one) => save(one, 8)).map(loaded);
    expect(outcomes.at(-1)).to.equal(8);
    expect(outcomes.every((zero) => zero === 7 || zero === 8)).to.equal(true);

    const later = { ...CALIBRATION, version: CALIBRATION.version + 1 };
    flash.erase(PAGE_BYTES);
    flash.write(encodeRecord(later, calibration(9), 9, crc), PAGE_BYTES);
    expect(loaded(flash)).to.equal(7);
    flash.erase(0);
    expect(loaded(flash)).to.equal(null);
  });

  it('say when the new record is not there afterwards; the old one still counts', () => {
    const flash = flashWith(1);
    flash.worn.set(PAGE_BYTES + 8, 0x01);
    expect(save(flash, 2)).to.equal(false);
    expect(loaded(flash)).to.equal(1);
  });

  it('do nothing where the chip has no room', () => {
    const store: Store = { ...storeIn(new FakeFlash()), base: -1 };
    saveRecord(store, CALIBRATION, Page.Calibration, calibration(1));
    expect(store.draft.step).to.equal(DraftStep.None);
    expect(loadRecord(store, CALIBRATION, Page.Calibration)).to.equal(null);
    const ring = newLog();
    openRing(store, ring);
    append(store, ring, session(1));
    expect(ring).to.include({ at: 0, sequence: 0 });
  });
});

/** A session that is told apart by its duration. */
function session(durationS: number): number[] {
  return [1_767_254_400, durationS, 60, 200, 196, 25, 11_760, 0, 0];
}

/** The log of a flash, opened as after a power-up. */
class Log {
  readonly store: Store;
  readonly ring = newLog();

  constructor(flash: FakeFlash) {
    this.store = storeIn(flash);
    openRing(this.store, this.ring);
  }

  append(n: number): void {
    append(this.store, this.ring, session(n));
    finish(this.store);
  }
}

/** Number of the intact entry at a place of the ring; null for none. */
function entryAt(flash: FakeFlash, index: number): number | null {
  const page = Page.Sessions + Math.floor(index / PER_PAGE);
  const bytes = flash.read(RECORD_BYTES, page * PAGE_BYTES + (index % PER_PAGE) * RECORD_BYTES);
  return decodeRecord(SESSION_LOG, bytes, crc)?.[1] ?? null;
}

/** Every intact entry, in the order of the ring's places. */
function entries(flash: FakeFlash): number[] {
  return Array.from({ length: RING_LENGTH }, (_, index) => entryAt(flash, index)).filter((one) => one !== null);
}

/** A log of so many entries, opened once. */
function logOf(count: number): FakeFlash {
  const flash = new FakeFlash();
  const log = new Log(flash);
  for (let n = 1; n <= count; n++) log.append(n);
  return flash;
}

describe('a log', () => {
  it('keeps its entries in order, reopened after each as after a power-up', () => {
    const flash = new FakeFlash();
    for (let n = 1; n <= 7; n++) new Log(flash).append(n);
    expect(entries(flash)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
  });

  it('finds its end again wherever that is, around the whole ring', () => {
    const flash = new FakeFlash();
    const log = new Log(flash);
    const { ring } = log;
    for (let n = 1; n <= 2 * RING_LENGTH + 3; n++) {
      log.append(n);
      const other = new Log(flash).ring;
      if (other.at !== ring.at || other.sequence !== ring.sequence) {
        expect.fail(`after ${n} entries: at ${other.at}, sequence ${other.sequence}, should be ${ring.at}`);
      }
    }
  });

  it('forgets its oldest page when it is full, and nothing else', () => {
    expect(entries(logOf(RING_LENGTH))).to.have.length(RING_LENGTH);
    const kept = entries(logOf(RING_LENGTH + 1)).sort((a, b) => a - b);
    expect(kept).to.have.length(RING_LENGTH - PER_PAGE + 1);
    expect(kept[0]).to.equal(PER_PAGE + 1);
    expect(kept.at(-1)).to.equal(RING_LENGTH + 1);
  });

  it('loses at most the entry that is being written, in a power cut at any word', () => {
    for (const count of [0, 5, PER_PAGE - 1, PER_PAGE, RING_LENGTH - 2]) {
      const before = logOf(count);
      for (const flash of cutEverywhere(before, (one) => new Log(one).append(501))) {
        new Log(flash).append(502);
        expect(entries(flash).filter((one) => one < 500)).to.deep.equal(entries(before), `after ${count} entries`);
        expect(entries(flash)).to.include(502);
      }
    }
  });

  it('loses the oldest page alone, in a power cut while the ring closes', () => {
    const before = logOf(RING_LENGTH);
    for (const flash of cutEverywhere(before, (one) => new Log(one).append(501))) {
      new Log(flash).append(502);
      expect(entries(flash).filter((one) => one < 500)).to.deep.equal(entries(before).slice(PER_PAGE));
      expect(entries(flash)).to.include(502);
    }
  });

  it('goes on behind a damaged entry, and over the end of the sequence', () => {
    const flash = logOf(3);
    flash.bytes[Page.Sessions * PAGE_BYTES + 2 * RECORD_BYTES + 20]! ^= 1;
    new Log(flash).append(4);
    expect(entries(flash)).to.deep.equal([1, 2, 4]);

    const last = new FakeFlash();
    const log = new Log(last);
    log.ring.sequence = 0xffffffff - 1;
    for (let n = 1; n <= PER_PAGE + 3; n++) log.append(n);
    expect(new Log(last).ring).to.include({ at: log.ring.at, sequence: log.ring.sequence % 0x100000000 });
  });
});

describe('layout', () => {
  it('takes the last pages of the first area that is large enough', () => {
    const bytes = PAGES * PAGE_BYTES;
    expect(recordsBase([{ addr: 0x60000, length: bytes }])).to.equal(0x60000);
    expect(
      recordsBase([
        { addr: 0, length: bytes - 4096 },
        { addr: 0x60000, length: bytes + 8192 },
      ]),
    ).to.equal(0x62000);
    expect(recordsBase([{ addr: 0x60000, length: bytes - 1 }])).to.equal(-1);
    expect(recordsBase([])).to.equal(-1);
  });

  it('gives every record pages of its own', () => {
    expect([Page.Calibration, Page.Prescription, Page.Daily, Page.Sessions]).to.deep.equal([0, 2, 4, 6]);
    expect(Page.Sessions + SESSION_PAGES).to.equal(Page.Events);
    expect(Page.Events + EVENT_PAGES).to.equal(PAGES);
    expect(PER_PAGE).to.equal(93);
  });
});
