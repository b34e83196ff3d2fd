/** `npm run build`: makes dist/firmware.js, the bytes that are flashed, and the size report beside it. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

const DIST = join(ROOT, 'dist');

/** What the bundle is made of, and what makes it. */
const INPUTS = ['firmware', 'hal', 'tools', 'package-lock.json'];

function newestMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function isFresh(): boolean {
  const bundle = join(DIST, 'firmware.js');
  return existsSync(bundle) && INPUTS.every((one) => newestMs(join(ROOT, one)) < statSync(bundle).mtimeMs);
}

/** Readers find the old file or the new one, never a part. */
function replaceFile(name: string, text: string): void {
  const fresh = join(DIST, `${name}.${process.pid}`);
  writeFileSync(fresh, text);
  renameSync(fresh, join(DIST, name));
}

async function makeBundle(isQuiet: boolean): Promise<void> {
  // Loaded only now: most calls find the bundle fresh, and the tools take a second to load.
  const [{ buildFirmware }, { sizeReport, sizeTable }] = await Promise.all([
    import('./bundle/pipeline.ts'),
    import('./bundle/report.ts'),
  ]);
  const bundle = await buildFirmware(ROOT);
  const report = sizeReport(bundle);
  mkdirSync(DIST, { recursive: true });
  replaceFile('firmware.js', bundle.code);
  replaceFile('firmware.json', `${JSON.stringify(report, null, 2)}\n`);
  if (!isQuiet) console.log(sizeTable(report));
}

// With `--if-stale` nothing is said, and nothing done while the bundle is newer than its sources.
const isQuiet = process.argv.includes('--if-stale');
if (!isQuiet || !isFresh()) {
  try {
    await makeBundle(isQuiet);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BuildRefused') throw error;
    // No older bundle stays behind that could be taken for this one.
    for (const name of ['firmware.js', 'firmware.json']) rmSync(join(DIST, name), { force: true });
    console.error(error.message);
    process.exitCode = 1;
  }
}
