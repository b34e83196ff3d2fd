import { expect } from 'chai';
import { NodeEngine } from '../hal/virtual/node-engine.ts';
import { ownBundle } from '../sim/bundle.ts';
import { timeRun, wholeSession } from '../sim/perf/session.ts';

/** Processor time that the measurement may take, and what it must reach while the machine does other things. */
const BUDGET_S = 4;
const REQUIRED_RATIO = 2000;

describe('speed of the whole firmware, every bit of the HX711 and every invariant', () => {
  it(`is at least ${REQUIRED_RATIO} times real time by processor time`, () => {
    const bundle = ownBundle(() => undefined);
    let best = 0;
    for (let spentS = 0; spentS < BUDGET_S;) {
      const run = timeRun(wholeSession(), bundle, new NodeEngine());
      expect(run).to.include({ ok: true, sessions: 1 });
      spentS += run.cpuS;
      best = Math.max(best, run.simulatedS / run.cpuS);
    }
    console.log(`      ${Math.round(best)} times real time`);
    expect(best).to.be.at.least(REQUIRED_RATIO);
  });
});
