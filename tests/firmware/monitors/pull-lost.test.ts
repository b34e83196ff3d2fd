import { expect } from 'chai';
import type { Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { Validity } from '../../../hal/machine.ts';
import { pulling, pullingFor, silence, standAt, wordAfter, words } from '../../support/pullInHand.ts';

/** Words before, oldest first, the usual pull, and a word: the faults. */
function falling(usualN: number, pull3N: number, pull2N: number, pull1N: number, pullN: number): Fault[] {
  return wordAfter({ usualN, pull3N, pull2N, pull1N }, pullN);
}

describe('pull monitor: a pull that is lost', () => {
  it('sees a step that no ramp shows, and a ramp that no step shows', () => {
    expect(falling(105, 80, 110, 70, 70), 'from the top of a breath').to.deep.equal([Fault.PullLost]);
    expect(falling(105, 110, 80, 70, 70), 'in two words').to.deep.equal([Fault.PullLost]);
  });

  it('wants a step from a word that was no spike: the one before it was above 70 % of it', () => {
    expect(falling(110, 70.1, 100, 60, 60)).to.deep.equal([Fault.PullLost]);
    expect(falling(110, 70, 100, 60, 60)).to.deep.equal([]);
  });

  it('wants both words of a step below 70 %', () => {
    expect(falling(110, 100, 100, 69.9, 60)).to.deep.equal([Fault.PullLost]);
    expect(falling(110, 100, 100, 70, 60)).to.deep.equal([]);
    expect(falling(200, 200, 100, 60, 69.9)).to.deep.equal([Fault.PullLost]);
    expect(falling(200, 200, 100, 60, 70)).to.deep.equal([]);
    expect(falling(200, 200, 100, 60, 100)).to.deep.equal([]);
  });

  it('wants both words of a ramp below 70 % of its top, and the one between above: below it would be a spike that ends', () => {
    expect(falling(110, 100, 70.1, 60, 60)).to.deep.equal([Fault.PullLost]);
    expect(falling(110, 100, 70, 60, 60)).to.deep.equal([]);
    expect(falling(150, 100, 150, 60, 69.9)).to.deep.equal([Fault.PullLost]);
    expect(falling(150, 100, 150, 60, 70)).to.deep.equal([]);
    expect(falling(150, 100, 150, 60, 80)).to.deep.equal([]);
  });

  it('lets a push end: one of both words above 70 % of the usual pull', () => {
    expect(words(pullingFor(100), 200, 200, 200, 60, 130, 100)).to.deep.equal([]);
    expect(words(pullingFor(100), 200, 200, 200, 130, 60, 100)).to.deep.equal([]);
    expect(falling(200, 201, 201, 100, 140), 'on the line').to.deep.equal([Fault.PullLost]);
    expect(falling(200, 201, 201, 140, 100), 'on the line').to.deep.equal([Fault.PullLost]);
    expect(falling(200, 201, 201, 100, 140.1)).to.deep.equal([]);
    expect(falling(200, 201, 201, 140.1, 100)).to.deep.equal([]);
  });
});

describe('pull monitor: a strap that slips and catches', () => {
  /** Above the trip line of 225.5 N, below the hard one of 296 N. */
  const HIGH_N = 230;

  it('halts at the second word that is too high within a second of a pull that was nearly gone', () => {
    const usual = (count: number): number[] => Array<number>(count).fill(150);
    expect(words(pullingFor(150), 20, HIGH_N)).to.deep.equal([]);
    expect(words(pullingFor(150), 20, HIGH_N, HIGH_N)).to.deep.equal([Fault.PullLost]);
    expect(words(pullingFor(150), 20, ...usual(7), HIGH_N, HIGH_N), '0.9 s').to.deep.equal([Fault.PullLost]);
    expect(words(pullingFor(150), 20, ...usual(8), HIGH_N, HIGH_N), '1 s').to.deep.equal([]);
    expect(words(pullingFor(150), HIGH_N, HIGH_N), 'a push').to.deep.equal([]);
  });

  it('calls a pull gone below half of the usual one, where that is above 50 N', () => {
    const caught = (usualN: number, lowN: number): Fault[] => {
      const d = pulling();
      Object.assign(d.watch, { usualN, pull1N: usualN, pull2N: usualN, pull3N: usualN });
      return words(d, lowN, HIGH_N, HIGH_N);
    };
    expect(caught(100, 49.9)).to.deep.equal([Fault.PullLost]);
    expect(caught(100, 50)).to.deep.equal([]);
    expect(caught(50.1, 20)).to.deep.equal([Fault.PullLost]);
    expect(caught(50, 20)).to.deep.equal([]);
    expect(caught(30, 10)).to.deep.equal([]);
  });
});

describe('pull monitor: after a gap', () => {
  /** A pull of so many newtons for ten seconds, then 0.3 s without a word. */
  const gap = (pullN: number): Device => {
    const d = pullingFor(pullN);
    d.sensed.pull = Validity.Stale;
    silence(d);
    d.sensed.pull = Validity.Fresh;
    return d;
  };

  it('wants the words to say what was said before: 25 N and 30 % off three times in a row is another channel', () => {
    expect(words(gap(100), 155.1, 155.1)).to.deep.equal([]);
    expect(words(gap(100), 155.1, 155.1, 155.1)).to.deep.equal([Fault.LoadCellCorrupt]);
    expect(words(gap(100), 44.9, 44.9, 44.9)).to.deep.equal([Fault.LoadCellCorrupt]);
    expect(words(gap(100), 154.9, 154.9, 154.9)).to.deep.equal([]);
    expect(words(gap(100), 45.1, 45.1, 45.1)).to.deep.equal([]);
    expect(words(gap(100), 155.1, 155.1, 100, 155.1), 'the right one in between').to.deep.equal([]);
  });

  it('takes 25 N off nothing as near enough', () => {
    const off = (pullN: number): Fault[] => {
      const d = gap(0);
      standAt(d, 2);
      return words(d, pullN, pullN, pullN);
    };
    expect(off(25)).to.deep.equal([]);
    expect(off(25.1)).to.deep.equal([Fault.LoadCellCorrupt]);
    expect(off(-25)).to.deep.equal([]);
    expect(off(-25.1)).to.deep.equal([Fault.LoadCellCorrupt]);
  });

  it('makes no loss of what was said before the gap, and one of it when only a word came late', () => {
    expect(words(gap(100), 60, 60, 60, 60)).to.deep.equal([]);
    const late = pullingFor(100);
    expect(silence(late)).to.deep.equal([]);
    expect(words(late, 60, 60)).to.deep.equal([Fault.PullLost]);
  });

  it('looks at the first words alone', () => {
    expect(words(gap(100), 100, 100, 100, 160, 160, 160, 160)).to.deep.equal([]);
  });
});
