import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ACTIONS } from '../../console/actions.ts';
import { ownBundle } from '../../sim/bundle.ts';
import { buildConsole } from '../../tools/console/build.ts';
import { compressed } from '../../tools/rig/serve.ts';
import { describePages } from '../support/consolePage.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WEIGHT_MAX_BYTES = 200_000;

describePages('the console page, with the simulated board', (pages) => {
  let page: Page;

  beforeEach(async () => void (page = await pages.open(null)));
  afterEach(() => page.close());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const result = () => page.locator('#result .verdict');
  const asked = (words: string) => page.locator('#asked:not(.busy) #asked-text', { hasText: words });
  const connect = async (): Promise<void> => {
    await button('Simulated board').click();
    await button('Begin').waitFor();
  };
  const task = async (name: string): Promise<void> => {
    await button(name).click();
    await button('Begin').waitFor();
    await button('Begin').click();
  };
  const doIt = async (words: string): Promise<void> => {
    await asked(words).waitFor();
    await button('Do what is asked').click();
    await page.locator('#done:focus').waitFor();
    await button('Done').click();
  };

  it('says at all times that it is simulated', async () => {
    expect(await page.locator('#banner').textContent()).to.match(/NO BOARD/);
    await connect();
    await page.getByText('SIMULATED BOARD', { exact: true }).waitFor();
    expect(await page.title()).to.match(/^SIMULATED BOARD/);
    await page.evaluate('scrollTo(0, 10000)');
    const box = await page.locator('#banner').boundingBox();
    expect(box!.y).to.be.within(0, 60);
    await button('Disconnect').click();
    expect(await page.locator('#banner').textContent()).to.match(/NO BOARD/);
  });

  it('shows the pull that hangs on the cell, live', async () => {
    await connect();
    await page.getByText(/^-?0\.\d N$/).waitFor();
    await page.getByLabel('On the cell, kg').fill('20');
    await button('Hang it').click();
    await page.getByText(/^196\.\d N$/).waitFor();
    await button('PANIC').click();
    await page.getByText(/PANIC pressed/).waitFor();
  });

  it('refuses a wrong mass three times, then gives up, and the old calibration holds', async () => {
    await connect();
    await task('Calibrate the load cell');
    await doIt('Turn the service key on');
    await doIt('Take every load off');
    await doIt('Take every load off');
    for (let n = 0; n < 3; n += 1) {
      await asked('Hang 5 kg').waitFor();
      await page.getByLabel('On the cell, kg').fill('7');
      await button('Hang it').click();
      await button('Done').click();
    }
    await result().getByText('Refused at up 5 kg').waitFor();
    expect(await result().textContent()).to.match(/does not fit the mass.*The old calibration holds\.$/);
  });

  it('tests the safety chain', async () => {
    await connect();
    await task('Safety chain');
    // How often START acknowledges the halt is a matter of time.
    while (
      await asked('')
        .or(result())
        .first()
        .waitFor()
        .then(() => result().isHidden())
    )
      await doIt('');
    await result().getByText('Done.').waitFor();
    expect(await page.locator('#result tbody tr').count()).to.equal(11);
  });

  it('calibrates the angle: the board creeps while START is held, and nothing but a number is taken', async () => {
    await connect();
    await task('Calibrate the angle');
    await doIt('Turn the service key on');
    await doIt('Nobody on the board');
    for (const way of [null, 'creeps up to 15 degrees', 'creeps up to 35 degrees', 'comes down']) {
      if (way !== null) for (const words of [way, 'Let the button go']) await doIt(words);
      await asked('Read the inclinometer').waitFor();
      const field = page.getByLabel('Reading, degrees');
      await field.fill('flat');
      await field.press('Enter');
      await page.getByText('That is no number').waitFor();
      await doIt('Read the inclinometer');
    }
    await page.locator('#review').getByText('Zero of the travel').waitFor();
    await asked('Accept this calibration').waitFor();
    await button('Yes').click();
    await result().getByText('Accepted, written and read back').waitFor();
    const saved = page.waitForEvent('download');
    await button('Certificate as a page').click();
    expect((await saved).suggestedFilename()).to.match(/^angle-.*html$/);
  });

  it('leaves the angle on the way: the board stops, and the old values hold', async () => {
    await connect();
    await task('Calibrate the angle');
    await doIt('Turn the service key on');
    await doIt('Nobody on the board');
    await doIt('Read the inclinometer');
    await doIt('creeps up to 15 degrees');
    await page.locator('#readings').getByText('jogging').waitFor();
    await button('Abort').click();
    await button('Abort, keep the old values').click();
    await result().getByText('Aborted. Nothing was accepted: the old values hold.').waitFor();
    await page.locator('#readings').getByText('closed', { exact: true }).waitFor();
  });

  it('loads a prescription that the device accepts, and tells why it refuses another', async () => {
    await connect();
    await button('Load a prescription').click();
    await page.getByLabel('target, N, % or deg', { exact: true }).fill('150');
    await page.getByLabel('target kind').selectOption('pull in N');
    await page.getByLabel('pull cap, N').fill('140');
    await button('Begin').click();
    await doIt('Turn the service key on');
    await asked('pullCapN: 140').waitFor();
    await button('Yes').click();
    await result().getByText('The prescription is refused: pull above its cap.').waitFor();
    await page.getByLabel('pull cap, N').fill('170');
    await button('Begin').click();
    await doIt('Turn the service key on');
    await asked('pullCapN: 170').waitFor();
    await button('Yes').click();
    await result().getByText('Done.').waitFor();
    expect(await page.locator('#result').textContent()).to.include('pullCapN170');
    await button('Load a prescription').click();
    await page.getByLabel('pull cap, N').waitFor();
    expect(await page.getByLabel('pull cap, N').inputValue()).to.equal('170');
  });

  it('refuses a wrong key, and one that is none', async () => {
    await connect();
    await page.getByLabel(/^Key of the device/).fill('1234');
    await button('Begin').click();
    await result().getByText('The key must be 32 hexadecimal digits, or empty.').waitFor();
    await page.getByLabel(/^Key of the device/).fill('f'.repeat(32));
    await button('Begin').click();
    await doIt('Turn the service key on');
    await result().getByText('The key of the console is wrong.').waitFor();
  });

  it('has a task for everything that the terminal does; logs show what happened', async () => {
    await connect();
    expect(await page.locator('#tasks button').count()).to.equal(Object.keys(ACTIONS).length);
    await task('Journal');
    await page.locator('#said').getByText('started').first().waitFor();
    await task('Sessions');
    await page.getByText('no session yet').waitFor();
  });

  it('names every control, reaches it by the keyboard, and fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await connect();
    for (const name of ['Load a prescription', 'Calibrate the load cell']) {
      await button(name).click();
      await button('Begin').waitFor();
      const [scroll, inner] = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
      expect(scroll).to.be.at.most(inner!);
      const nameless = `[...document.querySelectorAll('button, input, select, a')].filter((one) =>
        !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length)).length`;
      expect(await page.evaluate<number>(nameless)).to.equal(0);
    }
    const reached = new Set<string>();
    await page.evaluate('document.activeElement.blur()');
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate<string>('document.activeElement.id'));
    }
    for (const id of ['disconnect', 'mass', 'hang', 'field-masses', 'field-verify', 'field-key', 'begin'])
      expect([...reached], id).to.include(id);
    expect((await button('Begin').boundingBox())!.height).to.be.at.least(44);
  });
});

describe('the files of the console page', () => {
  it('name no address elsewhere and nothing of Node, and hold the bytes that are flashed', async () => {
    const files = await buildConsole(ROOT);
    for (const [name, text] of files) {
      if (name === 'licences.txt') continue;
      expect(/["'`]node:/.test(text), `${name} names a module of Node`).to.equal(false);
    }
    expect(files.get('firmware.js')).to.equal(ownBundle(() => undefined).program);
    expect(files.get('licences.txt')).to.match(/@espruino-tools\/uart[^]*uplot/);
  });

  it('are light, without the compiler that the library brings along', async () => {
    const files = await buildConsole(ROOT);
    const weight = [...compressed(files).values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(weight).to.be.lessThan(WEIGHT_MAX_BYTES);
    expect(files.get('page.js')).to.not.include('esprima');
  });
});
