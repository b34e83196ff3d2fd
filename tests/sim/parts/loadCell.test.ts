import { expect } from 'chai';
import { COUNTS_PER_N } from '../../../sim/parts/loadCell.ts';
import { rigOnBench } from '../../support/rigOnBench.ts';
import type { RigOnBench } from '../../support/rigOnBench.ts';

/** A usual driver: 4 us a pulse, DOUT read while the clock is high. */
function readWord({ port, pad }: RigOnBench, pulses = 25, highUs = 2): number {
  let word = 0;
  for (let i = 0; i < pulses; i++) {
    pad('loadCellClock').put(1);
    port.runTo(port.nowUs + highUs);
    if (i < 24) word = (word << 1) | pad('loadCellData').level();
    pad('loadCellClock').put(0);
    port.runTo(port.nowUs + 2);
  }
  return (word << 8) >> 8;
}

function isReady({ pad }: RigOnBench): boolean {
  return pad('loadCellData').level() === 0;
}

/** Runs until the next conversion is ready; returns the milliseconds. */
function waitReady(bench: RigOnBench, limitMs = 1000): number {
  const fromUs = bench.port.nowUs;
  while (!isReady(bench)) {
    if (bench.port.nowUs - fromUs > limitMs * 1000) return Infinity;
    bench.port.runTo(bench.port.nowUs + 100);
  }
  return (bench.port.nowUs - fromUs) / 1000;
}

/** A rig whose cell carries a given load. */
function loaded(forceN: number, noise = 0): RigOnBench {
  const bench = rigOnBench({ noise });
  bench.rig.inject('loadCell', 'force', { as: 'stuck', value: forceN });
  for (const error of ['creep', 'linearity', 'hysteresis'])
    bench.rig.inject('loadCell', error, { as: 'stuck', value: 0 });
  return bench;
}

describe('load cell', () => {
  it('gives 2147.48 counts a newton, on a zero of 6 N', () => {
    expect(COUNTS_PER_N).to.be.closeTo(2147.48, 0.01);
    for (const forceN of [0, 100, -100, 500]) {
      const bench = loaded(forceN);
      waitReady(bench);
      expect(readWord(bench)).to.be.closeTo((forceN + 6) * 2147.4836, 1);
    }
  });

  it('is ready first after the settling time of 400 ms, then every 100 ms, not in step with the chip', () => {
    const bench = loaded(0);
    const first = waitReady(bench);
    expect(first).to.be.within(300, 404);
    readWord(bench);
    const period = waitReady(bench);
    expect(period).to.be.within(98.5, 101);
    expect(period).to.not.equal(100);
  });

  it('raises DOUT with pulse 25 and keeps it high until the next conversion', () => {
    const bench = loaded(0);
    waitReady(bench);
    readWord(bench);
    expect(isReady(bench)).to.equal(false);
    expect(waitReady(bench)).to.be.above(90);
  });

  it('saturates at 7FFFFF and 800000', () => {
    const high = loaded(0);
    high.rig.inject('loadCell', 'signal', { as: 'stuck', value: 19 });
    waitReady(high);
    expect(readWord(high)).to.equal(0x7fffff);
    const low = loaded(0);
    low.rig.inject('loadCell', 'signal', { as: 'stuck', value: -19 });
    waitReady(low);
    expect(readWord(low)).to.equal(-0x800000);
  });

  it('has the noise of the datasheet: 50 nV at 3.3 V are 0.015 N', () => {
    const bench = loaded(100, 1);
    const forces: number[] = [];
    for (let i = 0; i < 400; i++) {
      waitReady(bench);
      forces.push(readWord(bench) / COUNTS_PER_N - 106);
    }
    const sigma = Math.sqrt(forces.reduce((sum, forceN) => sum + forceN * forceN, 0) / forces.length);
    expect(sigma).to.be.closeTo(0.0152, 0.0015);
  });

  it('powers down when the clock is high for more than 60 us, and settles for 400 ms after waking', () => {
    const bench = loaded(0);
    waitReady(bench);
    bench.pad('loadCellClock').put(1);
    bench.port.runTo(bench.port.nowUs + 59);
    expect(bench.pad('loadCellData').level(), 'bit 23 of a small number').to.equal(0);
    bench.port.runTo(bench.port.nowUs + 2);
    expect(bench.pad('loadCellData').level()).to.equal(1);
    bench.port.runMs(500);
    expect(isReady(bench)).to.equal(false);
    bench.pad('loadCellClock').put(0);
    expect(waitReady(bench)).to.be.within(395, 405);
  });

  it('is reset by a driver that bit-bangs with 300 us a pulse: it reads all ones', () => {
    const bench = loaded(100);
    waitReady(bench);
    expect(readWord(bench, 25, 300)).to.equal(-1);
  });

  it('changes gain with 26 and 27 pulses, once settled, and back with 25', () => {
    const bench = loaded(100);
    waitReady(bench);
    readWord(bench, 27);
    expect(waitReady(bench), 'settling').to.be.above(390);
    expect(readWord(bench, 25), 'gain 64').to.be.closeTo((106 * COUNTS_PER_N) / 2, 2);
    waitReady(bench);
    expect(readWord(bench, 26), 'gain 128 again').to.be.closeTo(106 * COUNTS_PER_N, 2);
    waitReady(bench);
    expect(readWord(bench), 'channel B, nothing connected').to.be.closeTo(0, 2);
  });

  it('reads -1 when it is read too early, and the next word is right', () => {
    const bench = loaded(100);
    waitReady(bench);
    readWord(bench);
    bench.port.runMs(20);
    expect(readWord(bench)).to.equal(-1);
    waitReady(bench);
    expect(readWord(bench)).to.be.closeTo(106 * COUNTS_PER_N, 2);
  });

  it('is out of step after 24 pulses until a conversion has passed in peace', () => {
    const bench = loaded(100);
    waitReady(bench);
    expect(readWord(bench, 24)).to.be.closeTo(106 * COUNTS_PER_N, 2);
    bench.port.runMs(20);
    expect(readWord(bench), 'the first pulse was the missing one').to.equal(-1);
    bench.port.runMs(250);
    expect(readWord(bench)).to.be.closeTo(106 * COUNTS_PER_N, 2);
  });

  it('does not corrupt a word during which a conversion ends', () => {
    const bench = loaded(100);
    waitReady(bench);
    // 25 pulses spread over 250 ms; the load changes meanwhile.
    let word = 0;
    for (let i = 0; i < 25; i++) {
      bench.pad('loadCellClock').put(1);
      bench.port.runTo(bench.port.nowUs + 2);
      if (i < 24) word = (word << 1) | bench.pad('loadCellData').level();
      bench.pad('loadCellClock').put(0);
      bench.port.runMs(10);
      bench.rig.inject('loadCell', 'force', { as: 'stuck', value: 300 });
    }
    expect((word << 8) >> 8).to.be.closeTo(106 * COUNTS_PER_N, 2);
    waitReady(bench);
    expect(readWord(bench)).to.be.closeTo(306 * COUNTS_PER_N, 2);
  });

  it('follows the strap of the person on the board', () => {
    const bench = rigOnBench({ startAngleDeg: 30 });
    bench.port.runMs(4000);
    waitReady(bench);
    expect(readWord(bench) / COUNTS_PER_N - 6).to.be.closeTo(bench.rig.truth().forceN, 0.5);
  });
});

