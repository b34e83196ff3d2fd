import { expect } from 'chai';
import {
  addWord,
  isStill,
  newGate,
  noiseCounts,
  openGate,
  periodMs,
  stillCounts,
} from '../../../firmware/calibration/gate.ts';
import { Random } from '../../../sim/random.ts';

/** A gate that was fed words, one every 100 ms. */
function fed(words: readonly number[]): ReturnType<typeof newGate> {
  const gate = newGate();
  openGate(gate, 0);
  words.forEach((counts, k) => addWord(gate, counts, 100 * k));
  return gate;
}

function noisy(count: number, mean: (k: number) => number, sigma = 32): number[] {
  const random = new Random(5);
  return Array.from({ length: count }, (_, k) => Math.round(mean(k) + sigma * random.gaussian()));
}

describe('stillness gate', () => {
  it('opens after four blocks of eight words at rest, and gives their mean', () => {
    expect(isStill(fed(noisy(31, () => 5000)))).to.equal(false);
    const gate = fed(noisy(32, () => 5000));
    expect(isStill(gate)).to.equal(true);
    // 32 counts of noise over the root of 32 words: 6 counts.
    expect(stillCounts(gate)).to.be.closeTo(5000, 20);
  });

  it('stays shut while the reading creeps by 100 counts in 2.4 s, or swings', () => {
    expect(isStill(fed(noisy(32, (k) => 7 * k)))).to.equal(false);
    expect(isStill(fed(noisy(32, (k) => 600 * Math.sin(k))))).to.equal(false);
  });

  it('forgets a single spike only with the four blocks after it', () => {
    const words = noisy(64, () => 0);
    words[20] = 8_000_000;
    expect(isStill(fed(words.slice(0, 32)))).to.equal(false);
    expect(isStill(fed(words.slice(0, 48)))).to.equal(false);
    const gate = fed(words.slice(0, 56));
    expect(isStill(gate)).to.equal(true);
    expect(Math.abs(stillCounts(gate))).to.be.below(20);
  });

  it('tells noise without drift, and the time between words', () => {
    const gate = fed(noisy(2000, (k) => 3 * k));
    expect(noiseCounts(gate)).to.be.closeTo(32, 2);
    expect(periodMs(gate)).to.equal(100);
    expect(noiseCounts(fed([5]))).to.equal(0);
  });

  it('begins anew when opened again', () => {
    const gate = fed(noisy(32, () => 5000));
    openGate(gate, 5000);
    expect(isStill(gate)).to.equal(false);
    expect(gate).to.include({ total: 0, saturated: 0, stepSquares: 0, lastAtMs: 5000 });
  });
});
