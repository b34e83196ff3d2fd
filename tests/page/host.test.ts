import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { Host } from '../../sim/page/host.ts';
import type { Act, Frame, FromWorker, Story, ToWorker } from '../../sim/page/protocol.ts';
import { prepareRun } from '../../sim/runner.ts';
import { readScenario } from '../../sim/scenario/read.ts';
import { incline, Workplace } from '../support/command-line.ts';

const SCENARIOS = resolve(import.meta.dirname, '../../scenarios');
const bundle = ownBundle(() => undefined);

function story(name: string): Story {
  return { scenario: JSON.parse(readFileSync(join(SCENARIOS, `${name}.json`), 'utf8')), live: [] };
}

/** A worker's inside, with the firmware in it. */
class Talk {
  private readonly host = new Host();

  constructor() {
    expect(this.ask('ready', { kind: 'firmware', program: bundle.program }).firmware).to.equal(bundle.sha256);
  }

  ask<Kind extends FromWorker['kind']>(kind: Kind, message: ToWorker): FromWorker & { kind: Kind } {
    const answer = this.host.answer(message);
    if (answer.kind !== kind) throw new Error(`${kind} was expected, not ${JSON.stringify(answer).slice(0, 300)}`);
    return answer as FromWorker & { kind: Kind };
  }

  open(one: Story, atMs = 0): Frame {
    return this.ask('opened', { kind: 'open', story: one, atMs }).frame;
  }

  /** Plays on in pictures of an uneven length. */
  play(untilMs: number, sliceMs = 16.7): Frame {
    let frame = this.ask('frame', { kind: 'advance', byMs: 0 });
    while (frame.nowMs < untilMs && !frame.isOver) frame = this.ask('frame', { kind: 'advance', byMs: sliceMs });
    return frame;
  }

  act(...acts: Act[]): Frame {
    return this.ask('frame', { kind: 'act', acts });
  }

  seek(atMs: number): Frame {
    return this.ask('frame', { kind: 'seek', atMs });
  }

  get timeline(): string {
    return this.ask('timeline', { kind: 'timeline' }).timeline;
  }

  whole(one: Story, untilMs?: number): FromWorker & { kind: 'whole' } {
    return this.ask('whole', { kind: 'whole', story: one, untilMs });
  }
}

/** What the command line prints for a scenario. */
function timelineOf(name: string): string {
  const path = join(SCENARIOS, `${name}.json`);
  const scenario = readScenario(path);
  const run = prepareRun({ scenario, bundle, engine: new NodeEngine(), flash: null, source: path, trace: false });
  run.advanceTo(scenario.endMs);
  return run.finish().report.timeline;
}

describe('the worker of the page', () => {
  for (const file of readdirSync(SCENARIOS)) {
    const name = file.replace('.json', '');
    it(`${name}: the hash of the command line`, () => {
      const talk = new Talk();
      talk.open(story(name));
      const last = talk.play(Infinity, 1234.5);
      expect(last.failed + last.violations).to.equal(0);
      expect(talk.timeline).to.equal(timelineOf(name));
    });
  }

  it('gives the same in pictures of a sixtieth of a second as in one piece', () => {
    const talk = new Talk();
    talk.open(story('power-cut-tilted'));
    talk.play(Infinity, 16.7);
    expect(talk.timeline).to.equal(talk.whole(story('power-cut-tilted')).report.timeline);
  });

  it('goes back by playing again, and is then where it was', () => {
    const talk = new Talk();
    talk.open(story('panic-under-load'), 61_000);
    const there = talk.timeline;
    expect(talk.seek(30_000).nowMs).to.be.closeTo(30_000, 100);
    expect(talk.seek(61_000).state).to.equal('halted');
    expect(talk.timeline).to.equal(there);
  });

  it('sends every sample and event once, however it was gone to and fro', () => {
    const talk = new Talk();
    const frames = [talk.open(story('strap-slips'), 20_000), talk.seek(5000), talk.seek(15_000), talk.seek(46_000)];
    const samples = frames.map((frame) => frame.news.curves.timeS.length);
    expect(samples[1]).to.equal(0);
    expect(samples[2]).to.equal(0);
    expect(samples[0]! + samples[3]!).to.be.closeTo(460, 3);
    expect(frames[3]!.news.keepSamples).to.equal(samples[0]);
  });
});

