import { expect } from 'chai';
import { anglePage, certificatePage } from '../../console/certificate.ts';
import type { AngleCertificate } from '../../console/calibrate-angle.ts';
import type { Certificate } from '../../console/calibrate.ts';
import { fixed, linesOf } from '../../console/record-words.ts';
import { CALIBRATION } from '../../firmware/records.ts';
import { incline } from '../support/command-line.ts';
import { ConsoleDesk } from '../support/consoleDesk.ts';

describe('console: records in words', function () {
  this.timeout(20_000);

  it('names every field of the calibration, with units and dates', () => {
    const record = Object.fromEntries(CALIBRATION.fields.map(({ name }) => [name, 1]));
    for (const { label } of linesOf(record)) expect(label, label).to.match(/^[A-Z][a-z]+( [A-Za-z]+)*$/);
    const lines = linesOf({ ...record, calibratedDay: 20_454, angleDay: 0, residualN: -0.0004, countsPerN: 2147.4836 });
    const texts = Object.fromEntries(lines.map(({ label, text }) => [label, text]));
    expect(texts).to.include({
      'Load cell calibrated on': '2026-01-01',
      'Angle calibrated on': 'never',
      'Largest residual': '0.000 N',
      Sensitivity: '2147.484 counts/N',
    });
  });

  it('does not call zero what a record of version 1 did not tell', () => {
    const [heaviest] = linesOf({ heaviestN: 0, points: 0 });
    expect(heaviest).to.deep.equal({ label: 'Heaviest load', text: 'not known' });
  });

  it('writes no minus in front of nothing', () => {
    expect([fixed(-0.04, 1), fixed(-0.06, 1), fixed(-0, 2)]).to.deep.equal(['0.0', '-0.1', '0.00']);
  });

  it('gives a target the unit of its kind', () => {
    const texts = (targetKind: number) => linesOf({ targetKind, target: 20 }).map(({ text }) => text);
    expect([0, 1, 2].map((kind) => texts(kind)[1])).to.deep.equal(['20 N', '20 %', '20 deg']);
  });

  it('names everything that the device tells of itself', async () => {
    const desk = new ConsoleDesk();
    await desk.port.wait(2500);
    for (const value of [await desk.board.info(), await desk.board.live()])
      for (const { label } of linesOf(value)) expect(label, label).to.match(/^[A-Z]+[a-z]* ?/);
  });

  it('says what a prescription changes, and what was', async () => {
    const run = await incline('console', '--port', 'sim', 'prescribe', '--set', 'target=20%', 'pullCapN=170');
    expect(run.err)
      .to.include('\n  target: 20 %  (before: 25 %)')
      .and.include('\n  pullCapN: 170 N  (before: 215.75 N)');
    expect(run.err.match(/before/g)).to.have.length(2);
    expect(run.err).to.not.include('needs confirmed');
  });

  it('tells the pull in newtons', async () => {
    expect((await incline('console', '--port', 'sim', 'live')).err).to.match(
      /^Pull by the calibration in use: 0\.\d N$/m,
    );
  });
});

describe('certificates', function () {
  this.timeout(20_000);

  it('have every step, every limit and the day until which they hold', async () => {
    const run = await incline('console', '--port', 'sim', 'calibrate', '--json');
    const page = certificatePage(JSON.parse(run.out) as Certificate);
    const steps = [...page.matchAll(/<td>\d+<\/td><td>([a-z]+)<\/td>/g)].map(([, name]) => name).join(' ');
    expect(steps).to.equal('tare up up up up up down down down down zero repeat repeat repeat repeat');
    expect(page).to.include('</strong>; holds until 2027-01-01.').and.include('at most 0.25 N');
    expect(page)
      .to.include('Verification at 25 kg')
      .and.not.match(/zeroCounts|calibratedDay/);
  });

  it('of the angle as well', async () => {
    const run = await incline('console', '--port', 'sim', 'calibrate-angle', '--json');
    const page = anglePage(JSON.parse(run.out) as AngleCertificate);
    expect(page).to.include('holds until 2027-01-01').and.include('Tilt at 35.0° by inclinometer');
    expect(page).to.not.include('-0.00');
  });
});
