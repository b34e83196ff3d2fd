/**
 * From TypeScript to the bytes that are flashed: bundle, lint, lower, leave out what nobody reads, widen variables, minify, lint again,
 * put hot names first, spell numbers. The interpreter reads source
 * text, finds syntax errors only when it gets there and differs from the language in silence, so that every doubt is
 * settled here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildFailure, BuildOptions, BuildResult, Message, Metafile } from 'esbuild';
import { minify as terser } from 'terser';
import { lintProgram } from '../lint/lint.ts';
import { readTree } from '../lint/tree.ts';
import { apiNames } from './api-names.ts';
import { BuildRefused, complaintsOf } from './complaint.ts';
import type { Complaint } from './complaint.ts';
import { wrapperOf } from './edits.ts';
import { flattenSingletons } from './flatten.ts';
import { groupNames } from './group-names.ts';
import { hotNamesFirst, type Counts } from './hot-names.ts';
import { inlineFunctions } from './inline.ts';
import { spellNumbers } from './literals.ts';
import { shareLocals } from './share-locals.ts';
import { dropUnread } from './unread.ts';
import { widenVariables } from './widen.ts';

/** What a build yields. */
export interface Bundle {
  /** The bytes that are flashed. */
  readonly code: string;
  /** The code before its numbers were spelled anew, and its map to the sources, whose paths are relative to `dist/`. */
  readonly minified: { readonly code: string; readonly map: string };
  /** The bundle before minification. */
  readonly plain: string;
  /** Bytes of every module in the plain bundle, by path from the root. */
  readonly plainBytes: ReadonlyMap<string, number>;
}

/** Syntax of ES2015 that the interpreter runs right; all else esbuild lowers or refuses. */
const SUPPORTED = {
  arrow: true,
  class: true,
  'class-field': false,
  'class-static-field': false,
  'const-and-let': true,
  'for-of': true,
  'nullish-coalescing': true,
  'object-accessors': true,
  'object-extensions': true,
  'optional-catch-binding': true,
  'template-literal': true,
};

/** Helpers that esbuild adds are syntax that the interpreter lacks; this one is an alias of Math.pow. */
const HARMLESS_HELPER = '__pow';

/** Name of the one line that imports the main program. */
const ENTRY = 'entry.ts';

/** The bundler's own complaint about `this` outside of functions. */
const THIS_AT_TOP = 'this-is-undefined-in-esm';

function options(root: string, entry: string): BuildOptions & { write: false; metafile: true } {
  return {
    absWorkingDir: root,
    // Imported rather than named as entry, so that what it exports for tests needs no module object.
    stdin: { contents: `import './${entry}';`, resolveDir: root, sourcefile: ENTRY },
    // The one module of the interpreter's own that the firmware asks for.
    external: ['Flash'],
    platform: 'neutral',
    outfile: 'dist/firmware.js',
    bundle: true,
    charset: 'ascii',
    // Keeps `require` as the call it is; the wrapper keeps every name of the firmware out of the global object.
    format: 'cjs',
    banner: { js: '(() => {' },
    footer: { js: '})();' },
    legalComments: 'none',
    logLevel: 'silent',
    // Top-level `this` is undefined in a module and the global object on the board.
    logOverride: { [THIS_AT_TOP]: 'error' },
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    // Independent of what tsconfig file is nearest to a source.
    tsconfigRaw: { compilerOptions: { target: 'es2015', useDefineForClassFields: false, verbatimModuleSyntax: true } },
    write: false,
  };
}

function complaintOf(message: Message): Complaint {
  const { location } = message;
  return {
    rule: message.id === THIS_AT_TOP ? 'this-at-top' : 'bundler',
    file: location?.file ?? 'firmware',
    line: location?.line ?? 1,
    column: (location?.column ?? 0) + 1,
    text: message.id === THIS_AT_TOP ? `${message.text}; write the global by its name` : message.text,
  };
}

async function bundle(
  settings: BuildOptions & { write: false; metafile: true },
): Promise<BuildResult<typeof settings>> {
  try {
    const result = await build(settings);
    if (result.warnings.length > 0) throw new BuildRefused(result.warnings.map(complaintOf));
    return result;
  } catch (error) {
    const messages = (error as Partial<BuildFailure>).errors;
    if (messages === undefined) throw error;
    throw new BuildRefused(messages.map(complaintOf));
  }
}

function textOf(result: { outputFiles: { path: string; text: string }[] }, ending: string): string {
  const file = result.outputFiles.find((one) => one.path.endsWith(ending));
  if (file === undefined) throw new Error(`The bundler wrote no file that ends in ${ending}; check its options.`);
  return file.text;
}

/** Lints the program as it was written: nothing lowered, nothing dropped, so that unused code is refused too. */
async function refuseSource(root: string, entry: string): Promise<void> {
  const written = await bundle({ ...options(root, entry), target: 'esnext', treeShaking: false });
  refuse(textOf(written, '.js'), textOf(written, '.map'), 'source');
}

