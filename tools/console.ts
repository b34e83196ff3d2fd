/** `npm run console`: builds the technician's page, hands it out on localhost and opens it in the browser. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildConsole, CONSOLE_FOLDER } from './console/build.ts';
import { takeConsolePicture } from './console/picture.ts';
import { writePage } from './rig/build.ts';
import { inChromium } from './rig/chromium.ts';
import { openBrowser, portOf, tellFailure } from './rig/open.ts';
import { serve } from './rig/serve.ts';
import { ROOT } from './root.ts';

/** Beside the rig's, so that both can be open. */
const PORT = 8138;

const HELP = `npm run console [-- OPTIONS]: the technician's page, on localhost.

  --port N    another port than ${PORT}
  --no-open   does not open a browser
  --build     only writes the files to ${CONSOLE_FOLDER}
  --picture F takes the documents' picture in Chromium, and ends`;

const OPTIONS = {
  port: { type: 'string', default: String(PORT) },
  'no-open': { type: 'boolean', default: false },
  build: { type: 'boolean', default: false },
  picture: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const port = portOf(values.port);
  const files = await buildConsole(ROOT);
  writePage(join(ROOT, CONSOLE_FOLDER), files);
  if (values.build) return console.log(`${CONSOLE_FOLDER}: ${[...files.keys()].join(', ')}`);
  const { picture } = values;
  if (picture !== undefined)
    return inChromium(files, (browser, address) => takeConsolePicture(browser, address, picture));
  const { address } = await serve(files, port);
  console.log(`The technician's page: ${address}\nUse Chrome, Edge or Chromium. Ctrl-C ends it.`);
  if (!values['no-open'] && process.stdout.isTTY) openBrowser(address);
}

try {
  await main();
} catch (error) {
  tellFailure(error);
}
