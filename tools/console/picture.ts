/** Takes the picture of the page that the documents show: a calibration of the simulated board on its way down. */
import type { Browser, Page } from 'playwright-core';

/** The question at which the picture is taken. */
const AT = /^Hang 20 kg/;
const ON_THE_WAY_UP = 1;

async function goOn(page: Page): Promise<void> {
  const doIt = page.getByRole('button', { name: 'Do what is asked' });
  await doIt.click();
  await page.locator('#done:focus').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
}

export async function takeConsolePicture(browser: Browser, address: string, path: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1080 }, colorScheme: 'light' });
  try {
    await page.goto(address);
    await page.getByRole('button', { name: 'Simulated board' }).click();
    await page.getByRole('button', { name: 'Begin' }).click();
    for (let seen = 0; ;) {
      const asked = page.locator('#asked:visible:not(.busy) #asked-text');
      await asked.waitFor();
      if (AT.test((await asked.textContent()) ?? '')) seen += 1;
      if (seen > ON_THE_WAY_UP) break;
      await goOn(page);
    }
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path });
  } finally {
    await page.close();
  }
}
