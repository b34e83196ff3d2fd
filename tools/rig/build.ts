/**
 * Builds the page of the rig: a few static files that any server, or none but a local one, can hand out. The firmware is
 * the file that is flashed, byte for byte.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { licences, pageText, scripts, style } from './pages.ts';

/** Folder of the page, from the root. */
export const PAGE_FOLDER = 'dist/rig';

const SOURCE = 'sim/page';
const PAGES = ['index.html', 'safety.html'] as const;
/** What each page and its worker run. */
const SCRIPTS = { page: 'main.ts', worker: 'worker.ts', safety: 'safety/main.ts' } as const;
const STYLES = ['page.css', 'device.css', 'scene.css', 'safety/safety.css'] as const;

function scenarios(root: string): string {
  const folder = join(root, 'scenarios');
  const names = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return JSON.stringify(Object.fromEntries(names.sort().map((file) => [basename(file, '.json'), read(file)])));
}

/** The files of the page by name. Needs `dist/firmware.js`. */
export async function buildPage(root: string): Promise<Map<string, string>> {
  const [code, css] = await Promise.all([
    scripts({ root, source: SOURCE, entries: SCRIPTS }),
    style(root, SOURCE, STYLES),
  ]);
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return new Map([
    ...PAGES.map((file): [string, string] => [file, pageText(read(join(SOURCE, file)), css)]),
    ...code.files,
    ['scenarios.json', scenarios(root)],
    ['licences.txt', licences(root, code.packages)],
    ['firmware.js', read('dist/firmware.js')],
  ]);
}

/** Writes them to `folder`, which then holds nothing else. */
export function writePage(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
