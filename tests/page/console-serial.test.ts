import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Certificate } from '../../console/calibrate.ts';
import {
  BROWSER_MS,
  chromium,
  ConsolePages,
  NO_CHROMIUM,
  technicianAt,
  type Technician,
} from '../support/consolePage.ts';

describe('the console page, by cable', function () {
  this.timeout(BROWSER_MS);
  const pages = new ConsolePages();
  let technician: Technician;

  if (chromium === null) {
    it(NO_CHROMIUM);
    return;
  }

  before(() => pages.start());
  after(() => pages.stop());

  beforeEach(async () => {
    pages.complaints.length = 0;
    technician = await technicianAt(pages, 'serial');
  });

  afterEach(async () => {
    technician.board.detach();
    await technician.page.close();
    expect(pages.complaints).to.deep.equal([]);
  });

  const banner = () => technician.page.locator('#banner').textContent();
  const isOpen = () => technician.page.evaluate<boolean>('boardIsOpen()');
  const calibration = async (): Promise<string | null> => {
    await technician.press('Calibration in use');
    await technician.press('Begin');
    await technician.result().waitFor();
    return technician.page.locator('#result table').textContent();
  };

  it('calibrates with the keyboard alone, up to a certificate', async () => {
    const { page } = technician;
    expect(await banner()).to.match(/REAL BOARD.*USB cable/s);
    await technician.press('Begin');
    expect(await technician.work((question) => question.startsWith('Accept'))).to.equal('Accept this calibration.');
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
    expect(await calibration()).to.include(`Sensitivity${certificate.after!['countsPerN']!.toFixed(3)} counts/N`);
  });

  it('closes the port for real, and opens it again', async () => {
    await technician.press('Disconnect');
    await technician.page.waitForFunction('!boardIsOpen()');
    expect(await banner()).to.include('NO BOARD');
    await technician.connect('USB cable');
    expect(await isOpen()).to.equal(true);
    await technician.page.getByText(/^idle, on for/).waitFor();
  });

  it('goes on after a chooser that was left', async () => {
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
