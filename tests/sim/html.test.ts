import { expect } from 'chai';
import { chart, niceStep, timeStep } from '../../sim/html/svg-chart.ts';
import { reportPage } from '../../sim/html/page.ts';
import type { Report } from '../../sim/report.ts';
import { checkScenario } from '../../sim/scenario/read.ts';
import type { TraceEvent } from '../../sim/trace.ts';

const HOSTILE = '</script><img src=x onerror=alert(1)>';

function report(): Report {
  return {
    name: HOSTILE,
    seed: 1,
    engine: 'node',
    firmware: '0'.repeat(64),
    ok: true,
    endMs: 3000,
    state: 'idle',
    truth: {
      angleMaxDeg: 12.34,
      angleEndDeg: 0,
      speedMaxDegPerS: 1,
      accelMaxDegPerS2: 0.5,
      jerkMaxDegPerS3: 0.5,
      forceMaxN: 100,
      forceMeanHoldN: 98,
      forceTargetN: 100,
      elongationMm: 1,
    },
    stops: [{ cause: 'panic', atMs: 1500, drivePowerOffMs: 10, atRestMs: 120, overrunDeg: 0.05 }],
    faults: [{ code: 10, name: 'panic', atMs: 1510, reaction: 'halt' }],
    violations: [],
    expectations: [],
    sessions: [{ durationS: 3, stopCause: HOSTILE }],
    timeline: '1'.repeat(64),
  };
}

const EVENTS: TraceEvent[] = [
  { atMs: 0, kind: 'state', text: 'idle' },
  { atMs: 1000, kind: 'note', text: HOSTILE },
];
const CURVES = {
  timeS: [0, 1, 2, 3],
  angleDeg: [0, 5, 12.34, 0],
  speedDegPerS: [0, 1, 1, 0],
  forceN: [0, 50, 100, 0],
  targetN: [null, 100, 100, null],
  elongationMm: [0, 0, 1, 1],
};

describe('the report with pictures', () => {
  const page = reportPage({
    report: report(),
    scenario: checkScenario({ name: 'x', endMs: 3000 }, 'test'),
    curves: CURVES,
    events: EVENTS,
  });

  it('needs nothing from outside', () => {
    expect(page).not.to.match(/(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i);
    expect(page).not.to.match(/@import|url\(/);
  });

  it('shows angle, pull and speed, the stop, the fault and the numbers', () => {
    expect(page.match(/class="chart"/g)).to.have.length(3);
    expect(page).to.contain('12.34').and.to.contain('off by -2.00 %');
    expect(page).to.match(/panic<\/td><td class="number">0:01\.5<\/td><td class="number">10<\/td>/);
  });

  it('lets no text of a scenario or a device become part of the page', () => {
    expect(page).not.to.contain('<img');
    expect(page.match(/<\/script>/g)).to.have.length(2);
  });

  it('carries data that its own script can read', () => {
    const data = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(JSON.parse(data)).to.deep.include({ timeS: [0, 1, 2, 3], angleDeg: [0, 5, 12.34, 0], firstShown: 2 });
  });
});

describe('charts', () => {
  it('step their axes by 1, 2 or 5', () => {
    expect([niceStep(45, 5), niceStep(216, 5), niceStep(2, 5), niceStep(0.9, 5)]).to.deep.equal([10, 50, 0.5, 0.2]);
    expect([timeStep(60), timeStep(480), timeStep(86400)]).to.deep.equal([5, 60, 7200]);
  });

  it('keep the peak of a long curve', () => {
    const count = 100_000;
    const values = Array.from({ length: count }, (_, index) => (index === 77_777 ? 42 : 0));
    const svg = chart({
      title: 'Angle',
      unit: 'degrees',
      timeS: values.map((_, index) => index / 10),
      endS: count / 10,
      series: [{ label: 'board', className: 'angle', values }],
      levels: [],
      marks: [],
      span: [0, 42],
    });
    // The axis ends at 50, the drawing reaches from 204 at 0 to 34 at 50: 42 lies at 61.2.
    expect(svg).to.match(/L[\d.]+ 61\.2/);
    expect(svg.length).to.be.below(60_000);
  });
});