function refuse(code: string, map: string, stage: 'source' | 'final'): void {
  const findings = lintProgram(code, stage);
  if (findings.length > 0) throw new BuildRefused(complaintsOf(findings, map));
}

function refuseHelpers(plain: string): void {
  const helpers = [...plain.matchAll(/^var (__[A-Za-z]+)\b/gm)].map((match) => match[1] ?? '');
  const bad = helpers.filter((name) => name !== HARMLESS_HELPER);
  if (bad.length === 0) return;
  const text = `the bundler had to emulate syntax with ${bad.join(', ')}; write plain named imports and ES2015 code`;
  throw new BuildRefused([{ rule: 'helper', file: 'dist/firmware.js', line: 1, column: 1, text }]);
}

async function minify(
  plain: string,
  map: string,
  reserved: string[],
  collapse: boolean,
): Promise<{ code: string; map: string }> {
  const result = await terser(plain, {
    ecma: 2015,
    // What can be inlined with profit is (inline.ts); more costs time, because skipped branches are still read. Moved
    // functions may run too early.
    compress: { passes: 2, inline: 0, reduce_funcs: false, collapse_vars: collapse, arrows: false, toplevel: true },
    // The interpreter compares names of up to four characters at once. The minifier spares the language's own names.
    // The bundle's own names stay: they are shortened when the most used ones are put first.
    mangle: { reserved: topNames(plain), properties: { reserved, keep_quoted: true } },
    // Every exception makes a text as long as its column: one line of 40 kB ran a board of 12,000 variables out of memory.
    format: { ascii_only: true, max_line_len: 160 },
    sourceMap: { content: map, filename: 'firmware.js' },
  });
  if (result.code === undefined || typeof result.map !== 'string') throw new Error('The minifier gave no code.');
  return { code: result.code, map: result.map };
}

/** A value collapsed into an object literal would escape the try around it: then nothing is collapsed. */
async function smallest(plain: string, map: string, reserved: string[]): Promise<Bundle['minified']> {
  const collapsed = await minify(plain, map, reserved, true);
  return lintProgram(collapsed.code, 'final').length === 0 ? collapsed : minify(plain, map, reserved, false);
}

/** Names of the bundle's own variables and functions. */
function topNames(plain: string): string[] {
  return wrapperOf(readTree(plain))?.variables.map((one) => one.name) ?? [];
}

/** How often names are met, counted by tools/count-names.ts; next to this file, because it belongs to the build. */
export const COUNTS_FILE = join(import.meta.dirname, 'hot-names.json');

function counts(): Counts {
  return existsSync(COUNTS_FILE) ? (JSON.parse(readFileSync(COUNTS_FILE, 'utf8')) as Counts) : {};
}

/** Builds the firmware below `root` from its entry file. Throws BuildRefused with every complaint. */
export async function buildFirmware(root: string, entry = 'firmware/main.ts'): Promise<Bundle> {
  await refuseSource(root, entry);
  const lowered = await bundle({ ...options(root, entry), target: 'es5', supported: SUPPORTED });
  const plain = textOf(lowered, '.js');
  refuseHelpers(plain);
  const reserved = apiNames(root);
  const shaped = widenVariables(inlineFunctions(flattenSingletons(dropUnread(plain, reserved))));
  const minified = await smallest(shaped, textOf(lowered, '.map'), reserved);
  refuse(minified.code, minified.map, 'final');
  const grouped = groupNames(shareLocals(minified.code), counts());
  const code = unwrapped(spellNumbers(hotNamesFirst(grouped.code, grouped.counts)));
  // A last look at the bytes themselves: the interpreter would find a syntax error only when it gets there.
  readTree(code);
  return { code, minified, plain, plainBytes: bytesByModule(lowered.metafile) };
}

/**
 * The program without the function around it, which costs every call of another function a thirtieth. Its names become
 * the interpreter's; all of them were made by this build, and none is one that the program or the interpreter uses.
 */
function unwrapped(code: string): string {
  const { body } = readTree(code).program;
  const [only] = body;
  if (body.length !== 1 || only?.type !== 'ExpressionStatement' || only.expression.type !== 'CallExpression')
    return code;
  const { callee } = only.expression;
  if (callee.type !== 'ArrowFunctionExpression' || callee.body.type !== 'BlockStatement') return code;
  return code.slice(callee.body.start + 1, callee.body.end - 1);
}

function bytesByModule(metafile: Metafile): Map<string, number> {
  const output = Object.values(metafile.outputs).find((one) => one.entryPoint !== undefined);
  const modules = Object.entries(output?.inputs ?? {}).filter(([path]) => path !== ENTRY);
  return new Map(modules.map(([path, one]) => [path, one.bytesInOutput]));
}
