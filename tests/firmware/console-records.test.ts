import { expect } from 'chai';
import { keyOf, keyWords } from '../../console/codes.ts';
import { Daily, DAILY, PRESCRIPTION_ADDED } from '../../firmware/course-records.ts';
import { PAGE_BYTES } from '../../firmware/layout.ts';
import { decodeRecord } from '../../firmware/records.ts';
import { FLASH_BYTES, FREE_START } from '../../hal/virtual/flash.ts';
import { ConsoleDesk, flashOf } from '../support/consoleDesk.ts';
import { crc } from '../support/fakeFlash.ts';

const KEY = keyOf('00112233445566778899aabbccddeeff')!;
/** A prescription that the device accepts: 200 N for 5 minutes. */
const RX = [0, 0, 0, 200, 300, 40, 240, 80, 1, 20, 1].concat(PRESCRIPTION_ADDED);

/** Flash from its free area on, from the beginning of each page. */
function pagesOf(image: Uint8Array): Uint8Array[] {
  const pages: Uint8Array[] = [];
  for (let at = FREE_START; at < image.length; at += PAGE_BYTES) pages.push(image.subarray(at));
  return pages;
}

describe('records that the console writes', () => {
  it('keeps its key and the weeks in one record, and neither harms the other', async () => {
    const desk = new ConsoleDesk(1, flashOf({ history: { level: 2, completed: 5, dayMin: 7 } }));
    await desk.enter();
    await desk.board.setKey(KEY);
    await desk.board.close();
    const image = desk.port.chip.flashImage();
    const found = pagesOf(image).map((page) => decodeRecord(DAILY, page, crc));
    const daily = found.find((values) => values !== null && values[Daily.Key0] !== 0)!;
    expect(daily.slice(Daily.SessionS, Daily.LastDay)).to.deep.equal([420, 0]);
    expect([daily[Daily.Level], daily[Daily.Completed]]).to.deep.equal([2, 5]);
    expect(daily.slice(Daily.Key0, Daily.Opens)).to.deep.equal(keyWords(KEY));
    const later = new ConsoleDesk(1, image);
    await later.enter(KEY);
    expect((await later.board.info()).serviceOpen).to.equal(true);
  });

  it('has an expired calibration as soon as the clock says so, and a good one when it is set back', async () => {
    const desk = new ConsoleDesk();
    await desk.enter();
    const nowS = desk.port.wallS;
    expect(await desk.board.info()).to.include({ calibrated: true, calibrationExpired: false });
    await desk.board.setClock(nowS + 336 * 86_400);
    expect(await desk.board.info()).to.include({ calibrated: true, calibrationExpired: true });
    await desk.board.setClock(nowS);
    expect((await desk.board.info()).calibrationExpired).to.equal(false);
    await desk.board.setClock(nowS + 336 * 86_400);
    const faults: string[] = [];
    desk.client.onPush = (line) => void (line.startsWith('F,71,') && faults.push(line));
    await desk.board.close();
    await desk.port.wait(2000);
    expect(faults).to.have.length(1);
  });

  it('has a new prescription in use as soon as it was read back', async () => {
    const desk = new ConsoleDesk(1, new Uint8Array(FLASH_BYTES).fill(255));
    await desk.enter();
    expect(await desk.board.info()).to.include({ calibrated: false, prescribed: false });
    await desk.board.prescribe(RX);
    expect((await desk.board.info()).prescribed).to.equal(true);
  });
});
