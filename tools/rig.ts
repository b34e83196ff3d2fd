/** `npm run rig`: builds the rig's page, hands it out on localhost and opens it in the browser. */
import { buildPage, PAGE_FOLDER } from './rig/build.ts';
import { runPage } from './rig/command.ts';
import { figureLines, measure, takePicture } from './rig/measure.ts';

/** Free on most machines, and the same every time, so that links go on working. */
const PORT = 8137;

await runPage({
  name: 'rig',
  what: 'the simulated rig in the browser',
  port: PORT,
  folder: PAGE_FOLDER,
  build: buildPage,
  welcome: (address) => `The rig, simulated: ${address}\nThe same files, for any server: ${PAGE_FOLDER}`,
  picture: takePicture,
  measure: async (browser, address, files) => {
    console.log(figureLines(await measure(browser, address, files)).join('\n'));
  },
});
