import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildFirmware } from '../../tools/bundle/pipeline.ts';
import { DeployRefused, checkFresh, isConfirmed, portOf, uploadParameters } from '../../tools/deploy.ts';
import { inTree } from './workshop.ts';

const TREE = { 'firmware/main.ts': 'declare const print: any;\nprint(1);\nexport {};\n' };

function writeBundle(root: string, code: string): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist/firmware.js'), code);
}

async function refusalOf(work: () => Promise<void> | string): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof DeployRefused) return error.message;
    throw error;
  }
  return 'not refused';
}

describe('an upload', () => {
  it('takes the port from -p or --port', () => {
    expect(portOf(['-p', '/dev/ttyACM0'])).to.equal('/dev/ttyACM0');
    expect(portOf(['--port', 'tcp://localhost:2323'])).to.equal('tcp://localhost:2323');
  });

  it('is refused without a port, or with what it does not know, and says how to call it', async () => {
    for (const parameters of [[], ['-p'], ['-p', ''], ['-p', '--help'], ['COM3'], ['-p', 'COM3', '--fast']]) {
      expect(await refusalOf(() => portOf(parameters)), parameters.join(' ')).to.include('npm run deploy -- -p PORT');
    }
  });

  it('writes the file to flash as it is and starts it', () => {
    expect(uploadParameters('COM3', 'dist/firmware.js')).to.deep.equal([
      '--yes',
      'espruino@0.1.67',
      '--no-ble',
      '-p',
      'COM3',
      '--storage',
      '.bootcde:dist/firmware.js',
      '-e',
      'print("CRC",E.CRC32(require("Storage").read(".bootcde")));load()',
    ]);
  });

  it('counts only when the board tells the checksum of these bytes', () => {
    // CRC-32 of "123456789" is the check value of the polynomial, 0xCBF43926.
    const bundle = Buffer.from('123456789');
    expect(isConfirmed('Connected\r\n--] CRC 3421780262\r\nUpload Complete\n', bundle)).to.equal(true);
    expect(isConfirmed('--] CRC 3421780263\n', bundle)).to.equal(false);
    expect(isConfirmed('Unable to connect!\n', bundle)).to.equal(false);
  });

  it('leaves Bluetooth on for a Bluetooth address', () => {
    expect(uploadParameters('c0:FF:ee:00:11:22', 'a.js')).to.not.include('--no-ble');
  });

  it('is refused while there is no bundle, or an old one', async () => {
    await inTree(TREE, async (root) => {
      expect(await refusalOf(() => checkFresh(root))).to.include('does not exist; run npm run build');
      writeBundle(root, '(()=>{print(2)})();');
      expect(await refusalOf(() => checkFresh(root))).to.include('not what the sources give; run npm run build');
      writeBundle(root, (await buildFirmware(root)).code);
      expect(await refusalOf(() => checkFresh(root))).to.equal('not refused');
    });
  });
});
