import { expect } from 'chai';
import { describeTechnician } from '../support/consolePage.ts';

describeTechnician('the console page, left half way', 'serial', (at) => {
  it('goes back to the mass before, and aborts with the old values kept', async () => {
    const technician = at();
    const { page } = technician;
    const before = await technician.calibration();
    await technician.press('Calibrate the load cell');
    await technician.press('Begin');
    await technician.work((question) => question.startsWith('Hang 20 kg'));
    await technician.press('Back: the mass before again');
    expect(await technician.question()).to.match(/^Hang 10 kg/);
    await page.getByText('taken back: 10 kg').waitFor();
    await technician.work((question) => question.startsWith('Hang 30 kg'));
    await technician.press('Abort');
    await technician.press('Go on');
    expect(await technician.question()).to.match(/^Hang 30 kg/);
    await technician.press('Abort');
    await technician.press('Abort, keep the old values');
    await technician
      .result()
      .getByText('Stopped at up 30 kg. Nothing was changed: the old calibration holds.')
      .waitFor();
    expect(await technician.calibration()).to.equal(before);
  });

  it('aborts while the board reads', async () => {
    const technician = at();
    await technician.press('Begin');
    technician.act((await technician.work((question) => question.startsWith('Hang 5 kg')))!);
    technician.board.port.disturb('zero', { as: 'noise', value: 2 });
    await technician.done();
    await technician.press('Abort');
    await technician.press('Abort, keep the old values');
    await technician.result().getByText('Aborted. Nothing was accepted: the old values hold.').waitFor();
  });

  it('says that the board is gone, and what holds', async () => {
    const technician = at();
    await technician.press('Begin');
    await technician.work((question) => question.startsWith('Hang 10 kg'));
    await technician.board.lose();
    await technician.page.getByRole('alert').getByText('the old one holds').waitFor();
    expect(await technician.banner()).to.include('NO BOARD');
    await technician.connect('USB cable');
    await technician.page.getByText(/^idle, on for/).waitFor();
  });
});