describe('load cell faults', () => {
  it('has its data line stuck or cut', () => {
    const bench = loaded(0);
    waitReady(bench);
    bench.rig.inject('loadCell', 'dout', { as: 'stuck', value: 1 });
    expect(waitReady(bench)).to.equal(Infinity);
    bench.rig.inject('loadCell', 'dout', { as: 'stuck', value: 0 });
    expect(readWord(bench)).to.equal(0);
    expect(isReady(bench), 'low after pulse 25').to.equal(true);
    bench.rig.inject('loadCell', 'dout', { as: 'open' });
    expect(bench.pad('loadCellData').level(), 'pulled up').to.equal(1);
  });

  it('has its clock line cut, stuck low or stuck high', () => {
    const bench = loaded(100);
    waitReady(bench);
    bench.rig.inject('loadCell', 'sck', { as: 'open' });
    expect(readWord(bench)).to.equal(0);
    bench.rig.clear('loadCell', 'sck');
    expect(readWord(bench)).to.be.closeTo(106 * COUNTS_PER_N, 2);
    bench.rig.inject('loadCell', 'sck', { as: 'stuck', value: 1 });
    bench.port.runMs(1000);
    expect(isReady(bench)).to.equal(false);
    bench.rig.clear('loadCell', 'sck');
    expect(waitReady(bench)).to.be.within(395, 405);
  });

  it('loses or gains clock pulses', () => {
    const word = 106 * COUNTS_PER_N;
    for (const [value, seen] of [
      [-1, word / 2],
      [1, word * 2],
      [2, word * 4],
    ] as const) {
      const bench = loaded(100);
      waitReady(bench);
      bench.rig.inject('loadCell', 'pulses', { as: 'stuck', value });
      expect(readWord(bench)).to.be.closeTo(seen, 4);
      expect(isReady(bench), 'one short leaves bit 0 on the line').to.equal(
        value === -1 && (Math.round(word) & 1) === 0,
      );
    }
  });

  it('has any one of its pulses stretched: the converter resets there and never gives a wrong word quietly', () => {
    for (let k = 1; k <= 25; k++) {
      const bench = loaded(100);
      waitReady(bench);
      bench.rig.inject('loadCell', 'stretch', { as: 'stuck', value: k });
      readWord(bench);
      expect(bench.pad('loadCellData').level(), `pulse ${k}`).to.equal(1);
      expect(waitReady(bench), `pulse ${k}`).to.be.above(390);
    }
  });

  it('has a signal wire cut: a random walk with hits of the rails', () => {
    const bench = loaded(100, 1);
    bench.rig.inject('loadCell', 'signal', { as: 'open' });
    const words = new Set<number>();
    let rails = 0;
    for (let i = 0; i < 200; i++) {
      waitReady(bench);
      const word = readWord(bench);
      words.add(word);
      if (word === 0x7fffff || word === -0x800000) rails += 1;
    }
    expect(words.size).to.be.above(100);
    expect(rails).to.be.above(3);
  });

  it('drifts, creeps, freezes, spikes and runs at 80 samples', () => {
    const bench = loaded(100);
    bench.rig.inject('loadCell', 'drift', { as: 'stuck', value: 0.5 });
    bench.port.runMs(10_000);
    bench.rig.clear('loadCell', 'drift');
    readWord(bench);
    waitReady(bench);
    expect(readWord(bench) / COUNTS_PER_N).to.be.closeTo(111, 0.1);
    bench.rig.inject('loadCell', 'counts', { as: 'stuck', value: 4_000_000 });
    waitReady(bench);
    expect(readWord(bench)).to.equal(4_000_000);
    bench.rig.clear('loadCell', 'counts');
    bench.rig.inject('loadCell', 'rate', { as: 'stuck', value: 80 });
    waitReady(bench);
    readWord(bench);
    expect(waitReady(bench)).to.be.closeTo(12.5, 0.3);
  });
});
