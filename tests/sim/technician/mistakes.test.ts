import { expect } from 'chai';
import { REFUSALS } from '../../../firmware/calibration/refusals.ts';
import { ANGLE_MISTAKES } from '../../../sim/technician/angles.ts';
import { MISTAKES } from '../../../sim/technician/mistakes.ts';
import { calibrationFigures } from '../../figures/calibration.ts';

describe('a technician at the load cell', () => {
  it('calibrates any cell of class C3: residual within 0.05 % and verification within 0.1 % of the range', async () => {
    const figures = await calibrationFigures(12, 0);
    expect(figures).to.include({ cells: 12, refused: 0 });
    expect(figures.residualPct).to.be.within(0.001, 0.05);
    expect(figures.verificationPct).to.be.within(0.0001, 0.1);
  });

  it('is refused for every mistake, with the right reason', async () => {
    const { mistakes, refusedRightly, wrong } = await calibrationFigures(0, 1);
    expect(wrong).to.deep.equal([]);
    expect(refusedRightly).to.equal(mistakes);
    expect(mistakes).to.equal(MISTAKES.length).and.be.at.least(20);
  });

  it('meets every reason but those of the record itself in one of the mistakes', () => {
    const met = new Set([...MISTAKES, ...ANGLE_MISTAKES].flatMap((mistake) => mistake.refusals));
    const missing = REFUSALS.map((row) => row.name).filter((name) => !met.has(name));
    expect(missing).to.deep.equal(['none', 'notSaved']);
  });
});
