/** `npm run console`: builds the technician's page, hands it out on localhost and opens it in the browser. */
import { buildConsole, CONSOLE_FOLDER } from './console/build.ts';
import { takeConsolePicture } from './console/picture.ts';
import { runPage } from './rig/command.ts';

/** Beside the rig's, so that both can be open. */
const PORT = 8138;

await runPage({
  name: 'console',
  what: "the technician's page",
  port: PORT,
  folder: CONSOLE_FOLDER,
  build: buildConsole,
  welcome: (address) => `The technician's page: ${address}\nUse Chrome, Edge or Chromium.`,
  picture: takeConsolePicture,
});
