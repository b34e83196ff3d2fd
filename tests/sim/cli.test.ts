import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import sinon from 'sinon';
import type { CampaignResult } from '../../sim/campaign/result.ts';
import type { Report } from '../../sim/report.ts';
import { incline, inclineProcess, Workplace, type Ended } from '../support/command-line.ts';

/** A story of four seconds: the device boots and waits. */
const STORY = { name: 'boot', steps: [{ atMs: 3900, expect: { state: 'idle', drivePower: false } }], endMs: 4000 };
const REPORT_FIELDS = [
  'name',
  'seed',
  'engine',
  'firmware',
  'ok',
  'endMs',
  'state',
  'truth',
  'stops',
  'faults',
  'violations',
  'expectations',
  'sessions',
  'timeline',
];
const TRUTH_FIELDS = [
  'angleMaxDeg',
  'angleEndDeg',
  'speedMaxDegPerS',
  'accelMaxDegPerS2',
  'jerkMaxDegPerS3',
  'forceMaxN',
  'forceMeanHoldN',
  'forceTargetN',
  'elongationMm',
];

/** Fails with one line and nothing else. */
function expectRefused(ended: Ended, told: RegExp): void {
  expect(ended.err).to.match(told);
  expect(ended.err.trim().split('\n')).to.have.length(1);
  expect(ended.out).to.equal('');
  expect(ended.code).to.equal(2);
}

describe('the command line', () => {
  const place = new Workplace();
  after(() => place.remove());

  it('run: exit 0 when all holds, and one JSON document', async () => {
    const held = await incline('run', place.write('good.json', STORY), '--json', '--seed', '7');
    const report = JSON.parse(held.out) as Report;
    expect(Object.keys(report)).to.deep.equal(REPORT_FIELDS);
    expect(Object.keys(report.truth)).to.deep.equal(TRUTH_FIELDS);
    expect(report).to.include({ name: 'boot', seed: 7, engine: 'node', ok: true, endMs: 4000, state: 'idle' });
    expect(report.firmware).to.match(/^[0-9a-f]{64}$/);
    expect(held.code).to.equal(0);
  });

  it('run: exit 1 when an expectation fails', async () => {
    const path = place.write('bad.json', { ...STORY, steps: [{ atMs: 3900, expect: { state: 'holding' } }] });
    const failed = await incline('run', path);
    expect(failed.out)
      .to.match(/^NOT OK: boot \(seed 1, node engine\)/)
      .and.to.match(/FAILED at 0:03: expected state holding: is idle/);
    expect(failed.code).to.equal(1);
  });

  const refusals: [about: string, file: [name: string, content: unknown], told: RegExp, ...more: string[]][] = [
    ['an unknown field', ['unknown.json', { ...STORY, colour: 'red' }], /unknown\.json: colour is not a known field/],
    ['broken JSON', ['broken.json', '{"endMs": 5,'], /broken\.json: line 1, column 13: broken JSON/],
    [
      'an unknown property',
      ['part.json', { ...STORY, steps: [{ atMs: 1, inject: { part: 'loadCell', property: 'mood', as: 'freeze' } }] }],
      /part\.json: steps\[0\]\.inject: no property "mood" of loadCell: it has .*dout/,
    ],
    [
      'a value out of range',
      [
        'range.json',
        {
          ...STORY,
          steps: [{ atMs: 1, inject: { part: 'travelSensor', property: 'voltage', as: 'stuck', value: 9 } }],
        },
      ],
      /steps\[0\]\.inject: voltage can be stuck from 0 to 3\.3 V, not at 9/,
    ],
    [
      'a flash image that is not there',
      ['image.json', { ...STORY, device: { flash: 'nowhere.bin' } }],
      /image\.json: device\.flash is nowhere\.bin: there is no such file/,
    ],
    [
      'an unknown engine',
      ['engine.json', STORY],
      /argument 'mill' is invalid. Allowed choices are node, espruino/,
      '--engine',
      'mill',
    ],
    [
      'a seed that is none',
      ['seed.json', STORY],
      /^--seed: is "-1"; it must be a whole number from 0 to 4294967295$/,
      '--seed=-1',
    ],
    [
      'a folder to write to that is not there',
      ['write.json', STORY],
      /^--record: cannot write \/nowhere\/x: its folder does not exist; name a file in a folder that does$/,
      '--record',
      '/nowhere/x',
    ],
  ];
  for (const [about, [name, content], told, ...more] of refusals) {
    it(`run: exit 2 and one line for ${about}`, async () => {
      expectRefused(await incline('run', place.write(name, content), ...more), told);
    });
  }

  it('run: exit 2 for a missing file, a directory, no file at all', async () => {
    expectRefused(await incline('run', place.path('missing.json')), /missing\.json: there is no such file/);
    expectRefused(await incline('run', place.folder), /is a directory; name a file in it/);
    expectRefused(await incline('run'), /missing required argument 'scenario'/);
  });

  it('run --engine espruino without an interpreter says what is missing', async () => {
    const before = process.env.ESPRUINO;
    delete process.env.ESPRUINO;
    try {
      expectRefused(await incline('run', place.write('story.json', STORY), '--engine', 'espruino'), /ESPRUINO/);
    } finally {
      if (before !== undefined) process.env.ESPRUINO = before;
    }
  });

  it('a recording is replayed identically; with another seed in it, it is not', async () => {
    const record = place.path('again.record.json');
    expect((await incline('run', place.write('again.json', STORY), '--record', record)).code).to.equal(0);
    const changed = place.path('changed.record.json');
    writeFileSync(changed, readFileSync(record, 'utf8').replace('"seed": 1', '"seed": 2'));
    const same = await incline('replay', record, '--json');
    expect(JSON.parse(same.out)).to.include({ identical: true });
    expect(same.code).to.equal(0);
    const other = await incline('replay', changed);
    expect(other.out).to.match(/^NOT identical/);
    expect(other.code).to.equal(1);
    expectRefused(await incline('replay', place.write('half.json', { record: 1 })), /half\.json: scenario is missing/);
  });

  it('list: each catalogue for people and as JSON', async () => {
    const rows = async (what: string) =>
      JSON.parse((await incline('list', what, '--json')).out) as Record<string, unknown>[];
    expect((await rows('programs'))[0]).to.include({ name: 'static' });
    expect((await rows('faults')).find((fault) => fault.name === 'panic')).to.include({ code: 10, reaction: 'halt' });
    expect((await rows('invariants'))[0]).to.have.keys('name', 'sentence');
    const parts = await rows('parts');
    expect(parts.map((part) => part.name)).to.include.members(['loadCell', 'relay', 'strap', 'runtime']);
    for (const part of parts) expect(part, String(part.name)).to.have.keys('name', 'help', 'pins', 'properties');
    expect((await incline('list', 'parts')).out).to.match(/loadCell: .*\n {2}pins: sck → loadCellClock/);
    expectRefused(
      await incline('list', 'colours'),
      /'colours' is invalid.*Allowed choices are programs, faults, parts, invariants/,
    );
  });

  it('board: a program that was never meant for us, its console on standard output', async () => {
    const said: string[] = [];
    const write = sinon.stub(process.stdout, 'write').callsFake((text) => said.push(String(text)) > 0);
    try {
      const hello = place.write('hello.js', 'var n=0; setInterval(function(){ n++; print("tick "+n); }, 100);');
      expect((await incline('board', hello, '--forMs', '600')).code).to.equal(0);
      const broken = place.write('broken.js', 'setTimeout(function(){ missing(); }, 10);');
      expect((await incline('board', broken, '--forMs', '500')).code).to.equal(1);
    } finally {
      write.restore();
    }
    expect(said.join('')).to.match(/^tick 1\r?\ntick 2\r?\ntick 3/);
  });
});

