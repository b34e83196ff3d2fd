import { expect } from 'chai';
import { CellModel } from '../../../sim/parts/cellModel.ts';

describe('steel of a load cell', () => {
  it('shows the load itself without errors', () => {
    const cell = new CellModel();
    for (const loadN of [0, 100, 2000, -300]) expect(cell.shownN(loadN, 0, 0)).to.equal(loadN);
  });

  it('is bowed by the share of capacity at half load, and straight again at capacity', () => {
    const cell = new CellModel();
    expect(cell.shownN(1000, 0.00012, 0) - 1000).to.be.closeTo(0.24, 1e-9);
    expect(cell.shownN(2000, 0.00012, 0) - 2000).to.be.closeTo(0, 1e-9);
    expect(cell.shownN(-1000, 0.00012, 0) + 1000).to.be.closeTo(-0.24, 1e-9);
  });

  it('reads more on the way down than on the way up, and wider loops have more of it', () => {
    const loopN = (topN: number): number => {
      const cell = new CellModel();
      const upN = cell.shownN(topN / 2, 0, 0.0002);
      cell.shownN(topN, 0, 0.0002);
      return cell.shownN(topN / 2, 0, 0.0002) - upN;
    };
    expect(loopN(100)).to.be.above(0.005);
    expect(loopN(500)).to.be.above(2 * loopN(100));
    // Class C3 allows 1.05 v = 0.7 N at capacity, hysteresis included.
    expect(loopN(2000)).to.be.within(0.1, 0.7);
  });
});
