import { expect } from 'chai';
import { hx711Program } from '../../sim/perf/avr-code.ts';
import { loadAvr, timeAvr } from '../../sim/perf/avr.ts';
import type { Figures } from '../../sim/perf/figures.ts';
import { goalsOf, nodeOverAvr } from '../../sim/perf/goals.ts';
import { measurePlanner, optimumS } from '../../sim/perf/planner.ts';
import { tableLines } from '../../sim/perf/table.ts';

const NOTHING: Figures = {
  bundleBytes: 40_000,
  node: null,
  espruino: null,
  avr8js: null,
  planner: null,
  ticks: null,
  variables: null,
};

function verdict(figures: Partial<Figures>, name: string): boolean | null | undefined {
  return goalsOf({ ...NOTHING, ...figures }).find((goal) => goal.name === name)?.met;
}

describe('the AVR yardstick', () => {
  it('is made of the words that the instruction set manual gives', () => {
    const words = hx711Program();
    // sbi 0x04,0; clr r21; sbic 0x03,1; rjmp .-4; ldi r20,24
    expect(words.slice(0, 5)).to.deep.equal([0x9a20, (0x27 << 8) | 0x55, 0x9919, 0xcffe, 0xe148]);
    expect(words.every((word) => word >= 0 && word <= 0xffff)).to.equal(true);
  });

  it('reads what the converter sends, ten words a second', async () => {
    const avr = await loadAvr();
    expect(timeAvr(avr!, 0.45).words).to.equal(4);
  });
});

describe('the planner against the optimum', () => {
  it('45 degrees at 1, 0.5, 0.5 need 48 s: a ramp of 3 s and 45 s of travel', () => {
    expect(optimumS(45, 1, 0.5, 0.5)).to.equal(48);
  });

  it('is never quicker than the optimum', () => {
    expect(measurePlanner(2000).worstRatio).to.be.within(1 - 1e-12, 1.005);
  });
});

describe('goals', () => {
  it('are met, missed or not measured', () => {
    expect(verdict({}, 'Node engine')).to.equal(null);
    expect(verdict({ node: { perCpuS: 5000, perWallS: 1 } }, 'Node engine')).to.equal(true);
    expect(verdict({ node: { perCpuS: 4999, perWallS: 9999 } }, 'Node engine')).to.equal(false);
    expect(verdict({ bundleBytes: 62_000 }, 'bundle')).to.equal(false);
    const variables = { afterBoot: 4000, peak: 6001, afterSession: 4039, bytesEach: 14 };
    expect(verdict({ variables }, 'variables at the peak of a session')).to.equal(false);
    expect(verdict({ variables }, 'variables that a session leaves behind')).to.equal(true);
  });

  it('take half of the tick period as the limit for the worst tick', () => {
    const tick = { atMs: 1000, passes: 100, nativeMs: 10, boardMs: 38 };
    const name = 'worst tick, estimated share of its period';
    expect(verdict({ ticks: { callbacks: 1, median: tick, worst: tick } }, name)).to.equal(true);
    expect(verdict({ ticks: { callbacks: 1, median: tick, worst: { ...tick, boardMs: 51 } } }, name)).to.equal(false);
  });

  it('are shown with the figures, missed ones in capitals, and the ratio by processor time', () => {
    const figures = {
      ...NOTHING,
      node: { perCpuS: 4000, perWallS: 3000 },
      avr8js: { perCpuS: 1.6, perWallS: 1.5 },
    };
    expect(nodeOverAvr(figures)).to.equal(2500);
    const text = tableLines(figures, goalsOf(figures), 'skipped: no interpreter').join('\n');
    expect(text).to.match(/Espruino engine +skipped: no interpreter/);
    expect(text).to.match(/Node engine over avr8js +2,500 times/);
    expect(text).to.match(/Node engine +4,000 times real time, goal at least 5,000: NOT MET/);
    expect(text).to.match(/worst tick.*not measured/);
  });
});
