/** The firmware bundle: the bytes that are flashed, and the only thing the simulator runs. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from './scenario/input-error.ts';

export interface Bundle {
  readonly path: string;
  readonly program: string;
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string;
}

const ROOT = resolve(import.meta.dirname, '..');
export const BUNDLE_PATH = join(ROOT, 'dist', 'firmware.js');
/** What the bundle is made of. */
const SOURCE_FOLDERS = ['firmware', 'hal/board'];

export function readBundle(path: string): Bundle {
  if (!existsSync(path))
    throw new InputError(path, 'there is no such file; it must be a firmware bundle, made by npm run build');
  const bytes = readFileSync(path);
  return { path, program: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The bundle of this tree; built first where it is missing. `note` hears what a person should know. */
export function ownBundle(note: (line: string) => void): Bundle {
  if (!existsSync(BUNDLE_PATH)) {
    note('there is no dist/firmware.js yet: building it');
    build();
  } else if (isStale()) {
    note('dist/firmware.js is older than its sources; npm run build makes it anew');
  }
  return readBundle(BUNDLE_PATH);
}

function build(): void {
  const tool = join(ROOT, 'tools', 'build.ts');
  const run = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), tool, '--quiet'], {
    encoding: 'utf8',
  });
  if (run.status === 0) return;
  const first = run.stderr.trim().split('\n')[0] ?? '';
  throw new InputError(BUNDLE_PATH, `cannot be built (${first}); run npm run build to see why`);
}

function isStale(): boolean {
  const builtMs = statSync(BUNDLE_PATH).mtimeMs;
  return SOURCE_FOLDERS.some((folder) => newestMs(join(ROOT, folder)) > builtMs);
}

function newestMs(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.name.endsWith('.ts'))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(0, ...times);
}
