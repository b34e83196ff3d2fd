import { expect } from 'chai';
import { PINS } from '../../hal/board/pins.ts';
import type { Injection } from '../../sim/contract.ts';
import { rigOnBench } from '../support/rigOnBench.ts';

/** How each hardware and person fault of the catalogue is made: part, property, injection. */
const FAULTS: Readonly<Record<string, readonly [part: string, property: string, injection: Injection]>> = {
  'data line cut': ['loadCell', 'dout', { as: 'stuck', value: 1 }],
  'data line stuck low': ['loadCell', 'dout', { as: 'stuck', value: 0 }],
  'clock open': ['loadCell', 'sck', { as: 'open' }],
  'clock stuck high': ['loadCell', 'sck', { as: 'stuck', value: 1 }],
  'one pulse stretched': ['loadCell', 'stretch', { as: 'stuck', value: 13 }],
  'pulse missing': ['loadCell', 'pulses', { as: 'stuck', value: -1 }],
  'pulses too many': ['loadCell', 'pulses', { as: 'stuck', value: 3 }],
  'positive saturation': ['loadCell', 'counts', { as: 'stuck', value: 0x7fffff }],
  'negative saturation': ['loadCell', 'counts', { as: 'stuck', value: -0x800000 }],
  'signal wire open': ['loadCell', 'signal', { as: 'open' }],
  'signal wires swapped': ['loadCell', 'signal', { as: 'scale', value: -1 }],
  'force value frozen': ['loadCell', 'counts', { as: 'freeze' }],
  'bit of a word flipped': ['loadCell', 'counts', { as: 'bitflip', value: 21 }],
  'periodic noise': ['loadCell', 'signal', { as: 'noise', value: 0.001 }],
  'zero drifts': ['loadCell', 'drift', { as: 'stuck', value: 0.17 }],
  'wrong sample rate': ['loadCell', 'rate', { as: 'stuck', value: 80 }],
  overload: ['person', 'push', { as: 'stuck', value: 300 }],
  'strap slips': ['strap', 'slack', { as: 'stuck', value: 20 }],
  'clamp opens': ['strap', 'attached', { as: 'stuck', value: 0 }],
  'cell creeps': ['loadCell', 'creep', { as: 'stuck', value: 0.001 }],
  'no acknowledge': ['accelerometer', 'ack', { as: 'stuck', value: 0 }],
  'bus held low': ['accelerometer', 'sda', { as: 'stuck', value: 0 }],
  'sample frozen': ['accelerometer', 'conversion', { as: 'stuck', value: 0 }],
  'axis stuck': ['accelerometer', 'x', { as: 'stuck', value: 0 }],
  'angle offset': ['accelerometer', 'angle', { as: 'offset', value: 1 }],
  'sensor reversed': ['accelerometer', 'x', { as: 'scale', value: -1 }],
  'sensor off the board': ['accelerometer', 'angle', { as: 'freeze' }],
  knocks: ['accelerometer', 'knock', { as: 'noise', value: 0.5 }],
  'stuck on up': ['drive', 'output', { as: 'stuck', value: 24 }],
  'stuck on down': ['drive', 'output', { as: 'stuck', value: -24 }],
  'stuck off': ['drive', 'output', { as: 'open' }],
  'runs the wrong way': ['drive', 'direction', { as: 'bitflip', value: 0 }],
  'too slow': ['drive', 'speed', { as: 'scale', value: 0.5 }],
  jam: ['linkage', 'jam', { as: 'stuck', value: 1 }],
  entrapment: ['linkage', 'push', { as: 'stuck', value: 1000 }],
  'end switch never trips': ['endSwitchHigh', 'actuated', { as: 'stuck', value: 0 }],
  'end switch wire cut': ['endSwitchLow', 'contact', { as: 'open' }],
  'nut gives way': ['linkage', 'slip', { as: 'stuck', value: -2 }],
  'mirror disagrees': ['relay', 'mirror', { as: 'stuck', value: 1 }],
  'relay welded': ['relay', 'contact', { as: 'stuck', value: 1 }],
  'travel lost': ['travelSensor', 'voltage', { as: 'open' }],
  'supply dip': ['supply', 'voltage', { as: 'scale', value: 0.3 }],
  'supply low': ['supply', 'voltage', { as: 'offset', value: -6 }],
  'over-voltage': ['supply', 'voltage', { as: 'scale', value: 1.2 }],
  'panic wire cut': ['panic', 'contact', { as: 'open' }],
  'panic chain cut': ['panic', 'chain', { as: 'open' }],
  'panic contact welded': ['panic', 'contact', { as: 'stuck', value: 1 }],
  'start stuck': ['startButton', 'contact', { as: 'stuck', value: 1 }],
  'hold-to-run lost': ['lowerButton', 'contact', { as: 'open' }],
  'display silent': ['display', 'ack', { as: 'stuck', value: 0 }],
};

