/**
 * Builds the page of the rig: a few static files that any server, or none but a local one, can hand out. The firmware is
 * the file that is flashed, byte for byte.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** Folder of the page, from the root. */
export const PAGE_FOLDER = 'dist/rig';

const SOURCE = 'sim/page';
const PAGES = ['index.html', 'safety.html'] as const;
/** What each page and its worker run. */
const SCRIPTS = { page: 'main.ts', worker: 'worker.ts', safety: 'safety/main.ts' } as const;
const STYLES = ['page.css', 'device.css', 'scene.css', 'safety/safety.css'] as const;

const COMMON = {
  bundle: true,
  write: false,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies BuildOptions;

async function scripts(root: string): Promise<[name: string, code: string][]> {
  const result = await build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: Object.entries(SCRIPTS).map(([out, file]) => ({ in: join(SOURCE, file), out })),
    outdir: PAGE_FOLDER,
    // Finds what stands in for the modules of Node, by the field `browser` of package.json, and refuses the rest.
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
  });
  return result.outputFiles.map((file) => [basename(file.path), file.text]);
}

/** All styles in one text. */
async function style(root: string): Promise<string> {
  const contents = STYLES.map((file) => `@import './${file}';`).join('\n');
  const stdin = { contents, resolveDir: join(root, SOURCE), loader: 'css' } as const;
  const result = await build({ ...COMMON, absWorkingDir: root, stdin, outfile: 'page.css' });
  return result.outputFiles[0]?.text ?? '';
}

/** Style inside, so that the first picture needs one file; white space between elements goes. */
function pageText(html: string, css: string): string {
  const styled = html.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${css.trim()}</style>`);
  if (styled === html) throw new Error('a page has no link to its style sheet; it must have one that can be replaced');
  return styled.replace(/\n\s+/g, '\n');
}

function scenarios(root: string): string {
  const folder = join(root, 'scenarios');
  const names = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return JSON.stringify(Object.fromEntries(names.sort().map((file) => [basename(file, '.json'), read(file)])));
}

/** Whose code is in the page beside ours; their licences go with it. */
const OTHERS = ['uplot', 'valibot'] as const;

function licences(root: string): string {
  const own = 'This page: Apache-2.0, see the file LICENSE of the project. It contains:';
  const text = (path: string): string => readFileSync(join(root, path), 'utf8').trim();
  const others = OTHERS.map((name) => {
    const file = readdirSync(join(root, 'node_modules', name)).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`the package ${name} has no licence file; look what it is given under`);
    return `${name}\n\n${text(join('node_modules', name, file))}`;
  });
  return `${[own, ...others].join('\n\n----\n\n')}\n`;
}

/** The files of the page by name. Needs `dist/firmware.js`. */
export async function buildPage(root: string): Promise<Map<string, string>> {
  const [code, css] = await Promise.all([scripts(root), style(root)]);
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return new Map([
    ...PAGES.map((file): [string, string] => [file, pageText(read(join(SOURCE, file)), css)]),
    ...code,
    ['scenarios.json', scenarios(root)],
    ['licences.txt', licences(root)],
    ['firmware.js', read('dist/firmware.js')],
  ]);
}

/** Writes them to `folder`, which then holds nothing else. */
export function writePage(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
