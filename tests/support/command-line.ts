import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sinon from 'sinon';
import { execute } from '../../sim/command-line.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

export interface Ended {
  readonly code: number | string | null | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs `incline` as a person would, in a process of its own. */
export function inclineProcess(...args: string[]): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'incline.mjs'), ...args], { cwd: ROOT });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
  });
}

/** The same in this process, which is a second quicker. */
export async function incline(...args: string[]): Promise<Ended> {
  const exitCodeBefore = process.exitCode;
  const out: unknown[] = [];
  const err: unknown[] = [];
  const sandbox = sinon.createSandbox();
  sandbox.stub(console, 'log').callsFake((text) => out.push(text));
  sandbox.stub(console, 'error').callsFake((text) => err.push(text));
  try {
    await execute(args);
    return { code: process.exitCode, out: out.join('\n'), err: err.join('\n') };
  } finally {
    sandbox.restore();
    process.exitCode = exitCodeBefore;
  }
}

/** A folder that is gone after the tests. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'incline-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: unknown): string {
    const path = this.path(name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