describe('rig', () => {
  it('takes every hardware fault of the catalogue, runs on with it and without it', () => {
    const bench = rigOnBench({ startAngleDeg: 20, noise: 1 });
    bench.powerUp();
    for (const [what, [part, property, injection]] of Object.entries(FAULTS)) {
      bench.rig.inject(part, property, injection);
      bench.runAlive(200);
      bench.rig.clear(part, property);
      bench.runAlive(100);
      const { angleDeg, forceN, currentA } = bench.rig.truth();
      expect(Number.isFinite(angleDeg + forceN + currentA), what).to.equal(true);
    }
  });

  it('names what there is when it does not know a part or property', () => {
    const { rig } = rigOnBench();
    expect(() => rig.inject('motor', 'x', { as: 'open' })).to.throw(
      'no part "motor": the parts are loadCell, accelerometer',
    );
    expect(() => rig.clear('relay', 'x')).to.throw('no property "x" of relay: it has coil, enable, contact, mirror');
  });

  it('lists its parts with roles that exist, units, ranges and help', () => {
    const { rig } = rigOnBench();
    expect(rig.parts.map(({ name }) => name)).to.include.members(['loadCell', 'relay', 'linkage', 'strap', 'person']);
    for (const part of rig.parts) {
      for (const role of Object.values(part.pins)) expect(PINS).to.have.property(role);
      expect(part.properties, part.name).to.not.be.empty;
      for (const { name, min, max, help } of part.properties) {
        expect(max, `${part.name}.${name}`).to.be.above(min);
        expect(help, `${part.name}.${name}`).to.match(/^\S.*\.$/);
      }
    }
  });

  it('uses every pin of the board exactly for one part, the bus for two', () => {
    const { rig } = rigOnBench();
    const roles = rig.parts.flatMap((part) => Object.values(part.pins)).sort();
    expect([...new Set(roles)]).to.deep.equal(Object.keys(PINS).sort());
    expect(roles).to.have.length(Object.keys(PINS).length + 2);
  });

  it('is the same to the last bit for the same seed, and noisy in its own way for another', () => {
    const story = (seed: number): string => {
      const bench = rigOnBench({ seed, noise: 1, startAngleDeg: 10 });
      const seen: number[] = [];
      bench.powerUp();
      bench.drive(0.5, true);
      bench.rig.press('start', true);
      for (let i = 0; i < 40; i++) {
        bench.runAlive(50);
        seen.push(bench.pad('travel').volts(), bench.pad('current').volts(), bench.rig.truth().angleDeg);
      }
      return [...seen, ...bench.pad('loadCellData').edges.map(({ atUs }) => atUs)].join();
    };
    expect(story(5)).to.equal(story(5));
    expect(story(5)).to.not.equal(story(6));
  });

  it('tells step listeners every 10 ms of plant time, even when nobody reads a sensor', () => {
    const bench = rigOnBench();
    const instants: number[] = [];
    bench.rig.onStep((_truth, atUs) => instants.push(atUs));
    bench.port.runMs(1000);
    expect(instants).to.have.length(100);
    expect(instants[1]! - instants[0]!).to.equal(10_000);
  });
});
