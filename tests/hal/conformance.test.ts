/**
 * Small programs whose output was taken from a real interpreter (Espruino 2v29.277, PC build): the simulated chip
 * must print the same. With the environment variable ESPRUINO the interpreter is asked again.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Chip } from '../../hal/virtual/chip.ts';
import { ContextEngine } from '../../hal/virtual/node-engine.ts';

const FOLDER = join(import.meta.dirname, 'conformance');
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -3));
const ESPRUINO = process.env['ESPRUINO'];
/** Every line of a program begins with this, wherever the interpreter's prompt may have got to. */
const MARK = '# ';
const VIRTUAL_US = 5e6;
const REAL_MS = 10_000;

function lines(text: string): string {
  const marked = text
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line.includes(MARK));
  return marked.map((line) => line.slice(line.indexOf(MARK) + MARK.length)).join('\n') + '\n';
}

function onVirtualChip(name: string): string {
  const chip = new Chip();
  let text = '';
  chip.usbOutput((part) => (text += part));
  chip.powerUp(readFileSync(join(FOLDER, `${name}.js`), 'utf8'), new ContextEngine());
  chip.runUntil(VIRTUAL_US);
  return lines(text);
}

/** Runs the interpreter in a folder of its own, because its flash is a file there, until the program says it ends. */
async function onInterpreter(binary: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  // Its input stays open: at the end of it the interpreter would read garbage for ever.
  const child = spawn(binary, [join(FOLDER, `${name}.js`)], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  let text = '';
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill(), REAL_MS);
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      if (/# end[^\n]*\n/.test(text)) child.kill();
    });
    child.on('error', () => resolve());
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await rm(folder, { recursive: true, force: true });
  return lines(text);
}

describe('the simulated chip prints what the real interpreter prints', () => {
  for (const name of NAMES) {
    it(name, () => {
      expect(onVirtualChip(name)).to.equal(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'));
    });
  }
});

describe('the real interpreter still prints it', function () {
  this.timeout(3 * REAL_MS);
  const found = new Map<string, string>();

  before(async function () {
    if (ESPRUINO === undefined) {
      console.log('    skipped: set ESPRUINO to an Espruino built for this computer');
      this.skip();
    }
    await Promise.all(NAMES.map(async (name) => found.set(name, await onInterpreter(ESPRUINO, name))));
  });

  for (const name of NAMES) {
    it(name, () => {
      expect(found.get(name)).to.equal(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'));
    });
  }
});
