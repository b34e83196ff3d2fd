/** Builds the technician's page: a few static files that any server on this machine, or one with https, can hand out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licences, pageText, scripts, style } from '../rig/pages.ts';

/** Folder of the page, from the root. */
export const CONSOLE_FOLDER = 'dist/console';

const SOURCE = 'console/page';

/** The files of the page by name. Needs `dist/firmware.js`. */
export async function buildConsole(root: string): Promise<Map<string, string>> {
  const options = {
    // Nobody compiles code in this page, and the compiler would be three quarters of it.
    alias: { '@espruino-tools/transpiler': join(root, SOURCE, 'no-transpiler.ts') },
    // The library tells the console of every byte.
    drop: ['console' as const],
  };
  const [code, css] = await Promise.all([
    scripts({ root, source: SOURCE, entries: { page: 'main.ts', worker: 'worker.ts' }, options }),
    style(root, SOURCE, ['page.css']),
  ]);
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return new Map([
    ['index.html', pageText(read(join(SOURCE, 'index.html')), css)],
    ...code.files,
    ['licences.txt', licences(root, code.packages)],
    ['firmware.js', read('dist/firmware.js')],
  ]);
}
