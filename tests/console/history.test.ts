import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Named } from '../../console/board.ts';
import { historyOf, slope, type History, type Logs } from '../../console/history.ts';
import { historyCsv } from '../../console/history-csv.ts';
import { historyPage } from '../../console/history-page.ts';
import { Fault } from '../../firmware/faults.ts';
import { Page, PAGE_BYTES } from '../../firmware/layout.ts';
import { encodeRecord, EVENT, EventKind, SESSION_LOG } from '../../firmware/records.ts';
import { basePage } from '../../sim/flash-image.ts';
import { crc } from '../support/fakeFlash.ts';
import { incline } from '../support/command-line.ts';
import { flashOf } from '../support/consoleDesk.ts';

const DAY_S = 86_400;
/** Wednesday, 2026-07-08, eight in the morning. */
const WEDNESDAY_S = Date.UTC(2026, 6, 8, 8) / 1000;
const COMPLETED = 0;
const STOP = 1;

/** A session of ten minutes, eight of them at the target. */
function session(startedS: number, pullMeanN: number, stopCause: number, scores = 255): Named {
  const times = { startedS, durationS: 600, holdS: 480 };
  const pulls = { pullPeakN: pullMeanN + 5, pullMeanN, anglePeakDeg: 20, impulseNs: 500 * pullMeanN };
  return { ...times, ...pulls, stopCause, otherFaults: 0, scores };
}

function event(atS: number, kind: EventKind, code = 0, pullN = 0): Named {
  return { atS, event: kind, code, angleDeg: 0, pullN };
}

/** Wednesday two sessions, the second broken off, Friday one, Monday one; a power cut on Friday; scores 6 and 4 once. */
const LOGS: Logs = {
  sessions: [
    session(WEDNESDAY_S + 5 * DAY_S, 130, COMPLETED),
    session(WEDNESDAY_S + 2 * DAY_S, 120, COMPLETED, 6 + 16 * 4),
    session(WEDNESDAY_S + 2 * DAY_S, 120, COMPLETED, 6 + 16 * 15),
    session(WEDNESDAY_S + 3600, 110, STOP),
    session(WEDNESDAY_S, 100, COMPLETED),
  ],
  events: [
    event(WEDNESDAY_S + 2 * DAY_S + 7200, EventKind.SessionBegun, 0, 1800),
    event(WEDNESDAY_S + 2 * DAY_S, EventKind.SessionBegun, 0, 1800),
    event(WEDNESDAY_S + 3700, EventKind.Fault, Fault.Panic),
    event(WEDNESDAY_S - 60, EventKind.PanicTested, 9),
    event(WEDNESDAY_S - 60, EventKind.Fault, Fault.Panic),
    event(WEDNESDAY_S - 300, EventKind.PanicTested, 12),
  ],
  prescription: { targetKind: 0, target: 150, bodyMassKg: 80, sessionsPerDay: 2 },
  date: '2026-07-14',
};

