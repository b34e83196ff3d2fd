import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** The interpreter built for this machine, if there is one. */
export const ESPRUINO = process.env['ESPRUINO'];

/** Longest run of a short program, start included; a hang is a failure. */
const RUN_MAX_MS = 10_000;

/** Lines that a program prints in the real interpreter, without its banner. */
export async function printedByInterpreter(code: string): Promise<string[]> {
  if (ESPRUINO === undefined) throw new Error('Set ESPRUINO to the path of an Espruino built for Linux.');
  const folder = mkdtempSync(join(tmpdir(), 'incline-espruino-'));
  try {
    writeFileSync(join(folder, 'program.js'), `print("BEGIN");\n${code}\n`);
    const output = await outputOf(ESPRUINO, ['program.js'], folder);
    const lines = output.split(/\r?\n/);
    return lines.slice(lines.indexOf('BEGIN') + 1).filter((line) => line !== '' && line !== '>');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outputOf(command: string, parameters: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Standard input stays open: at its end the interpreter would read garbage for ever.
    const child = spawn(command, parameters, { cwd, stdio: ['pipe', 'pipe', 'inherit'], timeout: RUN_MAX_MS });
    let output = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === null) resolve(output);
      else reject(new Error(`The interpreter did not end by itself (${signal}); it had printed: ${output}`));
    });
  });
}

/** Lines that the same program prints in Node. */
export function printedByNode(code: string): string[] {
  const lines: string[] = [];
  const print = (...values: unknown[]): void => void lines.push(values.map(String).join(' '));
  runInNewContext(code, { print });
  return lines;
}
