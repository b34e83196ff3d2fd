import { createHash } from 'node:crypto';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { sourcePath } from './complaint.ts';
import type { Bundle } from './pipeline.ts';

/** Sizes of the firmware; written as `dist/firmware.json`. */
export interface SizeReport {
  readonly sha256: string;
  readonly bytes: number;
  readonly plainBytes: number;
  readonly modules: readonly ModuleSize[];
}

export interface ModuleSize {
  /** Path from the root of the tree. */
  readonly path: string;
  readonly bytes: number;
  readonly plainBytes: number;
}

/** Bytes of the minified code by the source they come from. */
function bytesBySource(code: string, mapText: string): Map<string, number> {
  const map = new SourceMap(JSON.parse(mapText) as SourceMapPayload);
  const bytes = new Map<string, number>();
  code.split('\n').forEach((line, lineNumber) => {
    for (let column = 0; column < line.length; column++) {
      const entry = map.findEntry(lineNumber, column);
      if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') continue;
      const path = sourcePath(entry.originalSource);
      bytes.set(path, (bytes.get(path) ?? 0) + 1);
    }
  });
  return bytes;
}

export function sha256Of(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

/** Measures a bundle. */
export function sizeReport(bundle: Bundle): SizeReport {
  const minified = bytesBySource(bundle.minified.code, bundle.minified.map);
  const all = [...minified.values()].reduce((sum, bytes) => sum + bytes, 0);
  // Names are shortened after the map was made: what each module has of the whole is told by its share.
  const share = Buffer.byteLength(bundle.code) / Math.max(all, 1);
  const modules = [...bundle.plainBytes]
    .map(([path, plainBytes]): ModuleSize => {
      return { path, bytes: Math.floor((minified.get(path) ?? 0) * share), plainBytes };
    })
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
  return {
    sha256: sha256Of(bundle.code),
    bytes: Buffer.byteLength(bundle.code),
    plainBytes: Buffer.byteLength(bundle.plain),
    modules,
  };
}

/** The report as a short table for the terminal. */
export function sizeTable(report: SizeReport): string {
  const rows = [...report.modules, { path: 'together', bytes: report.bytes, plainBytes: report.plainBytes }];
  const width = Math.max(...rows.map((row) => row.path.length));
  const lines = rows.map(
    (row) => `${row.path.padEnd(width)} ${String(row.bytes).padStart(8)} ${String(row.plainBytes).padStart(8)}`,
  );
  const head = `${'bytes'.padEnd(width)} ${'minified'.padStart(8)} ${'plain'.padStart(8)}`;
  return [head, ...lines, `sha256 ${report.sha256}`].join('\n');
}