describe('history', () => {
  const history = historyOf(LOGS);

  it('counts a session once, whatever was written of it, and tells of the one that power cut', () => {
    expect(history.sessions.map(({ at, cause }) => `${at.slice(5, 16)} ${cause}`)).to.deep.equal([
      '07-08 08:00 end of program',
      '07-08 09:00 stop',
      '07-10 08:00 end of program',
      '07-10 10:00 power failed',
      '07-13 08:00 end of program',
    ]);
    expect(history.sessions[2]).to.include({ painBefore: 6, painAfter: 4, minutes: 10, heldMinutes: 8 });
  });

  it('has a row for each day, those without a session too', () => {
    expect(history.days.map(({ sessions }) => sessions)).to.deep.equal([2, 0, 2, 0, 0, 1]);
    expect(history.days[0]).to.include({
      from: '2026-07-08',
      completed: 1,
      prescribed: 2,
      minutes: 20,
      heldMinutes: 16,
    });
    expect(history.days[0]).to.include({
      meanN: 105,
      peakN: 115,
      impulseNs: 105_000,
      causes: '1 end of program; 1 stop',
    });
    expect(history.days[1]).to.include({ meanN: null, peakN: null, causes: '' });
  });

  it('has weeks from Monday, with what was prescribed on their days since the first session', () => {
    expect(history.weeks.map(({ from, sessions, prescribed }) => [from, sessions, prescribed])).to.deep.equal([
      ['2026-07-06', 4, 10],
      ['2026-07-13', 1, 2],
    ]);
    expect(history.weeks[0]).to.include({ painBefore: 6, painAfter: 4 });
  });

  it('knows the trend: a straight line through the sessions', () => {
    expect(
      slope([
        [0, 1],
        [1, 3],
        [2, null],
        [3, 7],
      ]),
    ).to.equal(2);
    expect(slope([[1, 5]])).to.equal(null);
    // 100 and 110 on day 0, 120 on day 2, 130 on day 5: products of the distances from the means, 85, over squares, 16.75.
    expect(history.trend.pullNPerWeek).to.be.closeTo((7 * 85) / 16.75, 1e-9);
    expect(history.targetN).to.equal(150);
  });

  it('tells of every test of panic how long the relay took, and of a day the slowest', () => {
    expect(history.panicTests).to.deep.equal([
      { at: '2026-07-08 07:55:00', relayMs: 12 },
      { at: '2026-07-08 07:59:00', relayMs: 9 },
    ]);
    expect(history.days.slice(0, 2).map(({ relayMs }) => relayMs)).to.deep.equal([12, null]);
    expect(historyPage(history, false)).to.include('panic tested 2 times, drive power gone within 12 ms');
  });

  it('calls no session cut that the log has forgotten', () => {
    const old = { ...LOGS, events: [event(WEDNESDAY_S - DAY_S, EventKind.SessionBegun, 0, 1800)] };
    expect(historyOf(old).sessions.map(({ cause }) => cause)).to.not.include('power failed');
  });

  it('says nothing of numbers that nobody prescribed, and nothing of nothing', () => {
    expect(historyOf({ ...LOGS, prescription: null }).days[0]!.prescribed).to.equal(null);
    const nothing = historyOf({ sessions: [], events: [], prescription: null, date: '2026-07-14' });
    expect(nothing).to.deep.include({ sessions: [], days: [], weeks: [], targetN: null });
    expect(historyPage(nothing, false)).to.include('No session yet');
  });

  it('is a table for a spreadsheet', () => {
    const lines = historyCsv(history).split('\r\n');
    expect(lines[0]).to.equal(
      'kind,from,sessions,completed,prescribed,minutes,heldMinutes,meanN,peakN,impulseNs,painBefore,painAfter,causes,relayMs',
    );
    expect(lines[1]).to.equal('session,2026-07-08 08:00:00,1,1,,10,8,100,105,50000,,,end of program,');
    expect(lines[6]).to.equal('day,2026-07-08,2,1,2,20,16,105,115,105000,,,"1 end of program; 1 stop",12');
    expect(lines.filter((line) => line.startsWith('week'))).to.have.length(2);
  });

  it('is a page with three charts', () => {
    const page = historyPage(history, true);
    expect(page.match(/<svg/g)).to.have.length(3);
    expect(page.match(/<rect/g), 'a bar for each session').to.have.length(5);
    expect(page).to.include('Simulated board').and.include('5 sessions, 3 completed, 40 minutes');
    expect(page).to.not.include('NaN');
  });
});

describe('incline console history', () => {
  it('reads the log of a device and writes JSON, table and page', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'incline-history-'));
    const [flash, csv, page] = ['flash.bin', 'h.csv', 'h.html'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const image = flashOf();
    const put = (bytes: Uint8Array, place: number): void => image.set(bytes, basePage() + place * PAGE_BYTES);
    const values = SESSION_LOG.fields.map(({ name }) => session(WEDNESDAY_S, 100, COMPLETED)[name]!);
    put(encodeRecord(SESSION_LOG, values, 0, crc), Page.Sessions);
    put(encodeRecord(EVENT, [WEDNESDAY_S, EventKind.SessionBegun, 0, 0, 1800], 0, crc), Page.Events);
    writeFileSync(flash, image);
    const run = await incline(
      'console',
      '--port',
      'sim',
      'history',
      '--flash',
      flash,
      '--csv',
      csv,
      '--page',
      page,
      '--json',
    );
    expect(run.code).to.equal(0);
    expect(run.err).to.include('week from 2026-07-06: 1 sessions, 10 min, pull mean 100 N; 1 end of program');
    expect((JSON.parse(run.out) as History).sessions).to.have.length(1);
    expect(readFileSync(csv, 'utf8')).to.include('day,2026-07-08,1,1,,10,8,100,105,50000,,,1 end of program');
    expect(readFileSync(page, 'utf8')).to.include('<svg');
    rmSync(folder, { recursive: true });
  }).timeout(20_000);
});
