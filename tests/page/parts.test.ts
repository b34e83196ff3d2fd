import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogueOfParts } from '../../sim/parts-catalogue.ts';
import { compareHashes } from '../../sim/page/compare.ts';
import { History } from '../../sim/page/history.ts';
import { fromHash, toHash, type Place } from '../../sim/page/link.ts';
import { partOffers } from '../../sim/page/offers.ts';
import type { News } from '../../sim/page/protocol.ts';
import { inputsOf, stateIn, stepped, SWITCHES, tryAll } from '../../sim/page/safety/model.ts';
import { ONE_CLICK } from '../../sim/page/stories.ts';
import { actAtMs, injectedAt, keptSteps } from '../../sim/page/story.ts';
import { instantWords, reasonWords } from '../../sim/page/words.ts';
import { Mode } from '../../firmware/safety.ts';
import { RUNTIME_SPEC } from '../../sim/scenario/runtime-faults.ts';
import { checkScenario } from '../../sim/scenario/check.ts';

describe('an address of the page', () => {
  const place: Place = { name: 'panic-under-load', seed: 7, atMs: 60_500, live: [] };

  it('holds scenario, seed and time, readable by people', () => {
    expect(toHash(place)).to.equal('scenario=panic-under-load&seed=7&t=60.5');
    expect(fromHash('#scenario=panic-under-load&seed=7&t=60.5')).to.deep.equal({
      ...place,
      endMs: undefined,
      scenario: undefined,
    });
  });

  it('holds what was done live, and a scenario of one\u2019s own, in every script', () => {
    const own: Place = {
      name: null,
      seed: 3,
      atMs: 1000,
      live: [{ atMs: 61_001.374, press: 'panic' }],
      endMs: 90_000,
      scenario: { name: 'Zug an der Wirbelsäule – 牵引', endMs: 60_000 },
    };
    expect(fromHash(`#${toHash(own)}`)).to.deep.equal(own);
  });

  it('that names nothing, or is damaged, counts as none', () => {
    expect(fromHash('')).to.equal(null);
    expect(fromHash('#t=60')).to.equal(null);
    expect(fromHash('#scenario=a&live=%%%')).to.equal(null);
    expect(fromHash('#scenario=a&seed=-1&t=x')).to.include({ seed: undefined, atMs: 0 });
  });
});

describe('what is done live', () => {
  it('gets an instant of its own, later than now', () => {
    const instants = Array.from({ length: 1000 }, (_, count) => actAtMs(500.25, count));
    expect(new Set(instants).size).to.equal(1000);
    expect(Math.min(...instants)).to.be.greaterThan(500.25);
    expect(Math.max(...instants)).to.be.at.most(502);
  });

  it('keeps the past, and the release of a button that is down', () => {
    const live = [
      { atMs: 100, press: 'start' },
      { atMs: 250, release: 'start' },
      { atMs: 300, press: 'panic' },
      { atMs: 400, release: 'panic' },
    ] as const;
    const kept = (nowMs: number): number[] => keptSteps([...live], nowMs).map((step) => step.atMs);
    expect(kept(200)).to.deep.equal([100, 250]);
    expect(kept(260)).to.deep.equal([100, 250]);
    expect(kept(350)).to.deep.equal([100, 250, 300, 400]);
    expect(kept(50)).to.deep.equal([]);
  });

  it('knows what is injected at an instant', () => {
    const inject = { part: 'strap', property: 'slack', as: 'offset', value: 5 };
    const steps = [
      { atMs: 100, inject, forMs: 50 },
      { atMs: 300, inject },
      { atMs: 310, inject: { part: 'runtime', as: 'stall', value: 200 } },
      { atMs: 400, clear: { part: 'strap', property: 'slack' } },
    ];
    const scenario = checkScenario({ steps, endMs: 1000 }, 'test');
    const names = (nowMs: number): string[] => injectedAt(scenario.steps, nowMs).map((one) => one.part);
    expect([99, 100, 149, 150, 350, 400].map(names)).to.deep.equal([[], ['strap'], ['strap'], [], ['strap'], []]);
  });
});

describe('the panel of faults', () => {
  const offers = partOffers();

  it('offers every property that `list parts` names, each with a way', () => {
    const names = (parts: readonly { name: string; properties: readonly { name: string }[] }[]): string[] =>
      parts.flatMap((part) => part.properties.map((property) => `${part.name}.${property.name}`));
    expect(names(offers)).to.deep.equal(names([...catalogueOfParts(), RUNTIME_SPEC]));
    expect(offers.flatMap((part) => part.properties).filter((property) => property.ways.length === 0)).to.deep.equal(
      [],
    );
  });

  it('offers only ways that the rig takes', () => {
    const bit = offers.find((part) => part.name === 'panic')?.properties.find((one) => one.name === 'contact');
    expect(bit?.ways).to.include.members(['stuck', 'open', 'noise']);
  });
});

describe('the five stories', () => {
  it('are scenarios of the repository, and begin at most 5 s before something is broken or pressed', () => {
    expect(ONE_CLICK).to.have.length(5);
    for (const { file, atMs } of ONE_CLICK) {
      const path = join(resolve(import.meta.dirname, '../../scenarios'), `${file}.json`);
      const scenario = checkScenario(JSON.parse(readFileSync(path, 'utf8')), path);
      const acts = scenario.steps.filter((step) => step.inject !== undefined || step.press === 'panic');
      const next = acts.map((step) => step.atMs).filter((instant) => instant >= atMs);
      expect(Math.min(...next) - atMs, file).to.be.within(1000, 5000);
    }
  });
});

