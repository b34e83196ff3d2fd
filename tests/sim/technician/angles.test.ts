import { expect } from 'chai';
import { FREE_START } from '../../../hal/virtual/flash.ts';
import { Page, PAGE_BYTES } from '../../../firmware/layout.ts';
import { CALIBRATION, encodeRecord } from '../../../firmware/records.ts';
import { ANGLE_MISTAKES, angleProcedure, workAngles } from '../../../sim/technician/angles.ts';
import { angleFigures } from '../../figures/angles.ts';
import { AngleBench } from '../../support/angleDesk.ts';
import { flashOf, refusalOf } from '../../support/consoleDesk.ts';
import { crc } from '../../support/fakeFlash.ts';

/** A calibration of the load cell as version 2 of the record has it. */
const CELL = [12_885, 2147.483648, 0, 0, 20_424, 20_789, 400, 0.125, 0.25, 0.25, 0.5, 0.25, 15];

/** Flash of a device whose calibration was written by the version before. */
function flashBefore(): Uint8Array {
  const flash = flashOf();
  const at = FREE_START + Page.Calibration * PAGE_BYTES;
  flash.fill(255, at, at + 2 * PAGE_BYTES);
  flash.set(encodeRecord(CALIBRATION.older!, CELL, 3, crc), at);
  return flash;
}

describe('a technician at the tilt sensor', function () {
  this.timeout(20_000);

  it('calibrates fresh rigs, 3 degrees and 5 mm off: the zeros come out within 0.1 degrees and 0.3 mm', async () => {
    const figures = await angleFigures(6, 0);
    expect(figures).to.include({ rigs: 6, refused: 0 });
    expect(figures.tiltZeroErrorDeg).to.be.within(0.001, 0.1);
    expect(figures.travelZeroErrorMm).to.be.within(0.001, 0.3);
    expect(figures.tiltErrorDeg).to.be.within(0.001, 0.15);
    expect(figures.travelErrorDeg).to.be.within(0.001, 0.15);
  });

  it('is refused for every mistake, with the right reason, and the old calibration holds', async () => {
    const { mistakes, refusedRightly, wrong, changed } = await angleFigures(0, 1);
    expect(wrong).to.deep.equal([]);
    expect(changed).to.deep.equal([]);
    expect(refusedRightly).to.equal(mistakes);
    expect(mistakes).to.equal(ANGLE_MISTAKES.length).and.be.at.least(20);
  });

  it('may have a known mass in the strap: 20 kg on rollers pull 20 g sin a', async () => {
    const bench = new AngleBench({ onBoardKg: 20, friction: 0 });
    expect(await workAngles(bench, angleProcedure([0, 15, 35, 0], 20))).to.include({ refusal: 'none' });
    const other = new AngleBench({ onBoardKg: 20, friction: 0 });
    expect(await workAngles(other, angleProcedure([0, 15, 35, 0], 10))).to.include({ refusal: 'strapLoaded' });
  });

  it('gets a device of the version before back to traction: its angle was never calibrated', async () => {
    const bench = new AngleBench({ flash: flashBefore() });
    await bench.port.wait(2500);
    expect(await bench.board.info()).to.include({ calibrated: false });
    expect(await bench.board.calibration()).to.include({ countsPerN: 2147.483648, points: 15, angleDay: 0 });
    expect(await workAngles(bench, angleProcedure())).to.include({ refusal: 'none' });
    expect(await bench.board.info()).to.include({ calibrated: true });
    const after = (await bench.board.calibration())!;
    expect(after).to.include({ countsPerN: 2147.483648, points: 15, expiresDay: 20_789, angleDay: 20_454 });
    const later = new AngleBench({ flash: bench.port.chip.flashImage() });
    await later.port.wait(2500);
    expect(await later.board.calibration()).to.deep.equal(after);
  });

  it('keeps the old calibration when power fails at any word of the new one, and has the new one only whole', async () => {
    const bench = new AngleBench({ flash: flashBefore() });
    expect(await workAngles(bench, angleProcedure().slice(0, -1))).to.include({ refusal: 'none' });
    const image = bench.port.chip.flashImage();
    const seen: number[] = [];
    for (const words of [0, 1, 6, 17]) {
      const again = new AngleBench({ flash: Uint8Array.from(image) });
      expect(await workAngles(again, angleProcedure().slice(0, -1))).to.include({ refusal: 'none' });
      again.port.chip.flash.wordsUntilCut = words;
      expect(await refusalOf(again.board.accept())).to.match(/does not answer/);
      const after = new AngleBench({ flash: Uint8Array.from(again.port.chip.flash.bytes) });
      await after.port.wait(2500);
      const record = (await after.board.calibration())!;
      expect(record['countsPerN']).to.equal(2147.483648);
      seen.push(record['angleDay']!);
    }
    expect(seen).to.deep.equal([0, 0, 0, 0]);
  });
});