describe('the command line as a process of its own', function () {
  this.timeout(60_000);
  const place = new Workplace();
  after(() => place.remove());

  it('ends with the exit codes 0, 1 and 2', async () => {
    const bad = { ...STORY, steps: [{ atMs: 3900, expect: { state: 'holding' } }] };
    const stories = [STORY, bad, { ...STORY, endMs: NaN }].map((story, index) => place.write(`${index}.json`, story));
    const ended = await Promise.all(stories.map((path) => inclineProcess('run', path, '--json')));
    expect(ended.map((one) => one.code)).to.deep.equal([0, 1, 2]);
    expect(ended[2]?.err).to.match(/endMs is null; it must be a number/);
  });

  it('every verb has help, and an unknown one is refused', async () => {
    const [help, unknown] = await Promise.all([inclineProcess('run', '--help'), inclineProcess('levitate')]);
    expect(help.out).to.match(/^Usage: incline run/);
    expect(help.code).to.equal(0);
    expectRefused(unknown, /unknown command 'levitate'/);
  });

  it('campaign: two shards together are the whole', async () => {
    const args = ['campaign', '--seeds', '1..2', '--json', '--jobs', '1'];
    const ended = await Promise.all(
      [args, [...args, '--shard', '1/2'], [...args, '--shard', '2/2']].map((line) => inclineProcess(...line)),
    );
    const [whole, first, second] = ended.map((one) => JSON.parse(one.out) as CampaignResult);
    expect([whole?.runs, first?.runs, second?.runs]).to.deep.equal([2, 1, 1]);
    expect(whole?.failed).to.equal((first?.failed ?? 0) + (second?.failed ?? 0));
    expect(whole?.simulatedS).to.be.closeTo((first?.simulatedS ?? 0) + (second?.simulatedS ?? 0), 1e-6);
  });

  it('demo without a terminal: plain lines and the report with pictures', async () => {
    const html = place.path('report.html');
    const { out, code } = await inclineProcess('demo', '--html', html);
    expect(out)
      .to.match(/START pressed/)
      .and.to.match(/holding: holds the target/)
      .and.not.contain('\u001b');
    expect(readFileSync(html, 'utf8')).to.match(/^<!doctype html>/);
    expect(code).to.equal(0);
  });
});
