import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Certificate } from '../../console/calibrate.ts';
import { describeTechnician } from '../support/consolePage.ts';

describeTechnician('the console page, by radio', 'bluetooth', (at) => {
  it('refuses a wrong mass with its reason, takes the right one, and comes to a certificate', async () => {
    const technician = at();
    const { page } = technician;
    expect(await page.locator('#banner').textContent()).to.match(/REAL BOARD.*radio/s);
    await technician.press('Begin');
    technician.act((await technician.work((question) => question.startsWith('Hang 20 kg')))!, 25);
    await technician.done();
    await page.locator('#verdict[data-ok=false]').waitFor();
    expect(await page.locator('#verdict').textContent()).to.match(
      /^Refused: the reading does not fit the mass that was named\. Now look at the number on the mass/,
    );
    expect(await technician.work((question) => question.startsWith('Accept'))).to.not.equal(null);
    await page.keyboard.press('Enter');
    await technician.result().getByText('Accepted, written and read back').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), technician.press('Certificate as JSON')]);
    const certificate = JSON.parse(readFileSync(await download.path(), 'utf8')) as Certificate;
    expect(certificate).to.include({ accepted: true, simulated: false });
    expect(certificate.points.map(({ massKg }) => massKg)).to.deep.equal([
      0, 5, 10, 20, 30, 40, 30, 20, 10, 5, 0, 40, 0, 40, 0,
    ]);
  });

  it('opens nothing without the service key, and says what is missing', async () => {
    const technician = at();
    await technician.press('Begin');
    expect(await technician.question()).to.match(/^Turn the service key on/);
    await technician.page.keyboard.press('Enter');
    await technician.result().getByText('Only with the service key turned').waitFor();
  });

  it('says that the board is out of reach, and connects again', async () => {
    const technician = at();
    await technician.board.lose();
    await technician.page.getByRole('alert').getByText('The connection has ended').waitFor();
    await technician.connect('Bluetooth');
    await technician.page.getByText(/^idle, on for/).waitFor();
  });
});
