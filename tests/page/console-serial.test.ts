import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Certificate } from '../../console/calibrate.ts';
import { describeTechnician } from '../support/consolePage.ts';

describeTechnician('the console page, by cable', 'serial', (at) => {
  const isOpen = () => at().page.evaluate<boolean>('boardIsOpen()');
  it('calibrates with the keyboard alone, up to a certificate', async () => {
    const technician = at();
    const { page } = technician;
    expect(await technician.banner()).to.match(/REAL BOARD.*USB cable/s);
    await technician.press('Begin');
    expect(await technician.work((question) => question.startsWith('Accept'))).to.equal('Accept this calibration.');
    const unseenPx = '(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector("#steps"))';
    expect(await page.evaluate<number>(unseenPx)).to.equal(0);
    expect(await page.locator('#residual-plot').getAttribute('aria-label')).to.match(/^Residuals of 15 readings/);
    expect(await page.locator('#review').textContent()).to.match(/Sensitivity.*counts\/N.*Verification at 25 kg/s);
    expect(technician.asked.filter((one) => one.startsWith('Hang'))).to.have.length(12);
    await page.keyboard.press('Enter');
    await technician.result().getByText('Accepted, written and read back').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), technician.press('Certificate as JSON')]);
    const certificate = JSON.parse(readFileSync(await download.path(), 'utf8')) as Certificate;
    expect(certificate).to.include({ accepted: true, simulated: false, refusal: null });
    expect(certificate.points).to.have.length(15);
    expect(certificate.after).to.include({ points: 15 });
    expect(certificate.after).to.not.deep.equal(certificate.before);
    const [printable] = await Promise.all([page.waitForEvent('download'), technician.press('Certificate as a page')]);
    expect(readFileSync(await printable.path(), 'utf8')).to.include('<strong>Accepted</strong>');
    await technician.press('Print the certificate');
    await page.frameLocator('iframe').getByText('Accepted', { exact: true }).waitFor({ state: 'attached' });
    expect(await technician.calibration()).to.include(
      `Sensitivity${certificate.after!['countsPerN']!.toFixed(3)} counts/N`,
    );
  });

  it('closes the port for real, and opens it again', async () => {
    const technician = at();
    await technician.press('Disconnect');
    await technician.page.waitForFunction('!boardIsOpen()');
    expect(await technician.banner()).to.include('NO BOARD');
    await technician.connect('USB cable');
    expect(await isOpen()).to.equal(true);
    await technician.page.getByText(/^idle, on for/).waitFor();
  });

  it('goes on after a chooser that was left', async () => {
    const technician = at();
    await technician.press('Disconnect');
    await technician.page.waitForFunction('!boardIsOpen()');
    const leave = "choose = () => Promise.reject(new DOMException('No port selected by the user.', 'NotFoundError'))";
    await technician.page.evaluate(`globalThis.chooses = choose; ${leave}`);
    await technician.press('USB cable');
    await technician.page.getByRole('alert').getByText('No board was connected').waitFor();
    await technician.page.evaluate('choose = chooses');
    await technician.connect('USB cable');
  });
});
