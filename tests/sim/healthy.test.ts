import { expect } from 'chai';
import { NodeEngine } from '../../hal/virtual/node-engine.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { healthyOf, playHealthy } from '../../sim/campaign/healthy.ts';

const bundle = ownBundle(() => undefined);
const SEEDS = 80;

describe('healthy sessions of lively people', function () {
  this.timeout(120_000);
  const verdicts = Array.from({ length: SEEDS }, (_, n) => n + 1);
  const alarms = new Map<string, number>();
  const others: string[] = [];

  before(() => {
    for (const seed of verdicts) {
      const verdict = playHealthy(seed, bundle, new NodeEngine());
      for (const name of new Set(verdict.alarms)) alarms.set(name, (alarms.get(name) ?? 0) + 1);
      if (verdict.alarms.length === 0) others.push(...verdict.problems.map((problem) => `seed ${seed}: ${problem}`));
    }
  });

  // A device that stops for nothing gets bypassed.
  it('are stopped by nothing', () => {
    expect(Object.fromEntries(alarms)).to.deep.equal({});
    expect(others).to.deep.equal([]);
  });

  it('are full of coughs, wriggles, knocks and people who sit up, at twice to three times the usual noise', () => {
    const stories = verdicts.map(healthyOf);
    const broken = stories.flatMap(({ steps }) =>
      steps.map(({ inject }) => `${inject?.part}.${inject?.property} ${inject?.as}`),
    );
    expect(broken).to.include.members([
      'person.push stuck',
      'person.push noise',
      'person.shift stuck',
      'person.breathing stuck',
      'accelerometer.knock stuck',
    ]);
    expect(Math.min(...stories.map(({ device }) => device.noise))).to.be.at.least(2);
    expect(Math.max(...stories.map(({ device }) => device.noise))).to.be.within(2.5, 3);
  });
});
