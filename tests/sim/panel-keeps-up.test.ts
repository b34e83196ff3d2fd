import { expect } from 'chai';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { prepareRun } from '../../sim/runner.ts';
import { checkScenario } from '../../sim/scenario/read.ts';

/** The panel may be so far behind: two rounds of it while the governor works in every turn of its own. */
const BEHIND_S = 10;

describe('the panel while the governor works without a pause', () => {
  it('shows a pull that the strap had within the last ten seconds, all the way down the last step', () => {
    // Friction makes the board sink for the whole step: the governor has another wish in every run.
    const story = {
      name: 'steps down on a rough board',
      person: { massKg: 88, friction: 0.29 },
      prescription: {
        program: 'progressive',
        target: { forceN: 64 },
        rounds: 2,
        stepS: 60,
        holdS: 20,
        stepsDown: true,
        easeDegPerS: 1.2,
      },
      steps: [{ atMs: 2500, press: 'start', forMs: 150 }],
      endMs: 260_000,
    };
    const scenario = checkScenario(story, 'test');
    const bundle = ownBundle(() => undefined);
    const run = prepareRun({ scenario, bundle, engine: new NodeEngine(), flash: null, source: 'test', trace: false });
    const pulls: number[] = [];
    let looks = 0;
    while (run.nowMs < scenario.endMs) {
      run.advanceTo(run.nowMs + 1000);
      pulls.push(run.world.truth.forceN);
      const { told } = run;
      const shown = /(\d+) ?N\s+\d+ ?%/.exec(run.displayText);
      if (told?.state !== 'relaxing' || run.nowMs - told.stateAtMs < 1000 * BEHIND_S || shown === null) continue;
      const recent = pulls.slice(-BEHIND_S);
      looks++;
      expect(Number(shown[1]), `${run.nowMs} ms`).to.be.within(Math.min(...recent) - 3, Math.max(...recent) + 3);
    }
    expect(looks).to.be.greaterThan(30);
  });
});
