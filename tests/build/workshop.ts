import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BuildRefused } from '../../tools/bundle/complaint.ts';
import type { Complaint } from '../../tools/bundle/complaint.ts';
import { buildFirmware } from '../../tools/bundle/pipeline.ts';
import type { Bundle } from '../../tools/bundle/pipeline.ts';

/** Files by path from the root of a tree that exists only for a test. */
export type Files = Readonly<Record<string, string>>;

/** Writes the files into a tree of their own, gives it to `work` and removes it. */
export async function inTree<T>(files: Files, work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'incline-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Builds `firmware/main.ts` of these files. */
export function buildOf(files: Files): Promise<Bundle> {
  return inTree(files, (root) => buildFirmware(root));
}

/** The complaints that keep these files from being built; none when they build. */
export async function complaintsAbout(files: Files): Promise<readonly Complaint[]> {
  try {
    await buildOf(files);
    return [];
  } catch (error) {
    if (error instanceof BuildRefused) return error.complaints;
    throw error;
  }
}

/** A module with a fault on its third line, and a main program that uses it. */
export function planted(line: string): Files {
  return {
    'firmware/main.ts': "import { use } from './part.ts';\nprint(use(digitalRead(D1)));\n",
    'firmware/part.ts': `declare const other: any;\nexport function use(n: any): any { return n; }\n${line}\n`,
  };
}
