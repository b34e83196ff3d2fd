/** `npm run rig`: builds the rig's page, hands it out on localhost and opens it in the browser. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { buildPage, PAGE_FOLDER, writePage } from './rig/build.ts';
import { findChromium, launchChromium, NO_BROWSER } from './rig/chromium.ts';
import { figureLines, measure, takePicture } from './rig/measure.ts';
import { serve } from './rig/serve.ts';
import { ROOT } from './root.ts';

/** Free on most machines, and the same every time, so that links go on working. */
const PORT = 8137;

const HELP = `npm run rig [-- OPTIONS]: the simulated rig in the browser, on localhost.

  --port N    another port than ${PORT}
  --no-open   does not open a browser
  --build     only writes the files to ${PAGE_FOLDER}; any server of static files can hand them out
  --measure   measures weight, first paint and pictures a second in Chromium, and ends
  --picture F takes the README's picture in Chromium, and ends`;

const OPTIONS = {
  port: { type: 'string', default: String(PORT) },
  'no-open': { type: 'boolean', default: false },
  build: { type: 'boolean', default: false },
  measure: { type: 'boolean', default: false },
  picture: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Opens the user's browser where there is somebody to look at it; whether it works is not our business. */
function open(address: string): void {
  const [program, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? [
    'xdg-open',
  ];
  const child = spawn(program ?? 'xdg-open', [...before, address], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

/** Does something with the page in a Chromium that is gone afterwards. */
async function inChromium(
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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port is ${values.port}; it must be a whole number from 0 to 65535`);
  const files = await buildPage(ROOT);
  writePage(join(ROOT, PAGE_FOLDER), files);
  if (values.build) return console.log(`${PAGE_FOLDER}: ${[...files.keys()].join(', ')}`);
  const { picture } = values;
  if (picture !== undefined) return inChromium(files, (browser, address) => takePicture(browser, address, picture));
  if (values.measure)
    return inChromium(files, async (browser, address) => {
      console.log(figureLines(await measure(browser, address, files)).join('\n'));
    });
  const { address } = await serve(files, port);
  console.log(`The rig, simulated: ${address}\nThe same files, for any server: ${PAGE_FOLDER}\nCtrl-C ends it.`);
  if (!values['no-open'] && process.stdout.isTTY) open(address);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    console.error(code === 'EADDRINUSE' ? `${message}; choose another port with -- --port N` : message);
    process.exitCode = 2;
  }
}
