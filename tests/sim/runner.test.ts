import { expect } from 'chai';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { storyOf } from '../../sim/campaign/story.ts';
import { prepareRun, type RunResult } from '../../sim/runner.ts';
import { checkScenario } from '../../sim/scenario/read.ts';

const bundle = ownBundle(() => undefined);

function run(scenario: unknown, sliceMs = Infinity, flash: Uint8Array | null = null): RunResult {
  const checked = checkScenario(scenario, 'test');
  const prepared = prepareRun({
    scenario: checked,
    bundle,
    engine: new NodeEngine(),
    flash,
    source: 'test',
    trace: true,
  });
  while (!prepared.isOver) prepared.advanceTo(prepared.nowMs + sliceMs);
  return prepared.finish();
}

/** Up, panic, down again; a power cut on top, which is the hardest for a clock that is cut into slices. */
const STORY = {
  prescription: { holdS: 60 },
  steps: [
    { atMs: 3000, press: 'start', forMs: 150 },
    { atMs: 15000, press: 'panic', forMs: 700 },
    { atMs: 17000, inject: { part: 'runtime', as: 'powerCut', value: 1234 } },
    { atMs: 22000, press: 'start', forMs: 150 },
    { atMs: 23000, press: 'lower', forMs: 10000 },
    { atMs: 5000, inject: { part: 'loadCell', property: 'dout', as: 'stuck', value: 1 }, forMs: 100 },
  ],
  endMs: 40000,
};

describe('a run is determined by its scenario, seed and bundle alone', () => {
  it('the same scenario gives the same report, in one piece or in slices', () => {
    const first = run(STORY).report;
    expect(run(STORY).report).to.deep.equal(first);
    expect(run(STORY, 777).report).to.deep.equal(first);
  });

  it('another seed gives another timeline', () => {
    expect(run({ ...STORY, seed: 2 }).report.timeline).not.to.equal(run(STORY).report.timeline);
  });

  it('power that fails in the middle of a write comes back, and LOWER brings the board down', () => {
    const cut = { atMs: 14000, inject: { part: 'runtime', as: 'cutAfterWords', value: 2 } };
    const others = STORY.steps.filter(({ inject }) => inject === undefined);
    const lower = { atMs: 23000, press: 'lower', forMs: 40000 };
    const { report } = run({ ...STORY, steps: [...others.slice(0, 3), lower, cut], endMs: 60000 });
    expect(report.stops.map(({ cause }) => cause)).to.include('power lost');
    expect(report.truth.angleMaxDeg).to.be.above(5);
    expect(report.truth.angleEndDeg).to.be.below(0.5);
  });

  it('a longer run begins like the shorter one', () => {
    const [short, long] = [run({ ...STORY, endMs: 30000 }).report, run(STORY).report];
    expect(long.stops.slice(0, 2)).to.deep.equal(short.stops.slice(0, 2));
    expect(long.faults.slice(0, 2)).to.deep.equal(short.faults.slice(0, 2));
  });
});

describe('a run', () => {
  it('plays steps in the order of time, and mends what was injected for a while', () => {
    const { events } = run(STORY);
    const told = events.filter((event) => event.kind !== 'state').map((event) => event.text);
    expect(told.slice(0, 4)).to.deep.equal([
      'START pressed',
      'injected: loadCell dout stuck 1',
      'loadCell dout mended',
      'PANIC pressed',
    ]);
  });

  it('starts from a flash image that an earlier run has left', () => {
    const story = {
      prescription: { holdS: 1, target: { angleDeg: 3 } },
      steps: [{ atMs: 3000, press: 'start', forMs: 150 }],
      endMs: 100_000,
    };
    const first = run(story);
    expect(first.report.sessions).to.have.length(1);
    const second = run({ ...story, prescription: null }, Infinity, first.flash);
    expect(second.report.sessions, 'prescription and log come from the image').to.have.length(2);
  });

  it('knows a device without a prescription', () => {
    const { report } = run({ prescription: null, steps: [{ atMs: 3000, press: 'start', forMs: 150 }], endMs: 8000 });
    expect(report.faults.map((fault) => fault.name)).to.include('noPrescription');
    expect(report.truth).to.include({ forceTargetN: null, forceMeanHoldN: null });
  });

  it('a person who answers acknowledges the tone at the end, one who does not lets it sound', () => {
    const story = {
      prescription: { holdS: 1, target: { angleDeg: 3 } },
      steps: [{ atMs: 3000, press: 'start', forMs: 150 }],
      endMs: 100_000,
    };
    expect(run(story).report.state).to.equal('idle');
    expect(run({ ...story, person: { answers: false } }).report.state).to.equal('finished');
  });

  it('keeps curves on one grid for the pictures', () => {
    const { curves } = run({ endMs: 2000 });
    expect(curves.timeS).to.have.length(20);
    expect(new Set(Object.values(curves).map((curve: unknown[]) => curve.length)).size).to.equal(1);
  });
});

describe('campaign stories', () => {
  it('depend on the seed alone, and every plot occurs', () => {
    expect(storyOf(5)).to.deep.equal(storyOf(5));
    const plots = new Set(Array.from({ length: 16 }, (_, seed) => storyOf(seed).plot));
    expect([...plots].sort()).to.deep.equal(['panic', 'pause', 'session', 'stop']);
  });

  it('keep within the people and supplies they are meant for', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const { person, device } = storyOf(seed).scenario;
      expect(person.massKg).to.be.within(40, 130);
      expect(person.friction).to.be.within(0, 0.6);
      expect(device.supplyV).to.be.within(19.2, 26.4);
    }
  });
});
