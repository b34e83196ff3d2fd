/** The browser that the tests and the measurements drive. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { serve } from './serve.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Where Debian has it, should PATH be short. */
const FOLDERS = ['/usr/bin', '/usr/local/bin'];

/** One line for whoever wonders what was not tested. */
export const NO_BROWSER =
  'Tests in the browser were skipped: install Chromium (apt install chromium), or set CHROMIUM to its path.';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium: the one that CHROMIUM names, or the first that the machine has; null for none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment['CHROMIUM'];
  if (named !== undefined && named !== '') return isProgram(named) ? named : null;
  const folders = new Set([...(environment['PATH'] ?? '').split(delimiter), ...FOLDERS]);
  for (const name of NAMES) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (folder !== '' && isProgram(path)) return path;
    }
  }
  return null;
}

/** Starts it without a window. */
export async function launchChromium(path: string): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  // As root, as in containers, it refuses to start inside its own sandbox. It only ever sees our page.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: path, args: isRoot ? ['--no-sandbox'] : [], timeout: 30_000 });
}

/** Does something with the page in a Chromium that is gone afterwards. */
export async function inChromium(
  files: ReadonlyMap<string, string>,
  use: (browser: Browser, address: string) => Promise<void>,
): Promise<void> {
  const path = findChromium();
  if (path === null) throw new Error(NO_BROWSER.replace('Tests in the browser were skipped', 'There is no browser'));
  const [served, browser] = await Promise.all([serve(files, 0), launchChromium(path)]);
  try {
    await use(browser, served.address);
  } finally {
    await browser.close();
    await served.close();
  }
}
