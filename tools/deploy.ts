/** `npm run deploy -- -p PORT`: writes dist/firmware.js to a board with the official command line, unchanged. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { buildFirmware } from './bundle/pipeline.ts';
import { sha256Of } from './bundle/report.ts';
import { ROOT } from './root.ts';

const BUNDLE = 'dist/firmware.js';

/** Version that the upload was tried with; fetched by npx, not a dependency. */
const COMMAND_LINE = 'espruino@0.1.67';

const HELP = `Writes ${BUNDLE} to a board: npm run deploy -- -p PORT

PORT is a serial device (/dev/ttyACM0, COM3), a Bluetooth address (aa:bb:cc:dd:ee:ff) or tcp://HOST:PORT.
Hold the button of the board while it starts, so that the firmware on it does not run during the upload.`;

/** Reads back what flash holds, for the check below, and starts it. */
const READ_BACK = 'print("CRC",E.CRC32(require("Storage").read(".bootcde")));load()';

/** Something the caller can put right; printed without a stack. */
export class DeployRefused extends Error {}

/** The port among the parameters after `npm run deploy --`. */
export function portOf(parameters: readonly string[]): string {
  const at = parameters.findIndex((one) => one === '-p' || one === '--port');
  const port = parameters[at + 1];
  if (at < 0 || port === undefined || port === '' || port.startsWith('-')) {
    throw new DeployRefused(`No port was given.\n${HELP}`);
  }
  const stray = parameters.filter((_, index) => index !== at && index !== at + 1);
  if (stray.length > 0) throw new DeployRefused(`Unknown parameters: ${stray.join(' ')}\n${HELP}`);
  return port;
}

/** What npx is called with. The file goes into flash byte for byte; then the board tells its checksum and starts it. */
export function uploadParameters(port: string, bundle: string): string[] {
  const isBluetooth = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(port);
  return [
    '--yes',
    COMMAND_LINE,
    ...(isBluetooth ? [] : ['--no-ble']),
    '-p',
    port,
    '--storage',
    `.bootcde:${bundle}`,
    '-e',
    READ_BACK,
  ];
}

/** Throws unless the bundle on disk is what the sources of this tree give. */
export async function checkFresh(root: string): Promise<void> {
  const path = join(root, BUNDLE);
  if (!existsSync(path)) throw new DeployRefused(`${BUNDLE} does not exist; run npm run build.`);
  const { code } = await buildFirmware(root);
  if (sha256Of(code) !== sha256Of(readFileSync(path, 'latin1'))) {
    throw new DeployRefused(`${BUNDLE} is not what the sources give; run npm run build.`);
  }
}

/** Does the output of the upload hold the checksum that the bundle has? The command line itself also ends well without. */
export function isConfirmed(output: string, bundle: Uint8Array): boolean {
  return [...output.matchAll(/\bCRC (\d+)/g)].some(([, checksum]) => Number(checksum) === crc32(bundle));
}

/** Runs npx, showing what it prints, and gives it back. */
function upload(parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', parameters, { cwd: ROOT, stdio: ['inherit', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString('latin1');
      process.stdout.write(text);
    });
    child.on('error', (error) =>
      reject(new DeployRefused(`npx could not be started: ${error.message}; install Node with npm.`)),
    );
    child.on('close', () => resolve(output));
  });
}

async function main(): Promise<void> {
  const parameters = process.argv.slice(2);
  if (parameters.includes('--help') || parameters.includes('-h')) {
    console.log(HELP);
    return;
  }
  const port = portOf(parameters);
  await checkFresh(ROOT);
  const output = await upload(uploadParameters(port, BUNDLE));
  if (!isConfirmed(output, readFileSync(join(ROOT, BUNDLE)))) {
    throw new Error(`The board did not confirm the bytes; check ${port} and upload again before the board is used.`);
  }
  console.log('The board holds exactly these bytes.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof DeployRefused ? 2 : 1;
  }
}
