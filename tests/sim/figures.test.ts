import { expect } from 'chai';
import { fuzzFigures } from '../figures/fuzz.ts';
import { pullFigures } from '../figures/pull.ts';
import { storageFigures } from '../figures/storage.ts';
import { wordFigures } from '../figures/words.ts';
import { bundle } from '../support/consoleDesk.ts';

describe('bytes at the console, 10 kB a second, with the service key turned', () => {
  it('evaluate nothing, change nothing and delay no tick', async () => {
    const figures = await fuzzFigures(15_000, 1);
    expect(figures).to.include({ evaluations: 0, stateChanges: 0, flashErasures: 0, missedTicks: 0 });
    expect(figures.uncaught).to.deep.equal([]);
    expect(figures.ticks).to.be.above(400);
    expect(figures.bytesPerS).to.be.above(9000);
  });

  it('would reach the interpreter if its own console were left in place', async () => {
    const open = bundle.program.replace(/[$\w]+\.setConsole\(null,\s*\{\s*force:!0\s*\}\)/, '0');
    expect(open).to.not.equal(bundle.program);
    expect((await fuzzFigures(50, 1, open)).evaluations).to.be.above(0);
  });
});

describe('a calibration in flash', () => {
  it('is lost in no power cut, single or double, and no flipped bits make a wrong one', () => {
    const figures = storageFigures(5000);
    expect(figures).to.include({ lost: 0, wrong: 0, doubleFlips: 5000 });
    expect(figures.singleFlips).to.equal(1152);
    expect(figures.doubleCuts).to.equal(figures.singleCuts ** 2);
  });
});

describe('words of the converter with a fault on a clock pulse', () => {
  it('may deceive the driver, but move the pull that the device uses by 2 N at most', async () => {
    const { accepted, rejected, wrong, believed, pullErrorMaxN } = await wordFigures(30_000);
    expect(believed).to.equal(0);
    expect(accepted + rejected).to.equal(30_000);
    // A word with no fault before it is always right. One after a lost pulse may end in ones, which a steady pull may, too.
    expect(Object.keys(wrong).sort()).to.deep.equal(['after lost', 'doubled', 'lost', 'stretched']);
    expect(pullErrorMaxN).to.be.within(1, 2);
  });
});

describe('the filter of the pull', () => {
  it('is not biased, has 15 noise-free bits, and leaks no spike of one or two words', () => {
    const figures = pullFigures(40_000);
    expect(Math.abs(figures.biasSigma)).to.be.below(0.02);
    expect(figures.noiseFreeBits).to.be.within(15, 16);
    expect(figures.noiseFreeBitsRaw).to.be.within(14.2, 14.4);
    expect(figures.spikePct).to.be.within(0, 0.1);
    expect(figures.stepWords).to.be.at.most(8);
  });
});
