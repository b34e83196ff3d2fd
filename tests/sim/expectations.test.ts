import { expect } from 'chai';
import { judge, type PanelView } from '../../sim/expectations.ts';
import type { Expect } from '../../sim/scenario/format.ts';
import { checkScenario } from '../../sim/scenario/read.ts';
import type { World } from '../../sim/world.ts';
import { fakeWorld } from '../support/world.ts';

const PANEL: PanelView = { displayText: () => 'HOLDING\n196 N', lampColour: () => 'green', sessionCount: () => 2 };

function expectation(fields: Record<string, unknown>): Expect {
  const scenario = checkScenario({ steps: [{ atMs: 0, expect: fields }], endMs: 1 }, 'test');
  return scenario.steps[0]?.expect ?? expect.fail('no expectation');
}

function holdingWorld(): World {
  const world = fakeWorld();
  world.device.receive('S,4\nF,90,1\n', 0);
  Object.assign(world.truth, { angleDeg: 22.5, forceN: 195.8, speedDegPerS: -0.02, drivePower: true, elongationMm: 3 });
  return world;
}

describe('expectations', () => {
  const cases: [fields: Record<string, unknown>, holds: boolean][] = [
    [{ state: 'holding' }, true],
    [{ state: 'halted' }, false],
    [{ fault: 90 }, true],
    [{ fault: 'pullNotReached' }, true],
    [{ fault: 'panic' }, false],
    [{ fault: null }, false],
    [{ display: 'holding' }, true],
    [{ display: 'paused' }, false],
    [{ lamp: 'green' }, true],
    [{ lamp: 'red' }, false],
    [{ drivePower: true }, true],
    [{ drivePower: false }, false],
    [{ moving: true }, true],
    [{ moving: false }, false],
    // 0.4 degrees away with the tolerance of 0.5, 0.6 degrees away.
    [{ angleDeg: 22.9 }, true],
    [{ angleDeg: 23.1 }, false],
    [{ angleDeg: 25, toleranceDeg: 3 }, true],
    [{ angleMinDeg: 22, angleMaxDeg: 23 }, true],
    [{ angleMinDeg: 23 }, false],
    [{ angleMaxDeg: 22 }, false],
    [{ forceN: 200 }, true],
    [{ forceN: 201 }, false],
    [{ forceMinN: 190, forceMaxN: 200 }, true],
    [{ forceMaxN: 190 }, false],
    // Speeds are without their sign: 0.02 downwards.
    [{ speedMaxDegPerS: 0.01 }, false],
    [{ speedMaxDegPerS: 0.03, speedMinDegPerS: 0.01 }, true],
    [{ elongationMinMm: 2, elongationMaxMm: 4 }, true],
    [{ currentMaxA: 1 }, true],
    [{ sessions: 2 }, true],
    [{ sessions: 1 }, false],
  ];
  for (const [fields, holds] of cases) {
    it(`${JSON.stringify(fields)} ${holds ? 'holds' : 'fails'}`, () => {
      expect(judge(expectation(fields), holdingWorld(), PANEL).ok).to.equal(holds);
    });
  }

  it('one field that fails is enough, and only it is told', () => {
    const { ok, detail } = judge(expectation({ state: 'holding', forceMaxN: 100 }), holdingWorld(), PANEL);
    expect(ok).to.equal(false);
    expect(detail).to.equal('forceMaxN 100: is 195.8 N');
  });
});
