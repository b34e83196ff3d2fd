import { expect } from 'chai';
import { forget, raise } from '../../firmware/book.ts';
import { Clear, Fault, FAULTS } from '../../firmware/faults.ts';
import { newJournal, noteBoot, noteFaults, noteSteady } from '../../firmware/journal.ts';
import { logValues } from '../../firmware/logbook.ts';
import { decodeRecord, encodeRecord, EVENT, EventKind, SESSION_LOG, StopCause } from '../../firmware/records.ts';
import { addPull, beginTally, meanPullN, newTally } from '../../firmware/tally.ts';
import { crc } from '../support/fakeFlash.ts';
import { readyDevice } from '../support/deviceInHand.ts';

describe('tally of a session', () => {
  it('adds up the peak, the mean of the dose and the impulse', () => {
    const t = newTally();
    beginTally(t, 1000);
    addPull(t, 100, 10, false, 1500);
    addPull(t, 200, 20, true, 2000);
    addPull(t, 180, 19, true, 2500);
    expect(t).to.include({ peakN: 200, anglePeakDeg: 20 });
    expect(meanPullN(t), 'without the way up').to.equal(190);
    expect(t.impulseNs, 'half a second each').to.equal(240);
  });

  it('forgets the session before', () => {
    const t = newTally();
    addPull(t, 300, 30, true, 100);
    beginTally(t, 5000);
    expect(meanPullN(t)).to.equal(0);
    addPull(t, 100, 10, false, 6000);
    expect(t).to.include({ peakN: 100, anglePeakDeg: 10, impulseNs: 100 });
  });
});

describe('session record', () => {
  it('holds what the session was, in the order of its fields', () => {
    const d = readyDevice();
    Object.assign(d.session, { armedMs: 5000, endedMs: 105_400, heldMs: 60_200 });
    Object.assign(d.tally, { peakN: 201, holdSumN: 3920, holdWords: 20, anglePeakDeg: 25.5, impulseNs: 14_000 });
    d.book.others = 2;
    expect(logValues(d)).to.deep.equal([d.bootS + 5, 100, 60, 201, 196, 25.5, 14_000, StopCause.EndOfProgram, 2, 255]);
  });

  it('names who or what ended it, and survives the way through flash for every cause', () => {
    const d = readyDevice();
    d.session.stopped = true;
    expect(logValues(d)[7]).to.equal(StopCause.StopButton);
    for (const row of FAULTS) {
      d.safety.cause = row.code;
      expect(logValues(d)[7]).to.equal(row.code);
      expect(decodeRecord(SESSION_LOG, encodeRecord(SESSION_LOG, logValues(d), 1, crc), crc)).to.not.equal(null);
    }
  });
});

describe('journal', () => {
  it('notes the start, then every fault with the angle and the pull at its instant', () => {
    const d = readyDevice();
    const j = newJournal();
    noteBoot(j, d, 2);
    noteFaults(j, d);
    Object.assign(d.sensed, { angleDeg: 25, pullN: 196 });
    d.inputs.nowMs = 61_500;
    raise(d.book, Fault.Panic, 61_500);
    noteFaults(j, d);
    noteFaults(j, d);
    expect(j.waiting).to.deep.equal([
      [d.bootS, EventKind.Boot, 2, 0, 0],
      [d.bootS + 61.5, EventKind.Fault, Fault.Panic, 25, 196],
    ]);
    for (const values of j.waiting) {
      expect(decodeRecord(EVENT, encodeRecord(EVENT, values, 1, crc), crc)).to.deep.equal(values);
    }
  });

  it('notes once, after five minutes, that the device runs steadily', () => {
    const d = readyDevice();
    const j = newJournal();
    for (const nowMs of [299_900, 300_000, 300_100, 900_000]) {
      d.inputs.nowMs = nowMs;
      noteSteady(j, d);
    }
    expect(j.waiting.map((values) => values.slice(0, 2))).to.deep.equal([[d.bootS + 300, EventKind.Steady]]);
  });

  it('notes every fault of one tick, the first one first', () => {
    const d = readyDevice();
    const j = newJournal();
    const codes = [Fault.DriveStalled, Fault.PullLost, Fault.Panic];
    for (const code of codes) raise(d.book, code, 100);
    noteFaults(j, d);
    expect(j.waiting.map((values) => values[2])).to.deep.equal(codes);
  });

  it('keeps the first eight while the drive is on: they tell the cause', () => {
    const d = readyDevice();
    const j = newJournal();
    FAULTS.slice(0, 12).forEach((row, k) => {
      raise(d.book, row.code, 1000 * k);
      noteFaults(j, d);
    });
    expect(j.waiting.map((values) => values[2])).to.deep.equal(FAULTS.slice(0, 8).map((row) => row.code));
  });

  it('notes a fault that comes and goes eight times, then once a minute', () => {
    const d = readyDevice();
    const j = newJournal();
    const notedAtS: number[] = [];
    for (let second = 1; second <= 300; second++) {
      d.inputs.nowMs = 1000 * second;
      raise(d.book, Fault.LoadCellRate, d.inputs.nowMs);
      noteFaults(j, d);
      if (j.waiting.length > 0) notedAtS.push(second);
      j.waiting.length = 0;
      forget(d.book, Clear.OnService, d.inputs.nowMs + 500);
    }
    expect(notedAtS).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 60, 120, 180, 240, 300]);
  });

  it('has its whole patience back after a quiet while, and not more', () => {
    const d = readyDevice();
    const j = newJournal();
    const noteMany = (): number => {
      for (let k = 0; k < 12; k++) noteBoot(j, d, 1);
      return j.waiting.splice(0).length;
    };
    expect(noteMany()).to.equal(8);
    d.inputs.nowMs = 3_600_000;
    expect(noteMany()).to.equal(8);
  });
});
