import { expect } from 'chai';
import { NodeEngine } from '../hal/virtual/node-engine.ts';
import { ownBundle } from '../sim/bundle.ts';
import { complaints, longStory, longStoryForInterpreter, playLong } from '../sim/perf/long-run.ts';

/** Past midnight, when the panic test is asked for again. */
const HOURS = 17;
const HOUR_MS = 3_600_000;

const bundle = ownBundle(() => undefined);

describe('long run (npm run longrun plays a week)', function () {
  this.timeout(120_000);

  it(`${HOURS} hours with six sessions: no fault, no late tick, every session logged`, async () => {
    const story = longStory(1, HOUR_MS, HOURS * HOUR_MS);
    const run = await playLong(
      story,
      ownBundle(() => undefined),
      new NodeEngine(),
      () => Promise.resolve(true),
    );
    expect(complaints(story, run)).to.deep.equal([]);
    expect(run.report.faults.map((fault) => fault.name)).to.deep.equal(['panicNotTested', 'panic', 'panicNotTested']);
  });

  it('two hours with six sessions close together: each starts as if it were the first', async () => {
    const story = longStoryForInterpreter();
    const run = await playLong(story, bundle, new NodeEngine(), () => Promise.resolve(true));
    expect(complaints(story, run)).to.deep.equal([]);
  });

  it('tells what is wrong with a run: too short, a session too few, a fault, growth', async () => {
    const story = longStory(1);
    const stopped = await playLong(story, bundle, new NodeEngine(), () => Promise.resolve(false));
    expect(complaints(story, stopped)).to.include.members(['the run ended after 0 ms', '0 sessions were begun, not 6']);
    const report = { ...stopped.report, endMs: story.scenario.endMs, state: 'idle' };
    const sound = { report, sessionsBegun: 6, variables: [100, 100, 100] };
    expect(complaints(story, sound)).to.deep.equal([]);
    expect(complaints(story, { ...sound, variables: [100, 101, 100, 101] })).to.deep.equal([]);
    expect(complaints(story, { ...sound, variables: [100, 100, 101, 102] })).to.deep.equal([
      '100 variables in use after one session, 101 later',
    ]);
    const late = { ...report, faults: [{ code: 60, name: 'tickLate', atMs: 5, reaction: 'halt' }] };
    expect(complaints(story, { ...sound, report: late })).to.deep.equal(['tickLate at 5 ms']);
  });
});