describe('what the page remembers', () => {
  const news = (keepSamples: number, timeS: number[], keepEvents: number, texts: string[]): News => {
    const like = timeS.map((time) => time * 2);
    return {
      keepSamples,
      curves: {
        timeS,
        angleDeg: like,
        speedDegPerS: like,
        forceN: like,
        targetN: timeS.map(() => null),
        elongationMm: like,
      },
      keepEvents,
      events: texts.map((text) => ({ atMs: 0, kind: 'state', text })),
    };
  };

  it('grows, and forgets a future that was changed', () => {
    const history = new History();
    history.take(news(0, [0, 0.1, 0.2], 0, ['booting', 'idle']));
    expect(history.take(news(3, [], 2, []))).to.deep.equal({ samples: false, events: false });
    expect(history.take(news(2, [0.25], 1, ['halted']))).to.deep.equal({ samples: true, events: true });
    expect(history.curves.timeS).to.deep.equal([0, 0.1, 0.25]);
    expect(history.events.map((event) => event.text)).to.deep.equal(['booting', 'halted']);
    expect([-1, 0, 0.15, 9].map((time) => history.sampleAt(time))).to.deep.equal([0, 0, 1, 2]);
  });

  it('becomes a table, one line a sample', () => {
    const history = new History();
    history.take(news(0, [0, 0.1], 0, ['idle']));
    expect(history.csv().split('\r\n').slice(0, 3)).to.deep.equal([
      'time_s,angle_deg,speed_deg_per_s,pull_n,target_n,stretch_mm,state',
      '0.000,0.0000,0.0000,0.00,,0.000,idle',
      '0.100,0.2000,0.2000,0.20,,0.200,idle',
    ]);
  });
});

describe('the words of the page', () => {
  it('tell why the board stopped, what to do and what was measured', () => {
    const stop = { cause: 'pullLost', atMs: 45_120, drivePowerOffMs: 12.4, atRestMs: 210, overrunDeg: 0.087 };
    expect(reasonWords(stop)).to.equal(
      'Last stop at 0:45.1. Pull lost suddenly (fault 25 pullLost). The display advises: Stay in the straps. ' +
        'Measured: drive power off after 12 ms, at rest after 0.21 s, 0.09 degrees further.',
    );
    const panic = { cause: 'panic', atMs: 60_000, drivePowerOffMs: null, atRestMs: null, overrunDeg: null };
    expect(reasonWords(panic)).to.equal('Last stop at 1:00.0. Panic was pressed.');
    expect(reasonWords(null)).to.equal('');
    expect(instantWords(3_725_450)).to.equal('62:05.4');
  });

  it('tell whether a recording came out the same', () => {
    const hashes = { firmware: 'f', timeline: 't' };
    expect(compareHashes(hashes, hashes)).to.match(/^identical/);
    expect(compareHashes(hashes, { firmware: 'g', timeline: 'u' })).to.match(/^NOT identical.*another one/);
  });
});

describe('the page of the safety step', () => {
  const step = (mode: Mode, ...on: string[]) => stepped(stateIn(mode), inputsOf(new Set(on)));

  it('runs the step of the firmware: arming, a halt, the way down', () => {
    expect(step(Mode.Off, 'arm', 'flat')).to.include({ mode: Mode.Session, power: true, up: true });
    expect(step(Mode.Off, 'arm', 'flat', 'refuse')).to.include({ mode: Mode.Off, power: false });
    expect(step(Mode.Session, 'fresh', 'panic')).to.include({ mode: Mode.Halted, power: false });
    expect(step(Mode.Session, 'return')).to.include({ mode: Mode.Returning, power: true });
    expect(step(Mode.Halted, 'startPressed', 'lowerHeld').mode).to.equal(Mode.Halted);
    expect(step(Mode.Halted, 'startPressed', 'lowerPressed', 'lowerHeld')).to.include({
      mode: Mode.Lowering,
      power: true,
      up: false,
    });
  });

  it('has a switch for every input, and every switch matters', () => {
    const plain = inputsOf(new Set());
    for (const { name } of SWITCHES) {
      // Whether a fresh fault forbids lowering means nothing without one.
      const others = name === 'freshStopsLowering' ? ['fresh'] : [];
      expect(inputsOf(new Set([...others, name])), name).not.to.deep.equal(inputsOf(new Set(others)));
    }
    const reached = new Set(SWITCHES.flatMap(({ name }) => changed(plain, inputsOf(new Set([name, 'fresh'])))));
    expect([...reached].sort()).to.deep.equal(Object.keys(plain).sort());
  });

  it('finds its claims true in every combination', () => {
    const { steps, claims } = tryAll();
    expect(steps).to.equal(8 * 2 ** SWITCHES.length);
    for (const claim of claims) {
      expect(claim.broken, claim.sentence).to.equal(0);
      expect(claim.tried, claim.sentence).to.be.greaterThan(1000);
    }
  });
});

function changed(before: object, after: object): string[] {
  return Object.entries(after).flatMap(([name, value]) => {
    return (before as Record<string, unknown>)[name] === value ? [] : [name];
  });
}