describe('what is done live', () => {
  it('panic halts at once, becomes a step of the story, and the story replays with the same hash', () => {
    const talk = new Talk();
    talk.open(story('static-pull'), 60_000);
    talk.act({ press: 'panic' });
    const halted = talk.play(60_500);
    expect(halted.state).to.equal('halted');
    expect(halted.drivePower).to.equal(false);
    expect(halted.stop).to.include({ cause: 'panic' });
    const end = talk.play(Infinity, 500);
    expect(end.live).to.have.length(1);
    expect(talk.whole({ ...story('static-pull'), live: end.live }).report.timeline).to.equal(talk.timeline);
  });

  it('a fault under noise and many presses in between: still the same hash', () => {
    const talk = new Talk();
    const quiet = story('static-angle');
    talk.open(quiet, 20_000);
    talk.act({ inject: { part: 'startButton', property: 'contact', as: 'noise', value: 0.01 } });
    for (let i = 0; i < 20; i++) {
      talk.play(20_100 + i * 37);
      talk.act(i % 2 === 0 ? { press: 'lower' } : { release: 'lower', afterMs: 5 });
    }
    talk.act({ clear: { part: 'startButton', property: 'contact' } });
    const end = talk.play(Infinity, 250);
    expect(end.live).to.have.length(22);
    expect(talk.whole({ ...quiet, live: end.live, endMs: end.endMs }).report.timeline).to.equal(talk.timeline);
  });

  it('a press and its release in one and the same picture are both kept', () => {
    const talk = new Talk();
    talk.open({ scenario: { endMs: 60_000 }, live: [] }, 2500);
    talk.act({ press: 'start' });
    expect(talk.act({ release: 'start', afterMs: 150 }).live).to.have.length(2);
    expect(talk.play(4000).state).to.equal('arming');
  });

  it('after going back, what was done later has never happened', () => {
    const talk = new Talk();
    talk.open(story('static-pull'), 60_000);
    talk.act({ press: 'panic' });
    expect(talk.play(70_000, 500).state).to.equal('halted');
    talk.seek(50_000);
    const branch = talk.act({ press: 'lower', forMs: 150 });
    expect(branch.live.map((step) => step.press)).to.deep.equal(['lower']);
    expect(branch.news.keepSamples).to.be.closeTo(500, 2);
    expect(talk.play(70_000, 500).state).to.equal('returning');
  });

  it('at the end of a story, time goes on', () => {
    const talk = new Talk();
    const over = talk.open(story('strap-slips'), 1e9);
    expect(over.isOver).to.equal(true);
    const on = talk.act({ press: 'panic' });
    expect(on.isOver).to.equal(false);
    expect(on.endMs).to.be.greaterThan(over.endMs + 60_000);
  });

  it('shows what is injected until it is cleared', () => {
    const talk = new Talk();
    talk.open(story('static-pull'), 10_000);
    talk.act({ inject: { part: 'strap', property: 'slack', as: 'offset', value: 20 } });
    const injected = talk.play(10_100).injected;
    expect(injected).to.deep.equal([{ part: 'strap', property: 'slack', as: 'offset', value: 20 }]);
    talk.act({ clear: { part: 'strap', property: 'slack' } });
    expect(talk.play(10_200).injected).to.deep.equal([]);
  });

  it('refuses in words what the rig does not know, and goes on', () => {
    const talk = new Talk();
    talk.open(story('static-pull'), 10_000);
    const bad = { part: 'strap', property: 'colour', as: 'stuck', value: 1 } as const;
    expect(talk.ask('refused', { kind: 'act', acts: [{ inject: bad }] }).why).to.include('no property "colour"');
    expect(talk.play(10_100).live).to.deep.equal([]);
    const wrong = { scenario: { endMs: -1 }, live: [] };
    expect(talk.ask('refused', { kind: 'open', story: wrong, atMs: 0 }).why).to.include('endMs');
  });
});

describe('recordings of the page', () => {
  const place = new Workplace();
  after(() => place.remove());

  it('are replayed by the command line, live steps and all, and read back by the page', async () => {
    const talk = new Talk();
    talk.open(story('static-pull'), 30_000);
    talk.act({ press: 'panic' });
    const end = talk.play(40_000);
    const { record } = talk.whole({ ...story('static-pull'), live: end.live }, end.nowMs);
    expect(record.endMs).to.equal(Math.ceil(end.nowMs));
    const path = place.write('live.record.json', record);
    const replayed = await incline('replay', path);
    expect(replayed.out).to.match(/^identical/);
    expect(replayed.code).to.equal(0);
    const file = talk.ask('file', { kind: 'file', value: record, name: 'live.record.json' });
    expect(talk.whole(file.story).report.timeline).to.equal(file.timeline);
  });

  it('that are damaged are refused with their field', () => {
    const talk = new Talk();
    const value = { record: 1, scenario: { endMs: 1000 }, engine: 'node', timeline: 'x' };
    expect(talk.ask('refused', { kind: 'file', value, name: 'a.json' }).why).to.match(/^a\.json: /);
    expect(talk.ask('refused', { kind: 'file', value: 7, name: 'b.json' }).why).to.match(/^b\.json: /);
  });
});
