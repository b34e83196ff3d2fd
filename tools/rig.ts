/** `npm run rig`: builds the rig's page, hands it out on localhost and opens it in the browser. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage, PAGE_FOLDER, writePage } from './rig/build.ts';
import { inChromium } from './rig/chromium.ts';
import { figureLines, measure, takePicture } from './rig/measure.ts';
import { openBrowser, portOf, tellFailure } from './rig/open.ts';
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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const port = portOf(values.port);
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
  if (!values['no-open'] && process.stdout.isTTY) openBrowser(address);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    tellFailure(error);
  }
}
