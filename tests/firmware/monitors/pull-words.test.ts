import { expect } from 'chai';
import type { Device } from '../../../firmware/device.ts';
import { Fault } from '../../../firmware/faults.ts';
import { Mode } from '../../../firmware/safety.ts';
import { raisedBy, readyDevice } from '../../support/deviceInHand.ts';
import { pulling, standAt, wordAfter, words } from '../../support/pullInHand.ts';

/** Words of 100 N, each so many milliseconds after the one before. */
function wordsEvery(d: Device, ...periodsMs: readonly number[]): Fault[] {
  for (const periodMs of periodsMs) {
    d.inputs.nowMs += periodMs - 100;
    words(d, 100);
  }
  return raisedBy(d);
}

function times(count: number, ...periodsMs: readonly number[]): number[] {
  return Array.from({ length: count }, () => periodsMs).flat();
}

describe('pull monitor: how often words come', () => {
  it('counts over half a second: two words close together are no rate', () => {
    expect(wordsEvery(pulling(), ...times(50, 60, 140))).to.deep.equal([]);
  });

  it('takes four and fourteen a second', () => {
    expect(wordsEvery(pulling(), ...times(20, 250))).to.deep.equal([]);
    const counted = (more: number): Fault[] => {
      const d = pulling();
      words(d, 100);
      d.inputs.loadCount += more;
      return words(d, 100, 100, 100, 100, 100);
    };
    // Five words and these in 0.5 s.
    expect(counted(2)).to.deep.equal([]);
    expect(counted(3)).to.deep.equal([Fault.LoadCellRate]);
  });

  it('sees a converter that is twice as quick half a second after its first word, also at power-up', () => {
    const d = readyDevice();
    expect(wordsEvery(d, ...times(10, 50))).to.deep.equal([]);
    expect(wordsEvery(d, 50)).to.deep.equal([Fault.LoadCellRate]);
  });
});

describe('pull monitor: a damaged line', () => {
  it('begins its ten seconds with the first rejected word after a quiet time', () => {
    const d = pulling();
    expect(wordsEvery(d, ...times(195, 100))).to.deep.equal([]);
    const reject = (): Fault[] => {
      d.inputs.loadRejects++;
      return wordsEvery(d, ...times(5, 100));
    };
    for (let k = 0; k < 3; k++) expect(reject()).to.deep.equal([]);
    expect(reject(), '1.5 s after the first').to.deep.equal([Fault.LoadCellCorrupt]);
  });

  it('does not believe thirty odd words in a row: a pulse too many', () => {
    const odd = (count: number): Fault[] => {
      const d = pulling();
      d.sensed.oddWords = count;
      return words(d, 100);
    };
    expect(odd(29)).to.deep.equal([]);
    expect(odd(30)).to.deep.equal([Fault.LoadCellCorrupt]);
  });
});

describe('pull monitor: the sign', () => {
  it('counts words in a row: one of -15 N begins anew', () => {
    expect(words(pulling(), -15.1, -15.1, -15)).to.deep.equal([]);
    expect(words(pulling(), -16, -16, 0, -16, -16)).to.deep.equal([]);
    expect(words(pulling(), -16, -16, 0, -16, -16, -16)).to.deep.equal([Fault.PullImplausible]);
  });
});

describe('pull monitor: what is looked at by turns', () => {
  it('averages noise over every fourth word, and not before there are three', () => {
    const first = pulling();
    first.ticks = 1;
    words(first, 100);
    expect(first.watch.noiseN).to.equal(0);
    const d = pulling();
    Object.assign(d.watch, { pull1N: 100, pull2N: 100 });
    words(d, 104, 108, 112, 116);
    // The second of them is on the line through the two before; the first was not, by 4 N.
    expect(d.watch.noiseN).to.equal(0);
    words(d, 120, 118);
    expect(d.watch.noiseN).to.be.closeTo(0.09 * 6, 1e-9);
  });

  it('takes 4.8 N of noise', () => {
    const noisy = (noiseN: number): Fault[] => {
      const d = pulling();
      d.ticks = 1;
      return wordAfter({ noiseN, pull2N: noiseN }, 0, d);
    };
    expect(noisy(4.8)).to.deep.equal([]);
    expect(noisy(4.81)).to.deep.equal([Fault.LoadCellNoisy]);
  });

  it('averages what friction carries over every fourth word, and not while the board returns', () => {
    const d = pulling();
    standAt(d, 0);
    words(d, -10, -10, -10);
    expect(d.watch.carriedN).to.equal(0);
    words(d, -10);
    expect(d.watch.carriedN).to.be.closeTo(3.5, 1e-9);
    words(d, -10, -10, -10);
    expect(d.watch.carriedN).to.be.closeTo(3.5, 1e-9);
    const returning = pulling();
    returning.safety.mode = Mode.Returning;
    words(returning, 0, 0, 0, 0);
    expect(returning.watch.carriedN).to.equal(0);
  });
});
