import { expect } from 'chai';
import { storedProgram } from '../../hal/virtual/command-line.ts';
import { describePages, Technician } from '../support/consolePage.ts';
import { bundle } from '../support/consoleDesk.ts';
import { FakeBoard, type FakeWay } from '../support/fakeBoard.ts';

/** The firmware before: the same, with a word behind it that makes it another file. */
const OLD = `${bundle.program}\n// before`;

describePages('the console page, with new firmware', (pages) => {
  async function atBoard(way: FakeWay, use: (technician: Technician) => Promise<void>): Promise<void> {
    const board = new FakeBoard(way, OLD);
    const technician = new Technician(await pages.open(board), board);
    try {
      await technician.connect(way === 'serial' ? 'USB cable' : 'Bluetooth');
      await technician.press('New firmware');
      await technician.press('Begin');
      await use(technician);
    } finally {
      board.detach();
      await technician.page.close();
    }
  }

  it('uploads it by cable, reads it back, and goes on with it', async () => {
    await atBoard('serial', async (technician) => {
      expect(await technician.work((question) => question.startsWith('Replace'))).to.include(
        `${bundle.program.length} bytes`,
      );
      await technician.page.keyboard.press('Enter');
      await technician.page.getByText('Read back: every byte is there.').waitFor();
      await technician.result().getByText('Done.').waitFor();
      expect(storedProgram(technician.board.port.chip)).to.equal(bundle.program);
      await technician.page.getByText(/^idle, on for/).waitFor();
    });
  });

  it('starts the old one again when the connection is lost half way', async () => {
    await atBoard('serial', async (technician) => {
      await technician.work((question) => question.startsWith('Replace'));
      await technician.page.keyboard.press('Enter');
      await technician.page.getByText('20 % written').waitFor();
      await technician.board.lose();
      await technician.page.getByRole('alert').waitFor();
      await technician.connect('USB cable');
      await technician.page.getByText(/^idle, on for/).waitFor();
      expect(storedProgram(technician.board.port.chip)).to.equal(OLD);
    });
  });

  it('does not take it by radio', async () => {
    await atBoard('bluetooth', async (technician) => {
      await technician.work();
      await technician.result().getByText('Firmware goes over the USB cable only; connect by it.').waitFor();
      expect(storedProgram(technician.board.port.chip)).to.equal(OLD);
    });
  });
});
