/** What the pages of this tree are made with: scripts bundled, styles inside, licences of whose code is in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const COMMON = {
  bundle: true,
  write: false,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies BuildOptions;

export interface Scripts {
  readonly root: string;
  /** Folder of the sources, from the root. */
  readonly source: string;
  /** Files by the names of what they become, without endings. */
  readonly entries: Readonly<Record<string, string>>;
  readonly options?: Pick<BuildOptions, 'alias' | 'drop'>;
}

/** The scripts of a page by name, and the packages whose code is in them. */
export async function scripts({ root, source, entries, options }: Scripts): Promise<{
  files: [name: string, code: string][];
  packages: string[];
}> {
  const result = await build({
    ...COMMON,
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, file]) => ({ in: join(source, file), out })),
    outdir: 'dist/pages',
    // Finds what stands in for the modules of Node, by the field `browser` of package.json, and refuses the rest.
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    metafile: true,
    ...options,
  });
  const found = Object.keys(result.metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return {
    files: result.outputFiles.map((file) => [basename(file.path), file.text]),
    packages: [...new Set(found)].filter((name) => name !== undefined).sort(),
  };
}

/** Styles in one text. */
export async function style(root: string, source: string, files: readonly string[]): Promise<string> {
  const contents = files.map((file) => `@import './${file}';`).join('\n');
  const stdin = { contents, resolveDir: join(root, source), loader: 'css' } as const;
  const result = await build({ ...COMMON, absWorkingDir: root, stdin, outfile: 'page.css' });
  return result.outputFiles[0]?.text ?? '';
}

/** Style inside, so that the first picture needs one file; white space between elements goes. */
export function pageText(html: string, css: string): string {
  const styled = html.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${css.trim()}</style>`);
  if (styled === html) throw new Error('a page has no link to its style sheet; it must have one that can be replaced');
  return styled.replace(/\n\s+/g, '\n');
}

/** What a package says of its licence where it has no file for it. */
function namedLicence(root: string, name: string): string {
  const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  const { license, author } = JSON.parse(text) as { license?: string; author?: string | { name: string } };
  const by = typeof author === 'object' ? author.name : author;
  if (license === undefined) throw new Error(`the package ${name} names no licence; look what it is given under`);
  return `${license}${by === undefined ? '' : `, ${by}`}, as its package.json says; it comes without the text.`;
}

/** One text for the licences of all packages. */
export function licences(root: string, packages: readonly string[]): string {
  const own = 'This page: Apache-2.0, see the file LICENSE of the project. It contains:';
  const others = packages.map((name) => {
    const folder = join(root, 'node_modules', name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? namedLicence(root, name) : readFileSync(join(folder, file), 'utf8').trim();
    return `${name}\n\n${text}`;
  });
  return `${[own, ...others].join('\n\n----\n\n')}\n`;
}
